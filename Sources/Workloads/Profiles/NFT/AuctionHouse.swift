import Primitives

/// The auction house: so many auctions at a time, each followed by another when it is over.
struct AuctionHouse {
  /// Seconds that an auction runs: ten minutes, so that a workload sees some end.
  private static let duration: UInt64 = 600
  /// A bid in the last minute leaves a minute.
  private static let buffer: UInt64 = 60
  /// Wei between bids.
  private static var increment: Word { 1_000_000_000 }
  private static var reserve: Word { 1_000_000_000_000 }

  private struct Lot {
    var id: UInt64
    var end: UInt64
    var best: Word?
  }
  /// Seconds since the epoch of the block being made.
  var now: UInt64 = 0
  /// By number of the choice: what is being auctioned.
  private var running: [Int: Lot] = [:]
  /// Auctions that are over and have a winner.
  private var over: [UInt64] = []
  private var count: UInt64 = 0
  private var house: Address?

  /// Bids the least that is enough.
  mutating func bid(
    _ draws: inout ChoiceDraws, _ collections: inout Collections, in genesis: inout GenesisBuilder
  ) -> GeneratedCall {
    let number = draws.pick(NFTChoice.auction)
    let bidder = draws.pick(NFTChoice.buyer)
    var lot = lot(number, &draws, &collections, in: &genesis)
    let amount = lot.best.map { $0 &+ Self.increment } ?? Self.reserve
    lot.best = amount
    if lot.end - now < Self.buffer { lot.end = now + Self.buffer }
    running[number] = lot
    return GeneratedCall(
      sender: bidder, to: address(in: &genesis), value: amount,
      input: ContractArtifact.auctionHouse.method("bid(uint256)").callData(Word(lot.id)),
      gasLimit: 250_000)
  }

  /// Ends an auction that is over: one of those above if there is one, else one from before the first
  /// block.
  mutating func settle(
    _ draws: inout ChoiceDraws, _ collections: inout Collections, in genesis: inout GenesisBuilder
  ) -> GeneratedCall {
    let sender = draws.pick(NFTChoice.holder)
    let house = address(in: &genesis)
    let id: UInt64
    if over.isEmpty {
      id = open(
        end: ChainTime.genesis, bidder: draws.pick(NFTChoice.buyer), &draws, &collections,
        in: &genesis)
    } else {
      id = over.removeFirst()
    }
    return GeneratedCall(
      sender: sender, to: house,
      input: ContractArtifact.auctionHouse.method("settle(uint256)").callData(Word(id)),
      gasLimit: 350_000)
  }

  /// What is auctioned under a number: the lot that is running, or the next one.
  private mutating func lot(
    _ number: Int, _ draws: inout ChoiceDraws, _ collections: inout Collections,
    in genesis: inout GenesisBuilder
  ) -> Lot {
    if let lot = running[number] {
      if now < lot.end { return lot }
      over.append(lot.id)
    }
    // Auctions do not all end at once.
    let end = now + Self.duration / 2 + UInt64(number % 10 + 1) * Self.duration / 20
    let id = open(end: end, bidder: nil, &draws, &collections, in: &genesis)
    return Lot(id: id, end: end)
  }

  /// Puts an auction into the genesis state.
  private mutating func open(
    end: UInt64, bidder: Int?, _ draws: inout ChoiceDraws, _ collections: inout Collections,
    in genesis: inout GenesisBuilder
  ) -> UInt64 {
    let house = address(in: &genesis)
    let collection = draws.pick(NFTChoice.collection)
    let seller = genesis.address(ofAccount: draws.pick(NFTChoice.holder))
    genesis.endow(seller, with: 1)
    let token = collections.give(to: house, collection, in: &genesis)
    let bidder = bidder.map { Word(genesis.address(ofAccount: $0)) } ?? .zero
    let fields = [
      ("collection", Word(collections.address(of: collection, in: &genesis))), ("id", token),
      ("seller", Word(seller)), ("reserve", Self.reserve), ("bidder", bidder),
      ("amount", bidder.isZero ? .zero : Self.reserve), ("end", Word(end)),
    ]
    for (place, field) in fields.enumerated() where !field.1.isZero {
      let slot = genesis.slot(
        of: "auctions", Word(count), field: (field.0, UInt64(place)), in: .auctionHouse, at: house)
      genesis.set(slot, of: house, to: field.1)
    }
    count += 1
    genesis.set(ContractArtifact.auctionHouse.slot("count"), of: house, to: Word(count))
    return count - 1
  }

  private mutating func address(in genesis: inout GenesisBuilder) -> Address {
    if let house { return house }
    let address = genesis.place(.auctionHouse, number: 0).address
    let contract = ContractArtifact.auctionHouse
    genesis.set(contract.slot("increment"), of: address, to: Self.increment)
    genesis.set(contract.slot("buffer"), of: address, to: Word(Self.buffer))
    // The bids of auctions from before the first block.
    genesis.endow(address, with: Word(10_000_000) &* Self.reserve)
    house = address
    return address
  }
}
