import Primitives

/// The oracle: who sets prices, and what they are as the workload goes on.
struct PriceFeeds {
  private static let transmitMethod = "transmit(address,uint256)"
  /// The price of everything before the first block, 18 decimals.
  static let genesisPrice: UInt64 = 1_000_000_000_000_000_000

  private struct Feed {
    var asset: Address
    var price = PriceFeeds.genesisPrice
    /// The account that transmits it: one of the accounts, chosen at the first update.
    var transmitter: Int?
  }
  /// By lending market.
  private var feeds: [Int: Feed] = [:]

  /// The oracle's address.
  func address(in genesis: inout GenesisBuilder) -> Address {
    genesis.place(.priceOracle, number: 0).address
  }

  /// The collateral token of market `number`: that of the pool of the same popularity.
  static func collateral(
    of market: Int, _ exchange: Exchange, in genesis: inout GenesisBuilder
  ) -> Address {
    exchange.token(market == 0 ? 0 : market + 1, in: &genesis)
  }

  /// What market `number`'s collateral costs after the transactions made so far.
  mutating func price(
    of market: Int, _ exchange: Exchange, in genesis: inout GenesisBuilder
  ) -> UInt64 {
    feed(market, exchange, in: &genesis).price
  }

  private mutating func feed(
    _ market: Int, _ exchange: Exchange, in genesis: inout GenesisBuilder
  ) -> Feed {
    if let known = feeds[market] { return known }
    let asset = Self.collateral(of: market, exchange, in: &genesis)
    let feed = Feed(asset: asset)
    feeds[market] = feed
    let oracle = address(in: &genesis)
    let slot = genesis.slot(of: "feeds", Word(asset), in: .priceOracle, at: oracle)
    let (firstRound, time) = (Word(1), Word(ChainTime.genesis))
    genesis.set(
      slot, of: oracle,
      to: Word(feed.price) | Word.shiftLeft(firstRound, by: UInt64(192))
        | Word.shiftLeft(time, by: UInt64(224)))
    return feed
  }

  /// A price half a percent up or down from the last one, between a half and double of the first.
  mutating func transmit(
    _ draws: inout ChoiceDraws, _ exchange: Exchange, in genesis: inout GenesisBuilder
  ) -> GeneratedCall {
    let market = draws.pick(DeFiChoice.market)
    var feed = feed(market, exchange, in: &genesis)
    let step = feed.price / 200
    let rises = draws.pick(DeFiChoice.direction) == 0
    let goesUp = feed.price < Self.genesisPrice / 2 || (rises && feed.price < 2 * Self.genesisPrice)
    feed.price = goesUp ? feed.price + step : feed.price - step
    let oracle = address(in: &genesis)
    let transmitter = feed.transmitter ?? draws.pick(DeFiChoice.operator)
    if feed.transmitter == nil {
      let account = Word(genesis.address(ofAccount: transmitter))
      let slot = genesis.slot(of: "transmitters", account, in: .priceOracle, at: oracle)
      genesis.set(slot, of: oracle, to: 1)
      feed.transmitter = transmitter
    }
    feeds[market] = feed
    return GeneratedCall(
      sender: transmitter, to: oracle,
      input: ContractArtifact.priceOracle.method(Self.transmitMethod).callData(
        Word(feed.asset), Word(feed.price)), gasLimit: 100_000)
  }
}
