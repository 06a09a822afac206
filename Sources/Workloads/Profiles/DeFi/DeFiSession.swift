import Primitives

/// One run of the DeFi profile: its parts, and which of them makes which kind of transaction.
final class DeFiSession: ProfileSession {
  private var exchange: Exchange
  private var feeds = PriceFeeds()
  private var lending = LendingMarkets()
  private var farms = Farms()
  private var taxed: TaxedToken

  init(_ profile: DeFiProfile) {
    exchange = Exchange()
    taxed = TaxedToken(pool: profile.pools)
  }

  func beginBlock(_ block: BlockContext, in genesis: inout GenesisBuilder) {
    exchange.deadline = Word(block.timestamp + Exchange.patience)
  }

  func next(
    _ kind: Int, _ draws: inout ChoiceDraws, in genesis: inout GenesisBuilder
  ) -> GeneratedCall {
    switch DeFiKind.allCases[kind] {
    case .swap: exchange.swap(&draws, in: &genesis)
    case .routedSwap: exchange.routedSwap(&draws, in: &genesis)
    case .failingSwap: exchange.failingSwap(&draws, in: &genesis)
    case .addLiquidity: exchange.addLiquidity(&draws, in: &genesis)
    case .removeLiquidity: exchange.removeLiquidity(&draws, in: &genesis)
    case .lend: lending.lend(&draws, exchange, &feeds, in: &genesis)
    case .withdraw: lending.withdraw(&draws, exchange, &feeds, in: &genesis)
    case .collateral: lending.addCollateral(&draws, exchange, &feeds, in: &genesis)
    case .borrow: lending.borrow(&draws, exchange, &feeds, in: &genesis)
    case .repay: lending.repay(&draws, exchange, &feeds, in: &genesis)
    case .liquidate: lending.liquidate(&draws, exchange, &feeds, in: &genesis)
    case .price: feeds.transmit(&draws, exchange, in: &genesis)
    case .stake: farms.stake(&draws, &exchange, in: &genesis)
    case .unstake: farms.unstake(&draws, &exchange, in: &genesis)
    case .harvest: farms.harvest(&draws, &exchange, in: &genesis)
    case .taxedTransfer: taxed.transfer(&draws, &exchange, in: &genesis)
    case .taxedSwap: taxed.swap(&draws, &exchange, in: &genesis)
    case .buyback: taxed.buyback(&draws, &exchange, in: &genesis)
    }
  }
}
