import Primitives

/// What moves items on.
extension SupplyChainSession {
  /// The next step of an item; a sold one makes room for the next item from a pallet, or for a new one.
  func step(
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

  func call(
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

  func register(
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
}
