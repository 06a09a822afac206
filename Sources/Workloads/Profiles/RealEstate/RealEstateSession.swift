import Primitives

/// One run of the property market: knows who holds shares in what.
final class RealEstateSession: ProfileSession {
  /// One property and its holders so far, in the order in which they came.
  private struct Property {
    var contract: PlacedContract
    var manager: Int
    var issuer: Int
    var holders: [Int] = []
    var isHolder: Set<Int> = []
    /// The holder that is paid out next.
    var nextPaid = 0
  }

  private let payout: Int
  private var token: Address?
  private var identities: PlacedContract?
  private var properties: [Int: Property] = [:]
  private var refusals = 0

  /// What a holder has before the first block, and moves in a transfer: more than any can run out of.
  private static let holding: UInt64 = 1_000_000_000_000
  private static let moved: Word = 1_000
  private static let offering: UInt64 = 1_000_000_000_000_000_000
  private static let price: UInt64 = 1_000_000
  private static let rent: UInt64 = 1_000_000_000_000_000_000

  init(payout: Int) { self.payout = payout }

  func next(
    _ kind: Int, _ draws: inout ChoiceDraws, in genesis: inout GenesisBuilder
  ) -> GeneratedCall {
    let number = draws.pick(RealEstateProfile.Choice.property)
    var property = open(number, in: &genesis)
    defer { properties[number] = property }
    return switch RealEstateProfile.Kind(rawValue: kind) ?? .transfer {
    case .transfer: transfer(&property, &draws, in: &genesis)
    case .buy: buy(&property, &draws, in: &genesis)
    case .claim: claim(&property, &draws, in: &genesis)
    case .payRent: payRent(property)
    case .distribute: distribute(&property, &draws, in: &genesis)
    case .unverified: unverified(&property, &draws, in: &genesis)
    }
  }

  // MARK: Parties

  private func open(_ number: Int, in genesis: inout GenesisBuilder) -> Property {
    if let property = properties[number] { return property }
    let token = self.token ?? genesis.token(9_002, of: .erc20)
    let identities = self.identities ?? PlacedContract(.identityRegistry, in: &genesis)
    self.token = token
    self.identities = identities
    let contract = PlacedContract(.property, number: number, in: &genesis)
    let property = Property(
      contract: contract, manager: ActorGroup.propertyManager.account(number),
      issuer: ActorGroup.propertyIssuer.account(number))
    let manager = genesis.address(ofAccount: property.manager)
    let issuer = genesis.address(ofAccount: property.issuer)
    contract.set("manager", to: Word(manager), in: &genesis)
    contract.set("issuer", to: Word(issuer), in: &genesis)
    contract.set("token", to: Word(token), in: &genesis)
    contract.set("identities", to: identities.word, in: &genesis)
    contract.set("price", to: Word(Self.price), in: &genesis)
    genesis.fund(
      issuer, with: contract.artifact, at: contract.address, amount: Word(Self.offering))
    for address in [manager, issuer, contract.address] {
      genesis.fund(address, with: .erc20, at: token)
    }
    genesis.approve(contract.address, by: manager, with: .erc20, at: token)
    return property
  }

  /// Makes an account a verified investor with shares since before the first block.
  private func admit(_ account: Int, to property: inout Property, in genesis: inout GenesisBuilder)
  {
    guard let token, property.isHolder.insert(account).inserted else { return }
    property.holders.append(account)
    let address = genesis.address(ofAccount: account)
    let contract = property.contract
    identities?.set("country", [Word(address)], to: 756, in: &genesis)
    genesis.fund(address, with: contract.artifact, at: contract.address, amount: Word(Self.holding))
    genesis.fund(address, with: .erc20, at: token)
    genesis.approve(contract.address, by: address, with: .erc20, at: token)
  }

  private func holder(
    of property: inout Property, _ draws: inout ChoiceDraws, in genesis: inout GenesisBuilder
  ) -> Int {
    let holder = draws.pick(RealEstateProfile.Choice.holder)
    admit(holder, to: &property, in: &genesis)
    return holder
  }

  // MARK: Kinds

  private func transfer(
    _ property: inout Property, _ draws: inout ChoiceDraws, in genesis: inout GenesisBuilder
  ) -> GeneratedCall {
    let sender = holder(of: &property, &draws, in: &genesis)
    let receiver = draws.pick(RealEstateProfile.Choice.receiver)
    admit(receiver, to: &property, in: &genesis)
    return property.contract.call(
      from: sender, "transfer(address,uint256)", [genesis.word(ofAccount: receiver), Self.moved],
      gas: 250_000)
  }

  private func buy(
    _ property: inout Property, _ draws: inout ChoiceDraws, in genesis: inout GenesisBuilder
  ) -> GeneratedCall {
    let buyer = holder(of: &property, &draws, in: &genesis)
    return property.contract.call(from: buyer, "buy(uint256)", [Self.moved], gas: 300_000)
  }

  private func claim(
    _ property: inout Property, _ draws: inout ChoiceDraws, in genesis: inout GenesisBuilder
  ) -> GeneratedCall {
    let holder = holder(of: &property, &draws, in: &genesis)
    return property.contract.call(from: holder, "claim()", gas: 250_000)
  }

  private func payRent(_ property: Property) -> GeneratedCall {
    property.contract.call(
      from: property.manager, "pay_rent(uint256)", [Word(Self.rent)], gas: 200_000)
  }

  /// Pays the next holders in the order of the register, around and around.
  private func distribute(
    _ property: inout Property, _ draws: inout ChoiceDraws, in genesis: inout GenesisBuilder
  ) -> GeneratedCall {
    if property.holders.isEmpty { _ = holder(of: &property, &draws, in: &genesis) }
    let count = min(payout, property.holders.count)
    let paid = (0..<count).map {
      property.holders[(property.nextPaid + $0) % property.holders.count]
    }
    property.nextPaid = (property.nextPaid + count) % property.holders.count
    return property.contract.call(
      from: property.manager, "distribute(address[])",
      encoding: [.words(paid.map { genesis.word(ofAccount: $0) })],
      gas: 150_000 + 120_000 * UInt64(count))
  }

  /// Shares to somebody who is not verified: refused.
  private func unverified(
    _ property: inout Property, _ draws: inout ChoiceDraws, in genesis: inout GenesisBuilder
  ) -> GeneratedCall {
    let sender = holder(of: &property, &draws, in: &genesis)
    refusals += 1
    return property.contract.call(
      from: sender, "transfer(address,uint256)",
      [genesis.word(ofAccount: ActorGroup.unverified.account(refusals)), Self.moved],
      gas: 150_000, intended: .revert)
  }
}
