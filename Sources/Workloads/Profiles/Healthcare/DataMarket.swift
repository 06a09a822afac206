import Primitives

/// The data market, and what its users have bought.
///
/// A class: it is a part of the session, which changes it.
final class DataMarket {
  /// A user of a data set.
  private struct Licence: Hashable {
    var dataset: Int
    var user: Int
  }

  let contract: PlacedContract
  let token: Address
  let treasury: Int
  /// Units left.
  private var quotas: [Licence: Int] = [:]
  private var subscribers: Set<Int> = []
  private var datasets: Set<Int> = []
  private var claims = 0

  static let price: UInt64 = 1_000_000
  private static let monthlyPrice: UInt64 = 20_000_000
  static let allotment = 100
  private static let units = 10

  init(in genesis: inout GenesisBuilder) {
    contract = PlacedContract(.dataMarket, in: &genesis)
    // A token of its own number, apart from those of other profiles.
    token = genesis.token(9_000, of: .erc20)
    treasury = ActorGroup.marketTreasury.account(0)
    contract.set("token", to: Word(token), in: &genesis)
    contract.set("treasury", to: genesis.word(ofAccount: treasury), in: &genesis)
    contract.set("fee_basis_points", to: 250, in: &genesis)
    contract.set("publisher_basis_points", to: 5_000, in: &genesis)
    contract.set("monthly_price", to: Word(Self.monthlyPrice), in: &genesis)
    for holder in [genesis.address(ofAccount: treasury), contract.address] {
      genesis.fund(holder, with: .erc20, at: token)
    }
  }

  /// Publishes a data set before the first block.
  func open(_ dataset: Int, contributors: Int, in genesis: inout GenesisBuilder) -> Word {
    let key = Word(number: dataset + 1)
    guard datasets.insert(dataset).inserted else { return key }
    let publisher = genesis.address(ofAccount: ActorGroup.publisher.account(dataset))
    contract.set("publisher", [key], to: Word(publisher), in: &genesis)
    contract.set("price", [key], to: Word(Self.price), in: &genesis)
    contract.set("allotment", [key], to: Word(number: Self.allotment), in: &genesis)
    contract.set("total_shares", [key], to: Word(number: contributors), in: &genesis)
    for number in 0..<contributors {
      let contributor = genesis.word(ofAccount: self.contributor(number, of: dataset))
      contract.set("shares", [key, contributor], to: 1, in: &genesis)
    }
    genesis.fund(publisher, with: .erc20, at: token)
    return key
  }

  private func contributor(_ number: Int, of dataset: Int) -> Int {
    ActorGroup.contributor.account(16 * dataset + number)
  }

  /// Lets a buyer pay.
  private func admit(_ buyer: Int, in genesis: inout GenesisBuilder) {
    let address = genesis.address(ofAccount: buyer)
    genesis.fund(address, with: .erc20, at: token)
    genesis.approve(contract.address, by: address, with: .erc20, at: token)
  }

  // MARK: Calls

  func purchase(
    _ dataset: Int, by buyer: Int, _ settings: HealthcareProfile.Settings,
    in genesis: inout GenesisBuilder
  ) -> GeneratedCall {
    let key = open(dataset, contributors: settings.contributors, in: &genesis)
    quotas[Licence(dataset: dataset, user: buyer), default: 0] += Self.allotment
    guard settings.settlesInEther else {
      admit(buyer, in: &genesis)
      return contract.call(from: buyer, "purchase(uint256)", [key], gas: 350_000)
    }
    return contract.call(
      from: buyer, "purchase_with_ether(uint256)", [key], value: Word(Self.price), gas: 250_000)
  }

  /// A use by licence or subscription; a user whose quota is used up buys the next.
  func use(
    _ dataset: Int, by user: Int, _ settings: HealthcareProfile.Settings,
    in genesis: inout GenesisBuilder
  ) -> GeneratedCall {
    let key = open(dataset, contributors: settings.contributors, in: &genesis)
    if !subscribers.contains(user) {
      let licence = Licence(dataset: dataset, user: user)
      if quotas[licence] == nil {
        quotas[licence] = Self.allotment
        contract.set(
          "quota", [key, genesis.word(ofAccount: user)], to: Word(number: Self.allotment),
          in: &genesis)
      }
      guard let left = quotas[licence], left >= Self.units else {
        return purchase(dataset, by: user, settings, in: &genesis)
      }
      quotas[licence] = left - Self.units
    }
    return contract.call(
      from: user, "use(uint256,uint256)", [key, Word(number: Self.units)], gas: 150_000)
  }

  func subscribe(_ user: Int, in genesis: inout GenesisBuilder) -> GeneratedCall {
    admit(user, in: &genesis)
    subscribers.insert(user)
    return contract.call(from: user, "subscribe(uint256)", [12], gas: 200_000)
  }

  func claim(
    _ dataset: Int, _ settings: HealthcareProfile.Settings, in genesis: inout GenesisBuilder
  ) -> GeneratedCall {
    let key = open(dataset, contributors: settings.contributors, in: &genesis)
    claims += 1
    let contributor = self.contributor(claims % settings.contributors, of: dataset)
    genesis.fund(genesis.address(ofAccount: contributor), with: .erc20, at: token)
    return contract.call(from: contributor, "claim(uint256)", [key], gas: 200_000)
  }
}

extension HealthcareSession {
  /// A call to the market; who buys is drawn from all accounts.
  func marketCall(
    _ kind: HealthcareProfile.Kind, _ market: DataMarket, _ draws: inout ChoiceDraws,
    in genesis: inout GenesisBuilder
  ) -> GeneratedCall {
    guard kind != .subscribe else {
      return market.subscribe(draws.pick(HealthcareProfile.Choice.buyer), in: &genesis)
    }
    let dataset = draws.pick(HealthcareProfile.Choice.dataset)
    guard kind != .claim else { return market.claim(dataset, settings, in: &genesis) }
    let buyer = draws.pick(HealthcareProfile.Choice.buyer)
    return kind == .purchase
      ? market.purchase(dataset, by: buyer, settings, in: &genesis)
      : market.use(dataset, by: buyer, settings, in: &genesis)
  }
}
