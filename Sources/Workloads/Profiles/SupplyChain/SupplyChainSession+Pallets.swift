import Primitives

/// A pallet under way.
struct Pallet {
  enum Stage {
    case aggregated, inTransit
  }

  var id: Word
  var stage: Stage
  var custodian: Int
  var consignee: Int
  var items: [Item]
}

extension SupplyChainSession {
  private static let sendsToWarehouse = 2

  /// The next step of the next pallet: put together, sent off, or accepted and broken up.
  func palletStep(
    _ registry: PlacedContract, _ draws: inout ChoiceDraws, in genesis: inout GenesisBuilder
  ) -> GeneratedCall {
    let place = palletCount % settings.pallets
    palletCount += 1
    let company = draws.pick(SupplyChainProfile.Choice.company)
    switch pallets[place] {
    case nil: return aggregate(place, company, registry, in: &genesis)
    case .some(let pallet) where pallet.stage == .aggregated:
      return dispatch(pallet, place, company, registry, in: &genesis)
    case .some(let pallet):
      pallets[place] = nil
      unpacked += pallet.items.map { item in
        var item = item
        _ = item.advance(with: company)
        return item
      }
      return registry.call(
        from: pallet.consignee, "accept_pallet(uint256)", [pallet.id], gas: gas(perItem: 60_000))
    }
  }

  /// Puts new items of one producer on a pallet: they were registered before the first block.
  private func aggregate(
    _ place: Int, _ company: Int, _ registry: PlacedContract, in genesis: inout GenesisBuilder
  ) -> GeneratedCall {
    let producer = ActorGroup.producer.account(company)
    grant(.producer, to: producer, in: &genesis)
    let steps = palletCount % Self.sendsToWarehouse == 0 ? 5 : 3
    let items = (0..<settings.palletSize).map { number in
      // Above the serial numbers of items that do not start on a pallet.
      let id = Word(UInt64(palletCount) << 32 | UInt64(number), 2, 0, 0)
      return Item(id: id, producer: producer, route: Item.route(steps: steps))
    }
    for item in items { self.place(item, history: [(producer, .created)], in: &genesis) }
    let pallet = Pallet(
      id: Word(number: palletCount), stage: .aggregated, custodian: producer,
      consignee: producer, items: items)
    pallets[place] = pallet
    return registry.call(
      from: producer, "aggregate(uint256,uint256[])",
      encoding: [.word(pallet.id), .words(items.map(\.id))], gas: gas(perItem: 100_000))
  }

  private func dispatch(
    _ pallet: Pallet, _ place: Int, _ company: Int, _ registry: PlacedContract,
    in genesis: inout GenesisBuilder
  ) -> GeneratedCall {
    var sent = pallet
    sent.stage = .inTransit
    for index in sent.items.indices { _ = sent.items[index].advance(with: company) }
    if let first = sent.items.first {
      grantParties(of: first, in: &genesis)
      sent.custodian = first.custodian
      sent.consignee = first.consignee
    }
    pallets[place] = sent
    return registry.call(
      from: pallet.custodian, "dispatch_pallet(uint256,address,address)",
      [
        pallet.id, genesis.word(ofAccount: sent.custodian),
        genesis.word(ofAccount: sent.consignee),
      ], gas: gas(perItem: 120_000))
  }

  private func gas(perItem gas: UInt64) -> UInt64 { 150_000 + gas * UInt64(settings.palletSize) }
}
