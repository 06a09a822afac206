import Primitives
import State
import Testing

@testable import Schedulers

/// What hybrid execution expects of transactions by what their senders wrote.
@Suite struct ConflictModelTests {
  private func address(_ number: Int) -> Address { toyAddress(number) }

  private func transaction(
    from sender: Int, to target: Int?, value: UInt64 = 0, selector: UInt8? = nil,
    _ arguments: [UInt64] = []
  ) -> Transaction {
    var input: [UInt8] = selector.map { [$0, 1, 2, 3] } ?? []
    for argument in arguments {
      input += [UInt8](repeating: 0, count: 24)
      input += withUnsafeBytes(of: argument.bigEndian) { Array($0) }
    }
    return Transaction(
      kind: .dynamicFee, sender: address(sender), chainID: 1, nonce: 0, gasLimit: 100,
      maxFeePerGas: .zero, maxPriorityFeePerGas: .zero, to: target.map(address),
      value: Word(value), input: input)
  }

  /// By transaction, whom it is expected to wait for.
  private func expected(_ transactions: [Transaction], _ model: inout ConflictModel) -> [Int?] {
    var plan = AdvisoryPlan()
    plan.make(transactions, &model)
    return transactions.indices.map {
      plan.predecessors[$0] == 0 ? nil : Int(plan.predecessors[$0]) - 1
    }
  }

  private func teach(
    _ model: inout ConflictModel, _ transactions: [Transaction], _ dependsOn: (Int, Int) -> Bool
  ) {
    transactions.withUnsafeBufferPointer {
      model.learn(from: $0, in: 0..<transactions.count, dependsOn)
    }
  }

  @Test func sendersAndPayeesAreCertain() {
    var model = ConflictModel()
    let block = [
      transaction(from: 1, to: 50, value: 1), transaction(from: 2, to: 51, value: 1),
      transaction(from: 1, to: 52, value: 1),  // the sender of 0
      transaction(from: 3, to: 51, value: 1),  // the payee of 1
      transaction(from: 51, to: 60, value: 1),  // the payee of 3 sends
      transaction(from: 9, to: 9, value: 1),
    ]
    #expect(expected(block, &model) == [nil, nil, 0, 1, 3, nil])
  }

  @Test func aHotContractIsLearnt() {
    var model = ConflictModel()
    let swaps = (0..<40).map { transaction(from: 100 + $0, to: 7, selector: 9, [UInt64($0), 5]) }
    #expect(expected(swaps, &model) == Array(repeating: nil, count: 40))
    #expect(model.unknownCalls == 40)
    teach(&model, swaps) { $0 == $1 + 1 }
    #expect(expected(swaps, &model) == (0..<40).map { $0 == 0 ? nil : $0 - 1 })
    #expect(model.unknownCalls == 0)
  }

  /// Token transfers conflict on sender and receiver, not on the token, nor on the amount.
  @Test func argumentsAreLearnt() {
    var model = ConflictModel()
    func conflicts(_ block: [Transaction], _ a: Int, _ b: Int) -> Bool {
      func parties(_ transaction: Transaction) -> Set<UInt64> {
        [transaction.sender.low, transaction.input[28..<36].reduce(0) { $0 << 8 | UInt64($1) }]
      }
      return !parties(block[a]).isDisjoint(with: parties(block[b]))
    }
    var random = SplitMix(seed: 3)
    let taught = (0..<200).map { _ in
      transaction(
        from: Int(random.next() % 300), to: 7, selector: 9,
        [toyAddress(Int(random.next() % 40)).low, 1000])
    }
    teach(&model, taught) { conflicts(taught, $0, $1) }
    let block = [
      transaction(from: 400, to: 7, selector: 9, [toyAddress(1).low, 1000]),
      transaction(from: 401, to: 7, selector: 9, [toyAddress(2).low, 1000]),
      transaction(from: 402, to: 7, selector: 9, [toyAddress(1).low, 1000]),
      transaction(from: 403, to: 8, selector: 9, [toyAddress(1).low, 1000]),
    ]
    #expect(expected(block, &model) == [nil, nil, 0, nil], "another token is another's business")
  }

  /// A transaction waits for the last that it is expected to conflict with, and looks whether the others have ended.
  @Test func allWhomItConflictsWithAreExpected() throws {
    var model = ConflictModel()
    let transfers = (0..<40).map {
      transaction(from: 100 + $0, to: 7, selector: 9, [5])
    }
    teach(&model, transfers) { _, _ in true }
    let block = [
      transaction(from: 1, to: 7, selector: 9, [8]),
      transaction(from: 2, to: 50, value: 1),
      transaction(from: 3, to: 51, value: 1),
      transaction(from: 2, to: 7, selector: 9, [8]),
    ]
    var plan = AdvisoryPlan()
    plan.make(block, &model)
    #expect(Array(0..<4).map { plan.predecessors[$0] } == [0, 0, 0, 2], "the sender of 1")
    let expected = plan.expectedWriters
    let starts = try #require(expected.starts)
    let writers = try #require(expected.writers)
    let others = (0..<4).map { index in
      (Int(starts[index])..<Int(starts[index + 1])).map { writers[$0] }
    }
    #expect(others == [[], [], [], [0]], "the payee of 0")
  }

  @Test func whatDoesNotConflictAnyMoreIsForgotten() {
    var model = ConflictModel()
    let calls = (0..<200).map { transaction(from: 100 + $0, to: 7, selector: 9) }
    teach(&model, calls) { $0 == $1 + 1 }
    #expect(expected(calls, &model)[1] == 0)
    for _ in 0..<4 { teach(&model, calls) { _, _ in false } }
    #expect(expected(calls, &model) == Array(repeating: nil, count: 200))
  }

  @Test func pathsAddUp() {
    var model = ConflictModel()
    var plan = AdvisoryPlan()
    plan.make(
      [
        transaction(from: 1, to: 50, value: 1), transaction(from: 1, to: 51, value: 1),
        transaction(from: 2, to: 52, value: 1), transaction(from: 1, to: 53, value: 1),
      ], &model)
    #expect(plan.totalWeight == 400 && plan.longestPath == 300 && plan.edgeCount == 2)
    #expect(plan.parallelism == 4.0 / 3)
  }

  /// Whatever a sender writes, nothing is read beyond its end.
  @Test func shortCallDataIsFine() {
    var model = ConflictModel()
    let block = (0..<140).map { length -> Transaction in
      var odd = transaction(from: 1, to: length % 2 == 0 ? 7 : nil)
      odd.input = Array(repeating: UInt8(length & 0xff), count: length)
      return odd
    }
    teach(&model, block) { $0 == $1 + 1 }
    #expect(expected(block, &model).count == 140)
  }
}
