import Primitives

/// The marketplace: what is listed, and for which currency.
struct Marketplace {
  /// What a sale is settled in.
  enum Currency: Hashable {
    case ether, wrappedEther
  }

  /// 2.5%, as marketplaces took in 2022.
  private static var fee: Word { 250 }
  /// Wrapped ether of everybody who buys: as much as ether (a million).
  private static var wrapped: Word { GenesisBuilder.ether }

  private struct Shelf: Hashable {
    var collection: Int
    var currency: Currency
  }
  private struct Listing {
    var id: Word
    var price: Word
  }
  private var listings: [Shelf: [Listing]] = [:]
  private var places: (market: Address, wrappedEther: Address)?
  private var wrapping: Set<Address> = []

  /// Offers a token of the sender's.
  mutating func list(
    _ draws: inout ChoiceDraws, _ collections: inout Collections, in genesis: inout GenesisBuilder
  ) -> GeneratedCall {
    let seller = draws.pick(NFTChoice.holder)
    let number = draws.pick(NFTChoice.collection)
    let currency: Currency = draws.pick(NFTChoice.currency) == 0 ? .ether : .wrappedEther
    let places = open(in: &genesis)
    let price = Word(UInt64(draws.pick(NFTChoice.price)))
    let id = collections.take(from: seller, number, in: &genesis)
    collections.approve(
      places.market, by: genesis.address(ofAccount: seller), number, in: &genesis)
    listings[Shelf(collection: number, currency: currency), default: []].append(
      Listing(id: id, price: price))
    return GeneratedCall(
      sender: seller, to: places.market,
      input: ContractArtifact.marketplace.method("list(address,uint256,uint256,address)").callData([
        Word(collections.address(of: number, in: &genesis)), id, price,
        Word(currency == .ether ? .zero : places.wrappedEther),
      ]), gasLimit: 250_000)
  }

  /// Buys the token of a collection that was listed last, or one that was listed before the first block.
  mutating func sell(
    _ currency: Currency, _ draws: inout ChoiceDraws, _ collections: inout Collections,
    in genesis: inout GenesisBuilder
  ) -> GeneratedCall {
    let buyer = draws.pick(NFTChoice.buyer)
    let number = draws.pick(NFTChoice.collection)
    let places = open(in: &genesis)
    let listing =
      listings[Shelf(collection: number, currency: currency)]?.popLast()
      ?? earlierListing(currency, number, &draws, &collections, in: &genesis)
    collections.put(listing.id, with: buyer, number)
    let address = collections.address(of: number, in: &genesis)
    if currency == .wrappedEther {
      wrapEther(of: genesis.address(ofAccount: buyer), in: &genesis)
      genesis.approve(
        places.market, by: genesis.address(ofAccount: buyer), with: .wrappedEther,
        at: places.wrappedEther)
    }
    return GeneratedCall(
      sender: buyer, to: places.market, value: currency == .ether ? listing.price : .zero,
      input: ContractArtifact.marketplace.method("buy(address,uint256,uint256)").callData(
        Word(address), listing.id, listing.price), gasLimit: 400_000)
  }

  private mutating func earlierListing(
    _ currency: Currency, _ number: Int, _ draws: inout ChoiceDraws,
    _ collections: inout Collections, in genesis: inout GenesisBuilder
  ) -> Listing {
    let places = open(in: &genesis)
    let seller = genesis.address(ofAccount: draws.pick(NFTChoice.holder))
    let price = Word(UInt64(draws.pick(NFTChoice.price)))
    let id = collections.give(to: seller, number, in: &genesis)
    collections.approve(places.market, by: seller, number, in: &genesis)
    genesis.endow(seller, with: 1)
    let collection = Word(collections.address(of: number, in: &genesis))
    for (field, value) in [
      (("seller", 0), Word(seller)), (("price", 1), price),
      (("currency", 2), Word(currency == .ether ? .zero : places.wrappedEther)),
    ] as [((String, UInt64), Word)] where !value.isZero {
      let slot = genesis.slot(
        of: "listings", collection, id, field: field, in: .marketplace, at: places.market)
      genesis.set(slot, of: places.market, to: value)
    }
    return Listing(id: id, price: price)
  }

  /// Gives an account wrapped ether, for which there is ether in the contract.
  private mutating func wrapEther(of account: Address, in genesis: inout GenesisBuilder) {
    guard wrapping.insert(account).inserted else { return }
    let address = open(in: &genesis).wrappedEther
    let slot = genesis.slot(of: "balanceOf", Word(account), in: .wrappedEther, at: address)
    genesis.set(slot, of: address, to: Self.wrapped)
  }

  private mutating func open(
    in genesis: inout GenesisBuilder
  ) -> (market: Address, wrappedEther: Address) {
    if let places { return places }
    let opened = (
      market: genesis.place(.marketplace, number: 0).address,
      wrappedEther: genesis.token(0, of: .wrappedEther)
    )
    places = opened
    // For ten million holders.
    genesis.endow(opened.wrappedEther, with: Word(10_000_000) &* Self.wrapped)
    // Numbers that no account of a workload has.
    let receiver = genesis.address(ofAccount: 4_000_000_000)
    genesis.endow(receiver, with: 1)
    wrapEther(of: receiver, in: &genesis)
    genesis.set(ContractArtifact.marketplace.slot("fee"), of: opened.market, to: Self.fee)
    genesis.set(
      ContractArtifact.marketplace.slot("fee_receiver"), of: opened.market, to: Word(receiver))
    return opened
  }
}
