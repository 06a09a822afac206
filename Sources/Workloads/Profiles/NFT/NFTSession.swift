import Primitives

/// One run of the NFT profile: its parts, and which of them makes which kind of transaction.
final class NFTSession: ProfileSession {
  private var collections: Collections
  private var market = Marketplace()
  private var auctions = AuctionHouse()
  private var tickets = TicketOffice()
  private var rentals = Rentals()

  init(_ profile: NFTProfile) { collections = Collections(idShards: profile.idShards) }

  func beginBlock(_ block: BlockContext, in genesis: inout GenesisBuilder) {
    auctions.now = block.timestamp
  }

  func next(
    _ kind: Int, _ draws: inout ChoiceDraws, in genesis: inout GenesisBuilder
  ) -> GeneratedCall {
    switch NFTKind.allCases[kind] {
    case .mint: collections.mint(&draws, in: &genesis)
    case .lateMint: collections.lateMint(&draws, in: &genesis)
    case .transfer: collections.transfer(&draws, in: &genesis)
    case .list: market.list(&draws, &collections, in: &genesis)
    case .saleInEther: market.sell(.ether, &draws, &collections, in: &genesis)
    case .saleInWrappedEther: market.sell(.wrappedEther, &draws, &collections, in: &genesis)
    case .bid: auctions.bid(&draws, &collections, in: &genesis)
    case .settle: auctions.settle(&draws, &collections, in: &genesis)
    case .ticket: tickets.sell(&draws, in: &genesis)
    case .checkIn: tickets.checkIn(&draws, in: &genesis)
    case .resale: tickets.resell(&draws, in: &genesis)
    case .rent: rentals.rent(&draws, in: &genesis)
    }
  }
}
