import Primitives

/// Items, and the parties that have to have roles for them.
extension SupplyChainSession {
  /// The item of a number: one that was on its way when the chain began, if it is met for the first time.
  func item(_ number: Int, in genesis: inout GenesisBuilder) -> Item {
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
  func serial(_ number: Int, generation: Int) -> Word {
    Word(UInt64(number) << 32 | UInt64(generation), 1, 0, 0)
  }

  func route(salt: UInt64) -> [Item.Leg] {
    let span = UInt64(settings.routes.count)
    return Item.route(steps: settings.routes.lowerBound + Int(salt % span))
  }

  func grantParties(of item: Item, in genesis: inout GenesisBuilder) {
    guard item.state == .inTransit else { return }
    grant(.carrier, to: item.custodian, in: &genesis)
    grant(item.goesToRetailer ? .retailer : .warehouse, to: item.consignee, in: &genesis)
  }
}
