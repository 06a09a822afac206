import Primitives
import State
import Testing

@testable import Workloads

/// Buyer 1; the data set's publisher and contributors are the profile's own.
@Suite struct DataMarketTests {
  private let bench = ContractBench()
  private let market: DataMarket
  private let publisher: Address
  private let settings: HealthcareProfile.Settings

  init() {
    market = DataMarket(in: &bench.genesis)
    settings = HealthcareProfile.Settings(
      gateways: 1, gatewayAccounts: 1, isRelayed: true, log: .none, contributors: 4,
      settlesInEther: false)
    publisher = bench.genesis.address(ofAccount: ActorGroup.publisher.account(0))
    for contributor in 0..<4 {
      bench.genesis.endowSender(
        bench.genesis.address(ofAccount: ActorGroup.contributor.account(contributor)))
    }
  }

  @Test func priceIsSplitWithoutRest() throws {
    let purchase = market.purchase(0, by: 1, settings, in: &bench.genesis)
    let claims = (0..<4).map { _ in market.claim(0, settings, in: &bench.genesis) }
    let treasury = bench.genesis.address(ofAccount: market.treasury)
    let before = TokenAmounts.balance
    #expect(try bench.send(purchase) == .success)
    // 2.5% to the treasury, half of the rest to the publisher.
    #expect(bench.balance(of: treasury, at: market.token) &- before == 25_000)
    #expect(bench.balance(of: publisher, at: market.token) &- before == 487_500)
    #expect(
      before &- bench.balance(of: bench.address(1), at: market.token) == Word(DataMarket.price))
    for claim in claims { #expect(try bench.send(claim) == .success) }
    // The contributors have shared what was left.
    #expect(
      bench.balance(of: market.contract.address, at: market.token) == before)
    #expect(try bench.send(claims[0]) == .success)
    #expect(
      bench.balance(of: market.contract.address, at: market.token) == before,
      "a second claim takes nothing")
  }

  @Test func etherIsSplitToo() throws {
    var settings = settings
    settings.settlesInEther = true
    let purchase = market.purchase(0, by: 1, settings, in: &bench.genesis)
    var cheap = purchase
    cheap.value = 1
    #expect(try bench.send(cheap) == .reverted)
    #expect(try bench.send(purchase) == .success)
    #expect(bench.ether(of: bench.genesis.address(ofAccount: market.treasury)) == 25_000)
    #expect(bench.ether(of: publisher) == 975_000)
  }

  @Test func useIsMeteredAgainstTheQuota() throws {
    let dataset = market.open(0, contributors: 4, in: &bench.genesis)
    let purchase = market.purchase(0, by: 1, settings, in: &bench.genesis)
    let subscription = market.subscribe(2, in: &bench.genesis)
    func use(_ user: Int, _ units: Int) throws -> TransactionStatus {
      try bench.send(
        market.contract.call(
          from: user, "use(uint256,uint256)", [dataset, Word(number: units)], gas: 200_000))
    }
    #expect(try use(1, 1) == .reverted)
    #expect(try bench.send(purchase) == .success)
    #expect(try use(1, DataMarket.allotment) == .success)
    #expect(try use(1, 1) == .reverted, "the quota is used up")
    #expect(try use(2, 1) == .reverted)
    #expect(try bench.send(subscription) == .success)
    #expect(try use(2, 1_000) == .success, "a subscription has no quota")
    #expect(
      bench.value(market.contract, "used", [dataset])
        == Word(number: DataMarket.allotment + 1_000))
    bench.block += 366 * 7_200
    #expect(try use(2, 1) == .reverted, "the subscription has ended")
  }

  @Test func strangersHaveNoShare() throws {
    let dataset = market.open(0, contributors: 4, in: &bench.genesis)
    #expect(
      try bench.send(market.contract.call(from: 1, "claim(uint256)", [dataset], gas: 200_000))
        == .reverted)
  }
}
