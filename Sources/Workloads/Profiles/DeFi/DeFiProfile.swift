import Primitives

/// Decentralised finance on one chain: an exchange, lending markets, price feeds, farms and a token with
/// fees, all of which share tokens and users. See the README beside this file.
public struct DeFiProfile: WorkloadProfile {
  public static let name = "defi"
  public static let summary =
    "exchange with router, lending, oracle, farms, taxed token: few popular pools and markets"
  public static let keys = [
    (name: "trader", meaning: "distribution over the accounts (uniform)"),
    (name: "recipient", meaning: "distribution over the accounts, of taxed transfers (uniform)"),
    (name: "operator", meaning: "distribution that transmitters and keepers come from (uniform)"),
    (name: "pools", meaning: "how many pools there are (267)"),
    (name: "pool", meaning: "distribution over them (zipf, exponent 1.23)"),
    (name: "direction", meaning: "distribution over the two directions of a trade (uniform)"),
    (name: "amount", meaning: "distribution from minimum (100000) to maximum (1000000) (uniform)"),
    (name: "markets", meaning: "how many lending markets there are (16)"),
    (name: "market", meaning: "distribution over them (zipf, exponent 1)"),
    (name: "farms", meaning: "how many farms there are, each for one pool's shares (32)"),
    (name: "farm", meaning: "distribution over them (zipf, exponent 1)"),
    (name: "shares", meaning: "weights of the kinds of transaction"),
  ]
  public static let contentionChoices = ["pool"]

  public let choices: [ChoiceSpec]
  public let kinds: [TransactionKind]
  /// How many pools there are besides that of the token with fees.
  let pools: Int

  public init(from section: SpecSection) throws(WorkloadError) {
    let counts = try DeFiCounts(section)
    var choices: [ChoiceSpec] = []
    for choice in DeFiChoice.allCases { choices.append(try choice.spec(in: section, counts)) }
    self.choices = choices
    kinds = try section.shares(default: DeFiKind.allCases.map { ($0.rawValue, $0.defaultShare) })
    pools = counts.pools
  }

  public func makeSession() -> any ProfileSession { DeFiSession(self) }
}

/// How many things of each sort there are.
struct DeFiCounts {
  let pools, markets, farms: Int

  init(_ section: SpecSection) throws(WorkloadError) {
    let limit = 1...GenesisBuilder.contractLimit
    let reason = "each is a contract with code and storage of its own"
    pools = try section.integer("pools", in: limit, default: 267, because: reason)
    // The next most popular pool's token is the next market's collateral, and a farm is a pool's.
    markets = try section.integer(
      "markets", in: 1...pools, default: min(16, pools),
      because: "each lends against a pool's token")
    farms = try section.integer(
      "farms", in: 1...pools, default: min(32, pools), because: "each takes a pool's shares")
  }
}

/// What the profile's transactions choose.
enum DeFiChoice: Int, NamedChoice {
  case trader, recipient, `operator`, pool, direction, amount, market, farm

  func spec(in section: SpecSection, _ counts: DeFiCounts) throws(WorkloadError) -> ChoiceSpec {
    switch self {
    case .trader, .recipient, .operator:
      try ChoiceSpec(name, among: .accounts, in: section, default: "uniform")
    case .pool:
      try ChoiceSpec(
        name, among: .numbered(counts.pools), in: section, zipf: 1.23)
    case .direction:
      try ChoiceSpec(name, among: .numbered(2), in: section, default: "uniform")
    case .amount:
      try ChoiceSpec(
        name, among: .values(DeFiAmounts.range), in: section, default: "uniform")
    case .market:
      try ChoiceSpec(name, among: .numbered(counts.markets), in: section, zipf: 1)
    case .farm:
      try ChoiceSpec(name, among: .numbered(counts.farms), in: section, zipf: 1)
    }
  }
}

/// The profile's kinds of transaction, with their shares unless the file says otherwise: assumptions,
/// but for their order (see the README).
enum DeFiKind: String, CaseIterable {
  case swap
  case routedSwap = "routed_swap"
  case failingSwap = "failing_swap"
  case addLiquidity = "add_liquidity"
  case removeLiquidity = "remove_liquidity"
  case lend, withdraw, collateral, borrow, repay, liquidate
  case price
  case stake, unstake, harvest
  case taxedTransfer = "taxed_transfer"
  case taxedSwap = "taxed_swap"
  case buyback

  var defaultShare: Double {
    switch self {
    case .swap: 0.46
    case .routedSwap: 0.12
    case .failingSwap: 0.02
    case .addLiquidity: 0.04
    case .removeLiquidity: 0.03
    case .lend: 0.04
    case .withdraw: 0.03
    case .collateral: 0.03
    case .borrow: 0.04
    case .repay: 0.03
    case .liquidate: 0.005
    case .price: 0.02
    case .stake: 0.03
    case .unstake: 0.02
    case .harvest: 0.03
    case .taxedTransfer: 0.03
    case .taxedSwap: 0.02
    case .buyback: 0.005
    }
  }
}

/// Amounts so far apart that no transaction can fail for want of tokens, and prices stay where they are.
///
/// A workload has at most 10⁷ transactions of at most 10¹² each: 10¹⁹ in all.
enum DeFiAmounts {
  /// From an amount on that a pool share of still buys something, with ten million shareholders.
  static let range = 100_000...1_000_000_000_000
  /// 10²⁰: what users hold of what they can withdraw.
  static var position: Word { Word(100) &* Word(1_000_000_000_000_000_000) }
}
