import Primitives

/// Trades through the router.
extension Exchange {
  static let swapMethod = "swapExactTokensForTokens(uint256,uint256,address[],address,uint256)"

  /// A trade with one pool, which has to bring four fifths of what goes in: fees and what others do to
  /// the pools never take as much.
  mutating func swap(
    _ draws: inout ChoiceDraws, in genesis: inout GenesisBuilder
  ) -> GeneratedCall {
    let pool = pool(draws.pick(DeFiChoice.pool), in: &genesis)
    return trade([pool.hub, pool.own], &draws, in: &genesis)
  }

  /// A trade of one pool's token for another's, through two or three pools.
  mutating func routedSwap(
    _ draws: inout ChoiceDraws, in genesis: inout GenesisBuilder
  ) -> GeneratedCall {
    trade(route(&draws, in: &genesis), &draws, in: &genesis)
  }

  /// A trade that wants more than there is: it reads the pool's reserves, and reverts. What real trades
  /// do whose price has moved by the time they run.
  mutating func failingSwap(
    _ draws: inout ChoiceDraws, in genesis: inout GenesisBuilder
  ) -> GeneratedCall {
    let pool = pool(draws.pick(DeFiChoice.pool), in: &genesis)
    return trade([pool.hub, pool.own], &draws, fails: true, in: &genesis)
  }

  private mutating func trade(
    _ path: [Address], _ draws: inout ChoiceDraws, fails: Bool = false,
    in genesis: inout GenesisBuilder
  ) -> GeneratedCall {
    let trader = draws.pick(DeFiChoice.trader)
    let amount = UInt64(draws.pick(DeFiChoice.amount))
    let path = draws.pick(DeFiChoice.direction) == 0 ? path : path.reversed()
    let user = genesis.address(ofAccount: trader)
    let router = router(in: &genesis)
    if let first = path.first, let last = path.last {
      genesis.fund(user, with: .erc20, at: first)
      genesis.approve(router, by: user, with: .erc20, at: first)
      genesis.fund(user, with: .erc20, at: last)
    }
    let input = ContractArtifact.router.callData(
      Self.swapMethod,
      encoding: [
        .word(Word(amount)), .word(Word(fails ? 2 * amount : amount / 5 * 4)),
        .words(path.map { Word($0) }), .word(Word(user)), .word(deadline),
      ])
    return GeneratedCall(
      sender: trader, to: router, input: input,
      gasLimit: 150_000 + 150_000 * UInt64(path.count - 1), intended: fails ? .revert : .success)
  }

  /// The tokens of a route from one pool's own token to another's, through the hubs that lie between.
  private mutating func route(
    _ draws: inout ChoiceDraws, in genesis: inout GenesisBuilder
  ) -> [Address] {
    let first = pool(draws.pick(DeFiChoice.pool), in: &genesis)
    let second = pool(draws.pick(DeFiChoice.pool), in: &genesis)
    // Pool 0 trades the hubs: it continues any other pool's hub to the other one.
    let hubs = pool(0, in: &genesis)
    if first.number == 0 || second.number == 0 || first.number == second.number {
      let other = first.number == 0 ? second : first
      guard other.number != 0 else { return [hubs.hub, hubs.own] }
      return [other.own, other.hub, other.hub == hubs.hub ? hubs.own : hubs.hub]
    }
    if first.hub == second.hub { return [first.own, first.hub, second.own] }
    return [first.own, first.hub, second.hub, second.own]
  }
}
