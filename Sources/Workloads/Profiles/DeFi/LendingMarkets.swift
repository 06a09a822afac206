import Primitives

/// The lending markets: each lends hub 1 against one collateral token.
struct LendingMarkets {
  /// Shares for one unit of an asset in a market without interest so far.
  static var sharesPerAsset: Word { 1_000_000 }
  /// What was lent and borrowed by others before: half of the supply is in use.
  private static var baseSupply: Word { Word(1_000_000) &* DeFiAmounts.position }
  private static var baseDebt: Word { Word(500_000) &* DeFiAmounts.position }
  /// Largest debt for a collateral worth 1 (18 decimals): 80%.
  private static var loanToValue: Word { 800_000_000_000_000_000 }

  /// A market and its totals before the first block, which grow as users of it turn up.
  struct Market {
    var address: Address
    var loanToken: Address
    var collateralToken: Address
    var supplied = LendingMarkets.baseSupply
    var borrowed = LendingMarkets.baseDebt
    /// Who has a position in it from before, by account.
    var users: Set<Int> = []
    /// How many positions have been made for liquidators.
    var fallen = 0
  }
  /// By number.
  private var markets: [Int: Market] = [:]

  /// Market `number`, which opens at first use.
  mutating func market(
    _ number: Int, _ exchange: Exchange, _ feeds: inout PriceFeeds,
    in genesis: inout GenesisBuilder
  ) -> Market {
    if let known = markets[number] { return known }
    let address = genesis.place(.lendingMarket, number: number).address
    let market = Market(
      address: address, loanToken: exchange.token(1, in: &genesis),
      collateralToken: PriceFeeds.collateral(of: number, exchange, in: &genesis))
    // The feed has to be there before anybody asks it.
    _ = feeds.price(of: number, exchange, in: &genesis)
    let receiver = genesis.address(ofAccount: 0)
    for (variable, value) in [
      ("loan_token", Word(market.loanToken)), ("collateral_token", Word(market.collateralToken)),
      ("oracle", Word(feeds.address(in: &genesis))), ("loan_to_value", Self.loanToValue),
      // A month: longer than any workload lasts.
      ("price_age", 2_592_000), ("fee_receiver", Word(receiver)),
      ("last_accrual", Word(ChainTime.genesis)),
    ] {
      genesis.set(ContractArtifact.lendingMarket.slot(variable), of: address, to: value)
    }
    for token in [market.loanToken, market.collateralToken] {
      genesis.fund(address, with: .erc20, at: token)
    }
    store(market, number, in: &genesis)
    return market
  }

  /// Keeps the market, and its totals in the genesis state.
  private mutating func store(
    _ market: Market, _ number: Int, in genesis: inout GenesisBuilder
  ) {
    markets[number] = market
    for (variable, value) in [
      ("total_supply_assets", market.supplied),
      ("total_supply_shares", market.supplied &* Self.sharesPerAsset),
      ("total_borrow_assets", market.borrowed),
      ("total_borrow_shares", market.borrowed &* Self.sharesPerAsset),
    ] {
      genesis.set(ContractArtifact.lendingMarket.slot(variable), of: market.address, to: value)
    }
  }

  /// Makes sure that a user has lent, deposited and borrowed before the first block, so that whatever
  /// comes next is possible.
  mutating func open(
    _ user: Int, _ number: Int, in genesis: inout GenesisBuilder
  ) {
    guard var market = markets[number], market.users.insert(user).inserted else { return }
    let shares = DeFiAmounts.position &* Self.sharesPerAsset
    set(
      [
        ("supply_shares", shares), ("borrow_shares", shares),
        // A thousand times the debt.
        ("collateral", Word(1_000) &* DeFiAmounts.position),
      ], ofPosition: genesis.address(ofAccount: user), at: market.address, in: &genesis)
    market.supplied = market.supplied &+ DeFiAmounts.position
    market.borrowed = market.borrowed &+ DeFiAmounts.position
    store(market, number, in: &genesis)
  }

  /// Adds a position that is 2% beyond its limit at `price`: healthy or not at the first block, it is
  /// liquidated now.
  /// - Returns: Whose it is, and half of the debt.
  mutating func addFallen(
    _ number: Int, price: UInt64, in genesis: inout GenesisBuilder
  ) -> (borrower: Address, repayable: Word)? {
    guard var market = markets[number] else { return nil }
    // 1,000 tokens of collateral carry 800 at price 1.
    let collateral = Word(1_000) &* Word(PriceFeeds.genesisPrice)
    let debt = Word(816) &* Word(price)
    // Numbers that no account of a workload has.
    let borrower = genesis.address(ofAccount: 4_000_000_000 + number << 24 + market.fallen)
    set(
      [
        ("supply_shares", 0), ("borrow_shares", debt &* Self.sharesPerAsset),
        ("collateral", collateral),
      ], ofPosition: borrower, at: market.address, in: &genesis)
    market.fallen += 1
    market.borrowed = market.borrowed &+ debt
    store(market, number, in: &genesis)
    return (borrower, Word.divide(debt, 2))
  }

  private func set(
    _ fields: [(name: String, value: Word)], ofPosition user: Address, at market: Address,
    in genesis: inout GenesisBuilder
  ) {
    for (place, field) in fields.enumerated() where !field.value.isZero {
      let slot = genesis.slot(
        of: "positions", Word(user), field: (field.name, UInt64(place)), in: .lendingMarket,
        at: market)
      genesis.set(slot, of: market, to: field.value)
    }
  }
}
