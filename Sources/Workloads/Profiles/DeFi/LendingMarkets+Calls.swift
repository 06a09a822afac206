import Primitives

/// What users of the markets do.
extension LendingMarkets {
  mutating func lend(
    _ draws: inout ChoiceDraws, _ exchange: Exchange, _ feeds: inout PriceFeeds,
    in genesis: inout GenesisBuilder
  ) -> GeneratedCall {
    call("supply(uint256)", &draws, exchange, &feeds, in: &genesis)
  }

  mutating func withdraw(
    _ draws: inout ChoiceDraws, _ exchange: Exchange, _ feeds: inout PriceFeeds,
    in genesis: inout GenesisBuilder
  ) -> GeneratedCall {
    call("withdraw(uint256)", &draws, exchange, &feeds, in: &genesis)
  }

  mutating func addCollateral(
    _ draws: inout ChoiceDraws, _ exchange: Exchange, _ feeds: inout PriceFeeds,
    in genesis: inout GenesisBuilder
  ) -> GeneratedCall {
    call("supply_collateral(uint256)", &draws, exchange, &feeds, in: &genesis)
  }

  mutating func borrow(
    _ draws: inout ChoiceDraws, _ exchange: Exchange, _ feeds: inout PriceFeeds,
    in genesis: inout GenesisBuilder
  ) -> GeneratedCall {
    call("borrow(uint256)", &draws, exchange, &feeds, in: &genesis)
  }

  mutating func repay(
    _ draws: inout ChoiceDraws, _ exchange: Exchange, _ feeds: inout PriceFeeds,
    in genesis: inout GenesisBuilder
  ) -> GeneratedCall {
    call("repay(uint256,address)", &draws, exchange, &feeds, in: &genesis) { [Word($0)] }
  }

  /// Repays half of the debt of somebody whose collateral is no longer worth enough.
  mutating func liquidate(
    _ draws: inout ChoiceDraws, _ exchange: Exchange, _ feeds: inout PriceFeeds,
    in genesis: inout GenesisBuilder
  ) -> GeneratedCall {
    let liquidator = draws.pick(DeFiChoice.trader)
    let number = draws.pick(DeFiChoice.market)
    let market = market(number, exchange, &feeds, in: &genesis)
    prepare(genesis.address(ofAccount: liquidator), market, in: &genesis)
    let price = feeds.price(of: number, exchange, in: &genesis)
    guard let fallen = addFallen(number, price: price, in: &genesis) else {
      preconditionFailure("the market was opened just now")
    }
    return GeneratedCall(
      sender: liquidator, to: market.address,
      input: ContractArtifact.lendingMarket.method("liquidate(address,uint256)").callData(
        Word(fallen.borrower), fallen.repayable), gasLimit: 500_000)
  }

  /// A call of a method that takes an amount first, by somebody who has used the market before.
  private mutating func call(
    _ method: String, _ draws: inout ChoiceDraws, _ exchange: Exchange, _ feeds: inout PriceFeeds,
    in genesis: inout GenesisBuilder, then rest: (Address) -> [Word] = { _ in [] }
  ) -> GeneratedCall {
    let sender = draws.pick(DeFiChoice.trader)
    let number = draws.pick(DeFiChoice.market)
    let market = market(number, exchange, &feeds, in: &genesis)
    let user = genesis.address(ofAccount: sender)
    prepare(user, market, in: &genesis)
    open(sender, number, in: &genesis)
    let amount = Word(UInt64(draws.pick(DeFiChoice.amount)))
    return GeneratedCall(
      sender: sender, to: market.address,
      input: ContractArtifact.lendingMarket.method(method).callData([amount] + rest(user)),
      gasLimit: 400_000)
  }

  /// Gives a user both tokens of a market, which may take them.
  private func prepare(_ user: Address, _ market: Market, in genesis: inout GenesisBuilder) {
    for token in [market.loanToken, market.collateralToken] {
      genesis.fund(user, with: .erc20, at: token)
      genesis.approve(market.address, by: user, with: .erc20, at: token)
    }
  }
}
