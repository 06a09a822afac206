import Contention
import Foundation
import Primitives
import Schedulers
import State
import Testing
import Workloads

@testable import Harness

/// Blocks fitted to, and blocks of known law fitted back.
@Suite struct FitTests {
  /// A block of 2022 that gathers payments, and two whose hottest key is wrapped ether's balance, which
  /// trades change that cost more than twice the block's mean.
  static let blocks = ["11743952", "14396881", "19932148"]

  @Test(
    "A generated stream is as the real block is, within 20%", ConformanceFixtures.condition,
    arguments: blocks)
  func realBlock(number: String) throws {
    let fit = try onLargeStack { () throws in
      try WorkloadFit(
        folders: ["\(ConformanceFixtures.mainnet)/blocks/\(number)"], name: "fitted")
    }
    for measure in [\FitMeasures.topShare, \.dependent, \.parallelism] {
      let ratio = fit.generated[keyPath: measure] / fit.real[keyPath: measure]
      #expect(abs(ratio - 1) < 0.2, "\(number): \(fit.comparison)")
    }
    let spec = try WorkloadSpec.parse(fit.yaml, name: "fitted.yaml", overrides: [])
    #expect(spec.name == "fitted" && spec.mix.count == fit.entries.count)
  }

  /// A generated block, read as if it were a real one: its mix and its exponents come back.
  @Test func aGeneratedBlockIsFittedBack() throws {
    let text = """
      name: truth
      seed: 4
      blocks: 6
      transactions_per_block: 1000
      accounts: 1000000
      profiles:
        - profile: transfers
          share: 0.6
          shares: {ether: 1}
          sender: {distribution: uniform, part: 1/2}
          receiver: {distribution: zipf-mixture, head: 30, exponent: 1.1, share: 0.5, part: 2/2}
        - profile: transfers
          share: 0.4
          shares: {token: 1}
          sender: {distribution: uniform, part: 1/2}
          receiver: {distribution: zipf-mixture, head: 60, exponent: 0.7, share: 0.6, part: 2/2}
      """
    let workload = BlockGenerator(try WorkloadSpec.parse(text, name: "truth", overrides: []))
      .generate()
    let stream = try BlockStream(workload, name: "truth")
    let state = stream.genesis.copy()
    let blocks = stream.steps.map { step in
      ObservedBlock(
        BlockAccesses.record(step.executor, on: state), step.block.transactions, on: state)
    }
    let payments = try #require(FittedEntry(.payment, in: blocks))
    let tokens = try #require(FittedEntry(.token, in: blocks))
    #expect(payments.transactions + tokens.transactions == 6000)
    #expect(abs(payments.share - 0.6) < 0.03)
    for (entry, exponent, share) in [(payments, 1.1, 0.5), (tokens, 0.7, 0.6)] {
      #expect(abs(entry.objects.exponent - exponent) < 2 * entry.objects.standardError)
      #expect(entry.objects.standardError < 0.3)
      #expect(abs(entry.objects.share - share) < 0.06)
      #expect(entry.senders.share < 0.1)
    }
    #expect(abs(payments.gas.median - 21_000) < 1 && payments.gas.sigma < 1e-9)
  }

  /// Calls that meet in one slot are told from others like them, with the gas that they alone cost.
  @Test func thoseWhoMeetInTheHottestKeyAreAKind() throws {
    let text = """
      name: meeting
      seed: 7
      blocks: 4
      transactions_per_block: 500
      accounts: 1000000
      profiles:
        - profile: transfers
          share: 0.5
          shares: {ether: 1}
          sender: {distribution: distinct, part: 1/2}
          receiver: {distribution: distinct, part: 2/2}
        - profile: structured
          share: 0.3
          sender: {distribution: distinct}
          slots: 1000000
          slot: {distribution: uniform}
          width: {distribution: uniform, minimum: 1, maximum: 1}
          writes: 1
        - profile: structured
          share: 0.2
          sender: {distribution: distinct}
          slots: 1
          slot: {distribution: uniform}
          width: {distribution: uniform, minimum: 1, maximum: 1}
          writes: 1
          work: {distribution: uniform, minimum: 2000, maximum: 2000}
      """
    let workload = BlockGenerator(try WorkloadSpec.parse(text, name: "meeting", overrides: []))
      .generate()
    let stream = try BlockStream(workload, name: "meeting")
    let state = stream.genesis.copy()
    let accesses = stream.steps.map { BlockAccesses.record($0.executor, on: state) }
    let blocks = zip(stream.steps, accesses).map {
      ObservedBlock($1, $0.block.transactions, on: state)
    }
    let hot = try #require(FittedEntry(.hotspot, in: blocks))
    #expect(
      hot.transactions == accesses.reduce(0) { $0 + $1.transactions.count { $0.gasUsed > 100_000 } }
    )
    #expect(hot.meanGas > 140_000 && hot.gasDeviation < 10_000)
    #expect(hot.objects.head == 1 && hot.objects.share > 0.98)
    let others = try #require(FittedEntry(.other, in: blocks))
    #expect(others.meanGas < 60_000)
    #expect(FittedEntry(.payment, in: blocks).map { abs($0.share - 0.5) < 0.04 } == true)
  }

  @Test func kindsAreToldByCallsAndChanges() {
    func kind(
      _ input: [UInt8], gas: UInt64 = 60_000, to: UInt64 = 1, changes: [(UInt64, UInt64)] = []
    ) -> ObservedKind {
      let transaction = Transaction(
        kind: .dynamicFee, sender: Address(high: 0, middle: 0, low: 77), chainID: 1, nonce: 0,
        gasLimit: gas, maxFeePerGas: 1, maxPriorityFeePerGas: 1,
        to: Address(high: 0, middle: 0, low: to), value: 0, input: input)
      return ObservedKind(
        transaction, gasUsed: gas,
        changed: changes.map {
          LocationSlot(contract: Address(high: 0, middle: 0, low: $0.0), key: Word($0.1 + 1000))
        })
    }
    #expect(kind([], gas: 21_000) == .payment && kind([], gas: 30_000) == .other)
    let transfer: [UInt8] = [0xa9, 0x05, 0x9c, 0xbb]
    #expect(kind(transfer, changes: [(1, 1), (1, 2)]) == .token)
    // The same call where other contracts change too is no plain transfer.
    #expect(kind(transfer, changes: [(1, 1), (2, 2)]) == .other)
    #expect(kind([0x12, 0x49, 0xc5, 0x8b]) == .collectible)
    #expect(kind([0x7f, 0xf3, 0x6a, 0xb5]) == .swap)
    let pool = Address(high: 0, middle: 0, low: 2)
    #expect(LocationSlot(contract: pool, key: 8).isPoolState)
  }
}
