import Primitives
import State
import Testing

@testable import Contention

@Suite struct CriticalPathTests {
  private func accesses(
    _ transactions: [ToyTransaction], beneficiary: Address = account(999)
  ) -> BlockAccesses {
    BlockAccesses.record(
      ToyExecutor(transactions: transactions, beneficiary: beneficiary), on: WorldState())
  }

  /// Adds to a slot: reads it and writes a value it never had.
  private func increment(_ key: UInt64, to value: UInt64, gas: UInt64 = 1) -> ToyTransaction {
    ToyTransaction(
      steps: [.readSlot(account(1), Word(key)), .writeSlot(account(1), Word(key), Word(value))],
      gas: gas)
  }

  @Test func independentBlock() {
    let block = accesses((1...10).map { increment(UInt64($0), to: 1, gas: UInt64($0)) })
    let byGas = CriticalPath.byGas(block)
    #expect(byGas.totalWeight == 55 && byGas.length == 10 && byGas.heaviest == 10)
    #expect(byGas.chain == [9])
    #expect(byGas.dependentRatio == 0)
    #expect(byGas.idealSpeedup == 5.5)
    #expect(byGas.speedupBound(processors: 1) == 1)
    #expect(byGas.speedupBound(processors: 5) == 5)
    #expect(byGas.speedupBound(processors: 6) == 5.5)
    #expect(CriticalPath.byCount(block).idealSpeedup == 10)
  }

  @Test func hotKeyIsOneChain() {
    let path = CriticalPath.byCount(accesses((1...8).map { increment(1, to: UInt64($0)) }))
    #expect(path.length == 8 && path.chain == Array(0..<8))
    #expect(path.idealSpeedup == 1 && path.speedupBound(processors: 4) == 1)
    #expect(path.dependentCount == 7 && path.dependentRatio == 7.0 / 8)
  }

  @Test func readersOfOneWriterRunSideBySide() {
    let reader = ToyTransaction(steps: [.readSlot(account(1), 1)])
    let path = CriticalPath.byCount(
      accesses([increment(1, to: 1)] + [ToyTransaction](repeating: reader, count: 9)))
    #expect(path.length == 2 && path.dependentCount == 9)
    #expect(path.idealSpeedup == 5)
  }

  @Test func gasAndCountFindDifferentChains() {
    let block = accesses([
      increment(1, to: 1), increment(2, to: 1, gas: 50), increment(1, to: 2),
      increment(1, to: 3), increment(2, to: 2, gas: 50),
    ])
    #expect(CriticalPath.byCount(block).chain == [0, 2, 3])
    #expect(CriticalPath.byGas(block).chain == [1, 4])
    #expect(CriticalPath.byGas(block).length == 100)
    #expect(CriticalPath.byGas(block).idealSpeedup == 1.03)
  }

  @Test func aReadOfTheBeneficiarysBalanceWaitsForEveryPayer() {
    let block = accesses(
      [
        ToyTransaction(steps: [], gas: 5), ToyTransaction(steps: [], gas: 9),
        ToyTransaction(steps: [], gas: 100, fee: 0),
        ToyTransaction(steps: [.readBalance(account(1))], gas: 2),
        ToyTransaction(steps: [.readBalance(account(1))], gas: 3),
      ], beneficiary: account(1))
    let path = CriticalPath(Dependencies(block), weights: [5, 9, 0, 2, 3])
    #expect(path.chain == [1, 3, 4] && path.length == 14)
    #expect(CriticalPath.byGas(block).chain == [2])
  }

  @Test func emptyAndWeightlessBlocks() {
    let empty = CriticalPath.byGas(accesses([]))
    #expect(empty.length == 0 && empty.idealSpeedup == 1 && empty.dependentRatio == 0)
    #expect(empty.speedupBound(processors: 2) == 1 && empty.chain.isEmpty)
    let weightless = CriticalPath.byGas(accesses([increment(1, to: 1, gas: 0)]))
    #expect(weightless.idealSpeedup == 1)
  }

  /// Finish times against every chain of a random graph, found by brute force.
  @Test func lengthEqualsTheHeaviestOfAllChains() {
    var random = RepeatableGenerator()
    for _ in 0..<50 {
      let transactions = (0..<10).map { index in
        let read = UInt64.random(in: 0..<6, using: &random)
        let write = UInt64.random(in: 0..<6, using: &random)
        return ToyTransaction(
          steps: [
            .readSlot(account(1), Word(read)),
            .writeSlot(account(1), Word(write), Word(UInt64(index) + 1)),
          ], gas: UInt64.random(in: 1..<100, using: &random))
      }
      let block = accesses(transactions)
      let predecessors = Dependencies(block).predecessors
      let gas = transactions.map(\.gas)
      func heaviestChain(endingAt index: Int) -> UInt64 {
        gas[index] + (predecessors[index].map(heaviestChain).max() ?? 0)
      }
      let path = CriticalPath.byGas(block)
      #expect(path.length == gas.indices.map(heaviestChain).max())
      #expect(path.chain.reduce(0) { $0 + gas[$1] } == path.length)
      #expect(zip(path.chain, path.chain.dropFirst()).allSatisfy { predecessors[$1].contains($0) })
    }
  }
}
