import Primitives
import State
import Testing

@testable import Workloads

/// A maker (1), a carrier (2), a warehouse (3), a shop (4), a sensor (5) and a certifier (6).
@Suite struct ProvenanceTests {
  private let bench = ContractBench()
  private let registry: PlacedContract
  private let item = Word(7, 1, 0, 0)
  private let gas: UInt64 = 1_000_000

  init() {
    registry = PlacedContract(.provenance, in: &bench.genesis)
    for person in 1...6 {
      registry.set(
        "roles", [bench.word(person)], to: Word(number: 1 << (person - 1)), in: &bench.genesis)
    }
    registry.set("temperature_limit", to: 800, in: &bench.genesis)
  }

  private func send(_ sender: Int, _ signature: String, _ arguments: Word...) throws
    -> TransactionStatus
  {
    try bench.send(registry.call(from: sender, signature, arguments, gas: gas))
  }

  private func dispatch(from sender: Int, to consignee: Int) throws -> TransactionStatus {
    try send(
      sender, "dispatch(uint256,address,address)", item, bench.word(2), bench.word(consignee))
  }

  private var state: UInt64 {
    Word.shiftRight(bench.value(registry, "passport", [item]), by: 160 as UInt64).l0 & 255
  }

  @Test func longestRouteHasSixSteps() throws {
    #expect(try send(1, "register(uint256,bytes32)", item, 99) == .success)
    #expect(try send(1, "process(uint256)", item) == .success)
    #expect(try dispatch(from: 1, to: 3) == .success)
    #expect(try send(3, "accept(uint256)", item) == .success)
    #expect(state == 4)
    #expect(try dispatch(from: 3, to: 4) == .success)
    #expect(try send(4, "accept(uint256)", item) == .success)
    #expect(state == 5)
    #expect(try send(4, "sell(uint256,address)", item, bench.word(9)) == .success)
    #expect(state == 6)
    #expect(bench.value(registry, "history", [item]) == 7)
    #expect(
      Address(truncating: bench.value(registry, "passport", [item])) == bench.address(9))
  }

  @Test func stepsOutOfTurnAreRefused() throws {
    #expect(try send(1, "accept(uint256)", item) == .reverted)
    #expect(try send(2, "register(uint256,bytes32)", item, 99) == .reverted)
    #expect(try send(1, "register(uint256,bytes32)", 7, 99) == .reverted)
    #expect(try send(1, "register(uint256,bytes32)", item, 99) == .success)
    #expect(try send(1, "register(uint256,bytes32)", item, 99) == .reverted)
    #expect(try send(4, "sell(uint256,address)", item, bench.word(9)) == .reverted)
    #expect(try dispatch(from: 3, to: 4) == .reverted)
    #expect(try dispatch(from: 1, to: 3) == .success)
    // In transit it is the carrier's: neither the maker nor another shop can take it.
    #expect(try dispatch(from: 1, to: 4) == .reverted)
    #expect(try send(1, "process(uint256)", item) == .reverted)
    #expect(try send(4, "accept(uint256)", item) == .reverted)
    #expect(state == 3)
    #expect(bench.value(registry, "history", [item]) == 2)
  }

  @Test func palletMovesAllItsItemsAndHoldsThem() throws {
    let items = [item, item &+ 1, item &+ 2]
    for item in items {
      #expect(try send(1, "register(uint256,bytes32)", item, 99) == .success)
    }
    let aggregate = registry.call(
      from: 1, "aggregate(uint256,uint256[])", encoding: [.word(5), .words(items)], gas: gas)
    #expect(try bench.send(aggregate) == .success)
    #expect(try dispatch(from: 1, to: 4) == .reverted, "it is on a pallet")
    #expect(try bench.send(aggregate) == .reverted)
    let move = [Word(5), bench.word(2), bench.word(4)]
    let signature = "dispatch_pallet(uint256,address,address)"
    #expect(try bench.send(registry.call(from: 3, signature, move, gas: gas)) == .reverted)
    #expect(try bench.send(registry.call(from: 1, signature, move, gas: gas)) == .success)
    #expect(try send(4, "accept(uint256)", item) == .reverted)
    #expect(try send(3, "accept_pallet(uint256)", 5) == .reverted)
    #expect(try send(4, "accept_pallet(uint256)", 5) == .success)
    for item in items {
      #expect(try send(4, "sell(uint256,address)", item, bench.word(9)) == .success)
    }
  }

  @Test func readingsFillTheRingAndCountExcursions() throws {
    #expect(try send(1, "register(uint256,bytes32)", item, 99) == .success)
    let report = registry.call(
      from: 5, "record(uint256,uint256[])", encoding: [.word(item), .words([700, 801, 800])],
      gas: gas)
    #expect(try bench.send(report) == .success)
    #expect(try bench.send(report) == .success)
    #expect(bench.value(registry, "reading_count", [item]) == 6)
    #expect(bench.value(registry, "readings", [item], place: 4) == 801)
    #expect(bench.value(registry, "excursions", [item]) == 2)
    var forged = report
    forged.sender = 6
    #expect(try bench.send(forged) == .reverted)
  }

  @Test func certificatesCountInOneSlot() throws {
    #expect(try send(6, "certify(uint256,bytes32)", item, 1) == .reverted)
    #expect(try send(1, "register_next(bytes32)", 99) == .success)
    #expect(try send(6, "certify(uint256,bytes32)", 1, 1) == .success)
    #expect(try send(6, "certify(uint256,bytes32)", 1, 2) == .success)
    #expect(try send(1, "certify(uint256,bytes32)", 1, 3) == .reverted)
    #expect(bench.value(registry, "certificate_count") == 2)
    #expect(bench.value(registry, "certificate_of", [1]) == 2)
  }
}
