import Primitives
import State
import Testing

@testable import Workloads

/// Holders 1 to 3 with 100, 200 and 400 shares, issuer 4 with 300, manager 5, nobody 9.
@Suite struct PropertyTests {
  private let bench = ContractBench()
  private let property: PlacedContract
  private let token: Address
  private let gas: UInt64 = 2_000_000
  /// What everybody has of the rent token at first.
  private let wealth: Word = 1_000_000

  init() {
    token = bench.genesis.token(0, of: .erc20)
    let identities = PlacedContract(.identityRegistry, in: &bench.genesis)
    property = PlacedContract(.property, in: &bench.genesis)
    property.set("manager", to: bench.word(5), in: &bench.genesis)
    property.set("issuer", to: bench.word(4), in: &bench.genesis)
    property.set("token", to: Word(token), in: &bench.genesis)
    property.set("identities", to: identities.word, in: &bench.genesis)
    property.set("price", to: 10, in: &bench.genesis)
    for (holder, shares) in [(1, 100), (2, 200), (3, 400), (4, 300)] {
      bench.genesis.fund(
        bench.address(holder), with: property.artifact, at: property.address,
        amount: Word(number: shares))
      identities.set("country", [bench.word(holder)], to: 756, in: &bench.genesis)
    }
    for person in 1...5 {
      bench.genesis.fund(bench.address(person), with: .erc20, at: token, amount: wealth)
      bench.genesis.approve(
        property.address, by: bench.address(person), with: .erc20, at: token)
    }
  }

  private func send(_ sender: Int, _ signature: String, _ arguments: Word...) throws
    -> TransactionStatus
  {
    try bench.send(property.call(from: sender, signature, arguments, gas: gas))
  }

  private func received(_ person: Int) -> Word {
    bench.balance(of: bench.address(person), at: token) &- wealth
  }

  private func distribute(_ holders: Int...) throws -> TransactionStatus {
    try bench.send(
      property.call(
        from: 5, "distribute(address[])", encoding: [.words(holders.map { bench.word($0) })],
        gas: gas))
  }

  /// Shares that move between two rents carry no rent of the past, and sums come out to the unit that
  /// division leaves over.
  @Test func rentFollowsSharesAndSumsUp() throws {
    #expect(try send(5, "pay_rent(uint256)", 1_001) == .success)
    #expect(try send(1, "transfer(address,uint256)", bench.word(2), 100) == .success)
    #expect(try send(5, "pay_rent(uint256)", 999) == .success)
    #expect(try send(1, "claim()") == .success)
    #expect(try distribute(2, 3, 4) == .success)
    // 1,001 by 100, 200, 400, 300 shares; then 999 by 0, 300, 400, 300; rounded down each time.
    #expect(received(1) == 100)
    #expect(received(2) == 200 &+ 299)
    #expect(received(3) == 400 &+ 399)
    #expect(received(4) == 300 &+ 299)
    let left = bench.balance(of: property.address, at: token)
    #expect((1...4).reduce(left) { $0 &+ received($1) } == 2_000)
    #expect(left < 8)
    #expect(try send(1, "claim()") == .success)
    #expect(received(1) == 100, "nothing twice")
  }

  @Test func onlyVerifiedInvestorsHold() throws {
    #expect(try send(1, "transfer(address,uint256)", bench.word(9), 1) == .reverted)
    #expect(try send(1, "transfer(address,uint256)", bench.word(2), 101) == .reverted)
    #expect(try send(1, "transfer(address,uint256)", bench.word(2), 100) == .success)
    #expect(bench.value(property, "balanceOf", [bench.word(2)]) == 300)
  }

  @Test func sharesAreSoldAtThePriceUntilTheyAreGone() throws {
    #expect(try send(1, "buy(uint256)", 300) == .success)
    #expect(wealth &- bench.balance(of: bench.address(1), at: token) == 3_000)
    #expect(received(4) == 3_000)
    #expect(try send(1, "buy(uint256)", 1) == .reverted)
  }

  @Test func onlyTheManagerPaysRentAndDistributes() throws {
    #expect(try send(1, "pay_rent(uint256)", 1) == .reverted)
    #expect(
      try bench.send(
        property.call(
          from: 1, "distribute(address[])", encoding: [.words([bench.word(1)])], gas: gas))
        == .reverted)
  }
}
