import Primitives
import State
import Testing

@testable import Schedulers

/// How the adaptive scheduler comes to its choices.
@Suite struct ChoiceTests {
  /// Runs `blocks` blocks in which arm *i* costs `costs[i]`, and returns what was chosen.
  private func choices(
    _ record: inout ChoiceRecord, _ costs: [Double], blocks: Int, workers: Int = 8
  ) -> [Int] {
    var random = SplitMix(seed: 1)
    return (0..<blocks).map { _ in
      let choice = record.choose(
        among: Array(costs.indices), baseline: 0, workers: workers, random: random.next())
      record.note(costs[choice], of: choice)
      return choice
    }
  }

  @Test(arguments: [[3, 2, 1, 5], [1, 2, 3, 4], [2, 9, 9, 1.5]])
  func theCheapestIsFoundAndKept(costs: [Double]) {
    var record = ChoiceRecord(armCount: 4, favourite: 1)
    let chosen = choices(&record, costs, blocks: 200)
    let best = costs.indices.min { costs[$0] < costs[$1] }
    #expect(record.favourite == best)
    #expect(chosen.count { $0 != best } <= 12, "trials are few: \(chosen)")
    #expect(Set(chosen.prefix(5)) == [0, 1, 2, 3], "each is tried once")
  }

  @Test func smallDifferencesChangeNothing() {
    var record = ChoiceRecord(armCount: 3, favourite: 2)
    _ = choices(&record, [1, 0.98, 1], blocks: 100)
    #expect(record.favourite == 2)
  }

  /// Two workers cannot be more than twice as fast.
  @Test func whatIsGoodEnoughIsNotDoubted() {
    var record = ChoiceRecord(armCount: 4, favourite: 1)
    let chosen = choices(&record, [2, 1.01, 9, 9], blocks: 100, workers: 2)
    #expect(chosen.count { $0 > 1 } == 0)
  }

  @Test func aChangeOfTheBlocksIsNoticed() {
    var record = ChoiceRecord(armCount: 3, favourite: 1)
    _ = choices(&record, [2, 1, 1.2], blocks: 60)
    #expect(record.favourite == 1)
    _ = choices(&record, [2, 3, 1.2], blocks: 40)
    #expect(record.favourite == 2)
  }

  @Test func oneDisturbedRunChangesNothing() {
    var record = ChoiceRecord(armCount: 2, favourite: 1)
    _ = choices(&record, [2, 1], blocks: 30)
    record.note(50, of: 1)
    #expect(record.favourite == 1)
  }

  @Test func kindsAreBounded() {
    var learner = ChoiceLearner(seed: 1)
    for number in 0..<2000 {
      let features = BlockFeatures(nil, count: 1 << (number % 20), hasHints: number % 2 == 0)
      let choice = learner.choose(features, among: [1, 2], baseline: 0, workers: 2)
      learner.note(1, of: choice, for: features)
    }
    #expect(
      learner.choose(.init(nil, count: 8, hasHints: false), among: [1], baseline: 0, workers: 2)
        == 1)
  }

  // MARK: Features

  private func payment(from sender: Int, to payee: Int) -> Transaction {
    Transaction(
      kind: .dynamicFee, sender: toyAddress(sender), chainID: 1, nonce: 0, gasLimit: 21_000,
      maxFeePerGas: .zero, maxPriorityFeePerGas: .zero, to: toyAddress(payee), value: Word(1),
      input: [])
  }

  @Test func chainsAreSeenInASample() {
    let independent = (0..<4000).map { payment(from: 10_000 + $0, to: 20_000 + $0) }
    let fromOne = (0..<4000).map { payment(from: 1, to: 20_000 + $0) }
    let toOne = (0..<4000).map { payment(from: 10_000 + $0, to: $0 % 2 == 0 ? 5 : 20_000 + $0) }
    func features(_ block: [Transaction]) -> BlockFeatures {
      BlockFeatures(block, count: block.count, hasHints: false)
    }
    #expect(features(independent).chain <= .some)
    #expect(features(fromOne).chain == .nearlyAll)
    #expect(features(toOne).chain >= .half)
    #expect(features(independent) == features(independent.map { $0 }))
    #expect(features(independent) != features(fromOne))
  }

  /// A chain that is certain needs no trial of anything.
  @Test func certainChainsGoInOrder() throws {
    struct Payments: TransactionExecutor {
      let toy: ToyExecutor
      var transactionCount: Int { toy.transactionCount }
      var beneficiary: Address { toy.beneficiary }
      var mayEraseStorage: Bool { false }
      var transactions: [Transaction]?
      func makeWorker(lane: Int) -> any TransactionWorker { toy.makeWorker(lane: lane) }
    }
    let block = HostileBlocks.block("one sender") { _ in [.useNonce(1, 0), .log(1)] }
    let executor = Payments(
      toy: ToyExecutor(block: block),
      transactions: block.transactions.map { _ in payment(from: 1, to: 2) })
    let execution = try AdaptiveScheduler().execute(
      executor, on: WorldState(naive: block.genesis), with: WorkerPool(size: 2))
    #expect(execution.choice == "sequential")
  }
}
