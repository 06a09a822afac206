import Primitives

/// One run of the supply chain: knows where every item is.
final class SupplyChainSession: ProfileSession {
  let settings: SupplyChainProfile.Settings
  var registry: PlacedContract?
  /// By item number: who is there now.
  private var items: [Int: Item] = [:]
  /// Items from pallets that were broken up, waiting to become somebody's item.
  var unpacked: [Item] = []
  /// By place among those under way.
  var pallets: [Int: Pallet] = [:]
  var palletCount = 0
  private var registrations = 0
  private var burst: Burst?
  private var reports = 0
  private var granted: Set<Int> = []

  /// A sensor's reports under way.
  private struct Burst {
    var sensor: Int
    var nextItem: Int
    var left: Int
  }

  init(_ settings: SupplyChainProfile.Settings) { self.settings = settings }

  func next(
    _ kind: Int, _ draws: inout ChoiceDraws, in genesis: inout GenesisBuilder
  ) -> GeneratedCall {
    let registry = open(in: &genesis)
    return switch SupplyChainProfile.Kind(rawValue: kind) ?? .step {
    case .step: step(registry, &draws, in: &genesis)
    case .reading: reading(registry, &draws, in: &genesis)
    case .pallet: palletStep(registry, &draws, in: &genesis)
    case .certificate: certificate(registry, &draws, in: &genesis)
    case .counterfeit: counterfeit(registry, &draws, in: &genesis)
    }
  }

  private func open(in genesis: inout GenesisBuilder) -> PlacedContract {
    if let registry { return registry }
    let placed = PlacedContract(.provenance, in: &genesis)
    placed.set("temperature_limit", to: Word(Readings.limit), in: &genesis)
    registry = placed
    return placed
  }

  /// Gives an account the role of its group before the first block.
  func grant(_ group: ActorGroup, to account: Int, in genesis: inout GenesisBuilder) {
    guard let registry, granted.insert(account).inserted else { return }
    registry.set(
      "roles", [genesis.word(ofAccount: account)], to: Word(group.role), in: &genesis)
  }

  // MARK: Items

  /// The item of a number: one that was on its way when the chain began, if it is met for the first time.
  private func item(_ number: Int, in genesis: inout GenesisBuilder) -> Item {
    if let item = items[number] { return item }
    let route = self.route(salt: scattered(number))
    func company(_ salt: UInt64) -> Int {
      Int(scattered(number, salt: salt) % UInt64(settings.companies))
    }
    var item = Item(
      id: serial(number, generation: 0), producer: ActorGroup.producer.account(company(1)),
      route: route)
    grant(.producer, to: item.custodian, in: &genesis)
    var history = [(account: item.custodian, state: item.state)]
    // Sold ones are nobody's item any more.
    let done = Int(scattered(number, salt: 2) % UInt64(route.count))
    for leg in 0..<done {
      guard let step = item.advance(with: company(UInt64(3 + leg))) else { break }
      history.append((step.actor, item.state))
      grantParties(of: item, in: &genesis)
    }
    place(item, history: history, in: &genesis)
    items[number] = item
    return item
  }

  /// Puts an item and its history into the genesis state.
  func place(
    _ item: Item, history: [(account: Int, state: Item.State)], in genesis: inout GenesisBuilder
  ) {
    guard let registry else { return }
    let custodian = genesis.word(ofAccount: item.custodian)
    registry.set("origin", [item.id], to: keccak256(item.id).word, in: &genesis)
    registry.set(
      "passport", [item.id], to: Item.stamp(custodian, item.state, at: ChainTime.genesis),
      in: &genesis)
    registry.set(
      "history", [item.id],
      toArray: history.map {
        Item.stamp(genesis.word(ofAccount: $0.account), $0.state, at: ChainTime.genesis)
      }, in: &genesis)
    if item.state == .inTransit {
      registry.set(
        "consignee", [item.id], to: genesis.word(ofAccount: item.consignee), in: &genesis)
    }
  }

  /// Serial numbers start at 2⁶⁴.
  private func serial(_ number: Int, generation: Int) -> Word {
    Word(UInt64(number) << 32 | UInt64(generation), 1, 0, 0)
  }

  private func route(salt: UInt64) -> [Item.Leg] {
    let span = UInt64(settings.routes.count)
    return Item.route(steps: settings.routes.lowerBound + Int(salt % span))
  }

  func grantParties(of item: Item, in genesis: inout GenesisBuilder) {
    guard item.state == .inTransit else { return }
    grant(.carrier, to: item.custodian, in: &genesis)
    grant(item.goesToRetailer ? .retailer : .warehouse, to: item.consignee, in: &genesis)
  }

  // MARK: Kinds

  /// The next step of an item; a sold one makes room for the next item from a pallet, or for a new one.
  private func step(
    _ registry: PlacedContract, _ draws: inout ChoiceDraws, in genesis: inout GenesisBuilder
  ) -> GeneratedCall {
    let number = draws.pick(SupplyChainProfile.Choice.item)
    let company = draws.pick(SupplyChainProfile.Choice.company)
    var item = self.item(number, in: &genesis)
    if item.route.isEmpty, let next = unpacked.popLast() { item = next }
    defer { items[number] = item }
    guard let (leg, actor) = item.advance(with: company) else {
      return register(&item, number, company, registry, in: &genesis)
    }
    grantParties(of: item, in: &genesis)
    return call(leg, of: item, by: actor, registry, in: &genesis)
  }

  private func call(
    _ leg: Item.Leg, of item: Item, by actor: Int, _ registry: PlacedContract,
    in genesis: inout GenesisBuilder
  ) -> GeneratedCall {
    switch leg {
    case .process: registry.call(from: actor, "process(uint256)", [item.id], gas: 200_000)
    case .accept: registry.call(from: actor, "accept(uint256)", [item.id], gas: 200_000)
    case .dispatchToWarehouse, .dispatchToRetailer:
      registry.call(
        from: actor, "dispatch(uint256,address,address)",
        [
          item.id, genesis.word(ofAccount: item.custodian), genesis.word(ofAccount: item.consignee),
        ], gas: 250_000)
    case .sell:
      registry.call(
        from: actor, "sell(uint256,address)", [item.id, genesis.word(ofAccount: item.custodian)],
        gas: 200_000)
    }
  }

  private func register(
    _ item: inout Item, _ number: Int, _ company: Int, _ registry: PlacedContract,
    in genesis: inout GenesisBuilder
  ) -> GeneratedCall {
    registrations += 1
    let producer = ActorGroup.producer.account(company)
    grant(.producer, to: producer, in: &genesis)
    let route = self.route(salt: scattered(registrations, salt: 9))
    guard settings.hasSequentialIDs else {
      item = Item(
        id: serial(number, generation: registrations), producer: producer, route: route)
      return registry.call(
        from: producer, "register(uint256,bytes32)", [item.id, keccak256(item.id).word],
        gas: 300_000)
    }
    item = Item(id: Word(number: registrations), producer: producer, route: route)
    return registry.call(
      from: producer, "register_next(bytes32)", [keccak256(item.id).word], gas: 300_000)
  }

  /// A sensor's gateway reports on one item after the other, then another gateway begins.
  private func reading(
    _ registry: PlacedContract, _ draws: inout ChoiceDraws, in genesis: inout GenesisBuilder
  ) -> GeneratedCall {
    var burst =
      self.burst
      ?? Burst(
        sensor: ActorGroup.sensor.account(draws.pick(SupplyChainProfile.Choice.company)),
        nextItem: draws.pick(SupplyChainProfile.Choice.item), left: settings.sensorBurst)
    grant(.sensor, to: burst.sensor, in: &genesis)
    let item = self.item(burst.nextItem, in: &genesis)
    burst.nextItem = (burst.nextItem + 1) % settings.items
    burst.left -= 1
    self.burst = burst.left > 0 ? burst : nil
    reports += 1
    let values = (0..<settings.readings).map { Readings.value(reports, $0) }
    return registry.call(
      from: burst.sensor, "record(uint256,uint256[])", encoding: [.word(item.id), .words(values)],
      gas: 200_000 + 100_000 * UInt64(settings.readings))
  }

  private func certificate(
    _ registry: PlacedContract, _ draws: inout ChoiceDraws, in genesis: inout GenesisBuilder
  ) -> GeneratedCall {
    let certifier = ActorGroup.certifier.account(draws.pick(SupplyChainProfile.Choice.company))
    grant(.certifier, to: certifier, in: &genesis)
    let item = self.item(draws.pick(SupplyChainProfile.Choice.item), in: &genesis)
    return registry.call(
      from: certifier, "certify(uint256,bytes32)", [item.id, keccak256(item.id).word],
      gas: 250_000)
  }

  /// Somebody who does not hold the item tries to send it off, and is refused.
  private func counterfeit(
    _ registry: PlacedContract, _ draws: inout ChoiceDraws, in genesis: inout GenesisBuilder
  ) -> GeneratedCall {
    let company = draws.pick(SupplyChainProfile.Choice.company)
    let carrier = ActorGroup.carrier.account(company)
    grant(.carrier, to: carrier, in: &genesis)
    let item = self.item(draws.pick(SupplyChainProfile.Choice.item), in: &genesis)
    return registry.call(
      from: ActorGroup.counterfeiter.account(company), "dispatch(uint256,address,address)",
      [
        item.id, genesis.word(ofAccount: carrier),
        genesis.word(ofAccount: ActorGroup.retailer.account(company)),
      ], gas: 150_000, intended: .revert)
  }
}

/// Temperatures in hundredths of a degree, with the few that are too high.
private enum Readings {
  static let limit: UInt64 = 800

  /// One in about fifty is above the limit.
  static func value(_ report: Int, _ index: Int) -> Word {
    Word(200 + scattered(report, salt: UInt64(index)) % 612)
  }
}

extension ActorGroup {
  /// The role of `provenance.vy` that its members have; 0 for none.
  fileprivate var role: UInt64 {
    switch self {
    case .producer: 1
    case .carrier: 2
    case .warehouse: 4
    case .retailer: 8
    case .sensor: 16
    case .certifier: 32
    default: 0
    }
  }
}
