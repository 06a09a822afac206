import Primitives

/// Adding and taking away liquidity.
extension Exchange {
  private static let addMethod =
    "addLiquidity(address,address,uint256,uint256,uint256,uint256,address,uint256)"
  private static let removeMethod =
    "removeLiquidity(address,address,uint256,uint256,uint256,address,uint256)"

  /// Pays equal amounts of both tokens into a pool, of which it takes what fits its price.
  mutating func addLiquidity(
    _ draws: inout ChoiceDraws, in genesis: inout GenesisBuilder
  ) -> GeneratedCall {
    let provider = draws.pick(DeFiChoice.trader)
    let user = genesis.address(ofAccount: provider)
    let pool = pool(draws.pick(DeFiChoice.pool), in: &genesis)
    prepare(user, for: pool, in: &genesis)
    holdShares(user, of: pool, in: &genesis)
    let amount = UInt64(draws.pick(DeFiChoice.amount))
    let least = Word(amount / 5 * 4)
    return GeneratedCall(
      sender: provider, to: router(in: &genesis),
      input: ContractArtifact.router.method(Self.addMethod).callData([
        Word(pool.hub), Word(pool.own), Word(amount), Word(amount), least, least, Word(user),
        deadline,
      ]), gasLimit: 500_000)
  }

  /// Gives back some of the shares that the user has from before.
  mutating func removeLiquidity(
    _ draws: inout ChoiceDraws, in genesis: inout GenesisBuilder
  ) -> GeneratedCall {
    let provider = draws.pick(DeFiChoice.trader)
    let user = genesis.address(ofAccount: provider)
    let pool = pool(draws.pick(DeFiChoice.pool), in: &genesis)
    prepare(user, for: pool, in: &genesis)
    holdShares(user, of: pool, in: &genesis)
    genesis.approve(router(in: &genesis), by: user, with: .pair, at: pool.address)
    return GeneratedCall(
      sender: provider, to: router(in: &genesis),
      input: ContractArtifact.router.method(Self.removeMethod).callData([
        Word(pool.hub), Word(pool.own), Word(UInt64(draws.pick(DeFiChoice.amount))), 1, 1,
        Word(user), deadline,
      ]), gasLimit: 500_000)
  }

  /// Lets the user have shares of the pool from before the first block.
  func holdShares(_ user: Address, of pool: Pool, in genesis: inout GenesisBuilder) {
    genesis.fund(user, with: .pair, at: pool.address, amount: DeFiAmounts.position)
  }
}
