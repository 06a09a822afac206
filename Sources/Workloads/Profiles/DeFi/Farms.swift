import Primitives

/// The farms: farm *k* takes the shares of pool *k* and pays a reward token of its own.
struct Farms {
  /// A token's worth a second, for ever.
  private static var rewardRate: Word { 1_000_000_000_000_000_000 }
  /// Reward tokens are numbered beyond those of the pools.
  private static let firstRewardToken = 100_000

  private struct Farm {
    var address: Address
    var pool: Exchange.Pool
    var rewardToken: Address
  }
  /// By number.
  private var farms: [Int: Farm] = [:]

  mutating func stake(
    _ draws: inout ChoiceDraws, _ exchange: inout Exchange, in genesis: inout GenesisBuilder
  ) -> GeneratedCall {
    call(&draws, &exchange, in: &genesis) { amount in
      ContractArtifact.stakingRewards.method("stake(uint256)").callData(amount())
    }
  }

  mutating func unstake(
    _ draws: inout ChoiceDraws, _ exchange: inout Exchange, in genesis: inout GenesisBuilder
  ) -> GeneratedCall {
    call(&draws, &exchange, in: &genesis) { amount in
      ContractArtifact.stakingRewards.method("withdraw(uint256)").callData(amount())
    }
  }

  mutating func harvest(
    _ draws: inout ChoiceDraws, _ exchange: inout Exchange, in genesis: inout GenesisBuilder
  ) -> GeneratedCall {
    call(&draws, &exchange, in: &genesis) { _ in
      ContractArtifact.stakingRewards.method("getReward()").callData()
    }
  }

  /// A call by somebody who has shares of the pool, some of them staked.
  private mutating func call(
    _ draws: inout ChoiceDraws, _ exchange: inout Exchange, in genesis: inout GenesisBuilder,
    input: (() -> Word) -> [UInt8]
  ) -> GeneratedCall {
    let sender = draws.pick(DeFiChoice.trader)
    let farm = farm(draws.pick(DeFiChoice.farm), &exchange, in: &genesis)
    let user = genesis.address(ofAccount: sender)
    exchange.holdShares(user, of: farm.pool, in: &genesis)
    genesis.approve(farm.address, by: user, with: .pair, at: farm.pool.address)
    genesis.fund(user, with: .stakingRewards, at: farm.address, amount: DeFiAmounts.position)
    genesis.fund(user, with: .erc20, at: farm.rewardToken)
    return GeneratedCall(
      sender: sender, to: farm.address,
      input: input { Word(UInt64(draws.pick(DeFiChoice.amount))) }, gasLimit: 300_000)
  }

  private mutating func farm(
    _ number: Int, _ exchange: inout Exchange, in genesis: inout GenesisBuilder
  ) -> Farm {
    if let known = farms[number] { return known }
    let pool = exchange.pool(number, in: &genesis)
    let farm = Farm(
      address: genesis.place(.stakingRewards, number: number).address, pool: pool,
      rewardToken: exchange.token(Self.firstRewardToken + number, in: &genesis))
    for (variable, value) in [
      ("stakingToken", Word(pool.address)), ("rewardsToken", Word(farm.rewardToken)),
      ("rewardsDuration", Word(UInt64(1) << 40)), ("rewardRate", Self.rewardRate),
      ("periodFinish", Word(ChainTime.genesis + 1 << 40)),
      ("lastUpdateTime", Word(ChainTime.genesis)),
    ] {
      genesis.set(ContractArtifact.stakingRewards.slot(variable), of: farm.address, to: value)
    }
    // A whale's stake: as much as all users of the largest workload together can have.
    let whale = genesis.address(ofAccount: 0)
    genesis.fund(
      whale, with: .stakingRewards, at: farm.address, amount: TokenAmounts.reserve)
    genesis.fund(farm.address, with: .pair, at: pool.address, amount: TokenAmounts.reserve)
    genesis.fund(farm.address, with: .erc20, at: farm.rewardToken)
    farms[number] = farm
    return farm
  }
}
