import Primitives

/// The token that takes a fee on every transfer, the pool where it trades, and its treasury, which buys
/// it back and burns it.
struct TaxedToken {
  /// 2%: the range of such tokens is 1 to 10.
  private static var fee: Word { 200 }
  private static let swapMethod =
    "swapExactTokensForTokensSupportingFeeOnTransferTokens"
    + "(uint256,uint256,address[],address,uint256)"

  private struct Place {
    var token: Address
    var treasury: Address
    var pool: Exchange.Pool
  }
  /// The number of its pool.
  private let number: Int
  private var place: Place?
  private var keeper: Int?

  init(pool number: Int) { self.number = number }

  /// A payment in the token.
  mutating func transfer(
    _ draws: inout ChoiceDraws, _ exchange: inout Exchange, in genesis: inout GenesisBuilder
  ) -> GeneratedCall {
    let sender = draws.pick(DeFiChoice.trader)
    let place = open(&exchange, in: &genesis)
    let recipient = genesis.address(ofAccount: draws.pick(DeFiChoice.recipient))
    genesis.fund(genesis.address(ofAccount: sender), with: .feeToken, at: place.token)
    genesis.fund(recipient, with: .feeToken, at: place.token)
    return GeneratedCall(
      sender: sender, to: place.token,
      input: ContractArtifact.feeToken.method("transfer(address,uint256)").callData(
        Word(recipient), Word(UInt64(draws.pick(DeFiChoice.amount)))), gasLimit: 150_000)
  }

  /// A trade between the token and the hub, by the router's method for tokens with fees.
  mutating func swap(
    _ draws: inout ChoiceDraws, _ exchange: inout Exchange, in genesis: inout GenesisBuilder
  ) -> GeneratedCall {
    let trader = draws.pick(DeFiChoice.trader)
    let place = open(&exchange, in: &genesis)
    let user = genesis.address(ofAccount: trader)
    let router = exchange.router(in: &genesis)
    genesis.fund(user, with: .feeToken, at: place.token)
    genesis.approve(router, by: user, with: .feeToken, at: place.token)
    genesis.fund(user, with: .erc20, at: place.pool.hub)
    genesis.approve(router, by: user, with: .erc20, at: place.pool.hub)
    let sells = draws.pick(DeFiChoice.direction) == 0
    let path = sells ? [place.token, place.pool.hub] : [place.pool.hub, place.token]
    let input = ContractArtifact.router.callData(
      Self.swapMethod,
      encoding: [
        .word(Word(UInt64(draws.pick(DeFiChoice.amount)))), .word(1),
        .words(path.map { Word($0) }), .word(Word(user)), .word(exchange.deadline),
      ])
    return GeneratedCall(sender: trader, to: router, input: input, gasLimit: 450_000)
  }

  /// The treasury spends revenue on the token, and burns what it has.
  mutating func buyback(
    _ draws: inout ChoiceDraws, _ exchange: inout Exchange, in genesis: inout GenesisBuilder
  ) -> GeneratedCall {
    let place = open(&exchange, in: &genesis)
    let keeper = keeper ?? draws.pick(DeFiChoice.operator)
    if self.keeper == nil {
      let account = Word(genesis.address(ofAccount: keeper))
      let slot = genesis.slot(of: "keepers", account, in: .buyback, at: place.treasury)
      genesis.set(slot, of: place.treasury, to: 1)
      self.keeper = keeper
    }
    return GeneratedCall(
      sender: keeper, to: place.treasury,
      input: ContractArtifact.buyback.method("buyback(uint256,uint256)").callData(
        Word(UInt64(draws.pick(DeFiChoice.amount))), 1), gasLimit: 600_000)
  }

  private mutating func open(
    _ exchange: inout Exchange, in genesis: inout GenesisBuilder
  ) -> Place {
    if let place { return place }
    let token = genesis.token(0, of: .feeToken)
    let treasury = genesis.place(.buyback, number: 0).address
    let pool = exchange.open(number, own: token, of: .feeToken, in: &genesis)
    let tokenSlots = ContractArtifact.feeToken
    genesis.set(tokenSlots.slot("treasury"), of: token, to: Word(treasury))
    genesis.set(tokenSlots.slot("fee"), of: token, to: Self.fee)
    let exempt = genesis.slot(of: "is_exempt", Word(treasury), in: .feeToken, at: token)
    genesis.set(exempt, of: token, to: 1)
    for (variable, value) in [
      ("router", exchange.router(in: &genesis)), ("revenue_token", pool.hub), ("token", token),
    ] {
      genesis.set(ContractArtifact.buyback.slot(variable), of: treasury, to: Word(value))
    }
    genesis.fund(treasury, with: .erc20, at: pool.hub)
    let opened = Place(token: token, treasury: treasury, pool: pool)
    place = opened
    return opened
  }
}
