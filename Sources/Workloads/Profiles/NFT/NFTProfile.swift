import Primitives

/// Collectibles: mint waves, a marketplace in ether and in wrapped ether, auctions, tickets and rentals.
/// See the README beside this file.
public struct NFTProfile: WorkloadProfile {
  public static let name = "nft"
  public static let summary =
    "mint waves, marketplace with royalties, auctions, tickets, rentals: few popular collections"
  public static let keys = [
    (name: "minter", meaning: "distribution over the accounts (zipf, exponent 0.53)"),
    (name: "buyer", meaning: "distribution over the accounts, of buyers and bidders (uniform)"),
    (name: "holder", meaning: "distribution over the accounts, of sellers (uniform)"),
    (name: "operator", meaning: "distribution that the shows' gates come from (uniform)"),
    (name: "collections", meaning: "how many collections there are (844)"),
    (name: "collection", meaning: "distribution over them (zipf, exponent 1.32)"),
    (name: "id_shards", meaning: "counters that a collection's ids come from, 1 to 256 (1)"),
    (name: "quantity", meaning: "distribution of tokens a mint, 1 to 20 (uniform)"),
    (name: "price", meaning: "distribution of prices in wei, from 10000 (uniform)"),
    (name: "currency", meaning: "distribution of listings over ether and wrapped ether (uniform)"),
    (name: "auctions", meaning: "how many auctions run at a time (64)"),
    (name: "auction", meaning: "distribution over them (zipf, exponent 1)"),
    (name: "shows", meaning: "how many shows sell tickets (32)"),
    (name: "show", meaning: "distribution over them (zipf, exponent 1)"),
    (name: "shares", meaning: "weights of the kinds of transaction"),
  ]
  public static let contentionChoices = ["collection"]

  public let choices: [ChoiceSpec]
  public let kinds: [TransactionKind]
  /// Counters that each collection's ids come from.
  let idShards: Int

  public init(from section: SpecSection) throws(WorkloadError) {
    let limit = 1...GenesisBuilder.contractLimit
    let counts = NFTCounts(
      collections: try section.integer(
        "collections", in: limit, default: 844,
        because: "each is a contract with code and storage of its own"),
      auctions: try section.integer("auctions", in: limit, default: 64),
      shows: try section.integer("shows", in: limit, default: 32))
    var choices: [ChoiceSpec] = []
    for choice in NFTChoice.allCases { choices.append(try choice.spec(in: section, counts)) }
    self.choices = choices
    idShards = try section.integer("id_shards", in: 1...256, default: 1)
    kinds = try section.shares(default: NFTKind.allCases.map { ($0.rawValue, $0.defaultShare) })
  }

  public func makeSession() -> any ProfileSession { NFTSession(self) }
}

/// How many things of each sort there are.
struct NFTCounts {
  let collections, auctions, shows: Int
}

/// What the profile's transactions choose.
enum NFTChoice: Int, NamedChoice {
  case minter, buyer, holder, `operator`, collection, quantity, price, currency, auction, show

  func spec(in section: SpecSection, _ counts: NFTCounts) throws(WorkloadError) -> ChoiceSpec {
    switch self {
    case .minter: try ChoiceSpec(name, among: .accounts, in: section, zipf: 0.53)
    case .buyer, .holder, .operator:
      try ChoiceSpec(name, among: .accounts, in: section, default: "uniform")
    case .collection:
      try ChoiceSpec(name, among: .numbered(counts.collections), in: section, zipf: 1.32)
    case .quantity:
      try ChoiceSpec(name, among: .values(1...20), in: section, default: "uniform")
    case .price:
      // Up to 0.05 ether: ten million of them stay within what a sender has.
      try ChoiceSpec(
        name, among: .values(10_000...50_000_000_000_000_000), in: section, default: "uniform")
    case .currency:
      try ChoiceSpec(name, among: .numbered(2), in: section, default: "uniform")
    case .auction:
      try ChoiceSpec(name, among: .numbered(counts.auctions), in: section, zipf: 1)
    case .show:
      try ChoiceSpec(name, among: .numbered(counts.shows), in: section, zipf: 1)
    }
  }
}

/// The profile's kinds of transaction, with their shares unless the file says otherwise: assumptions
/// (see the README).
enum NFTKind: String, CaseIterable {
  case mint
  case lateMint = "late_mint"
  case transfer, list
  case saleInEther = "sale_ether"
  case saleInWrappedEther = "sale_weth"
  case bid, settle
  case ticket
  case checkIn = "check_in"
  case resale, rent

  var defaultShare: Double {
    switch self {
    case .mint: 0.45
    case .lateMint: 0.02
    case .transfer: 0.12
    case .list: 0.08
    case .saleInEther: 0.10
    case .saleInWrappedEther: 0.06
    case .bid: 0.06
    case .settle: 0.01
    case .ticket: 0.05
    case .checkIn: 0.02
    case .resale: 0.01
    case .rent: 0.02
    }
  }
}
