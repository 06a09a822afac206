import Primitives
import Testing

@testable import Workloads

/// The farm, and the token with fees with its buyback.
@Suite struct FarmingTests {
  private static let (owner, one, two) = (
    TestChain.users[0], TestChain.users[1], TestChain.users[2]
  )

  /// One stakes 100 and Two 300: of 1,000 a second, One gets a quarter while both are there.
  @Test func rewardsAreShared() throws {
    let chain = TestChain()
    let staked = try chain.deployToken()
    let reward = try chain.deployToken()
    let farm = try chain.deploy(.stakingRewards, Word(staked), Word(reward), 1_000)
    try chain.approve(staked, for: [farm])
    try chain.call(.erc20, at: reward, "transfer(address,uint256)", Word(farm), 1_000_000)
    #expect(
      try chain.call(.stakingRewards, at: farm, "notifyRewardAmount(uint256)", 1_000_000).succeeded)
    func stake(_ amount: Word, by user: Address) throws {
      #expect(
        try chain.call(.stakingRewards, at: farm, "stake(uint256)", amount, from: user).succeeded)
    }
    func harvest(_ user: Address) throws -> Word {
      let before = chain.tokens(.erc20, at: reward, of: user)
      #expect(try chain.call(.stakingRewards, at: farm, "getReward()", from: user).succeeded)
      return chain.tokens(.erc20, at: reward, of: user) &- before
    }
    try stake(100, by: Self.one)
    chain.timestamp += 10
    try stake(300, by: Self.two)
    chain.timestamp += 20
    #expect(try harvest(Self.one) == 15_000)
    #expect(try harvest(Self.two) == 15_000)
    // Nothing more in the same second; the rest of the period is all there is.
    #expect(try harvest(Self.two).isZero)
    chain.timestamp += 100_000
    #expect(
      try chain.call(.stakingRewards, at: farm, "withdraw(uint256)", 300, from: Self.two).succeeded)
    #expect(try harvest(Self.two) == 727_500)
    #expect(
      try !chain.call(.stakingRewards, at: farm, "withdraw(uint256)", 1, from: Self.two).succeeded)
  }

  /// 2% of a transfer: half burned, half to the treasury, which pays nothing itself.
  @Test func transfersAreTaxed() throws {
    let chain = TestChain()
    let treasury = TestChain.users[6]
    let token = try chain.deploy(.feeToken, 1_000_000, Word(treasury), 200)
    func transfer(_ amount: Word, from sender: Address, to receiver: Address) throws {
      #expect(
        try chain.call(
          .feeToken, at: token, "transfer(address,uint256)", Word(receiver), amount, from: sender
        ).succeeded)
    }
    try transfer(10_000, from: Self.owner, to: Self.one)
    #expect(chain.tokens(.feeToken, at: token, of: Self.one) == 9_800)
    #expect(chain.tokens(.feeToken, at: token, of: treasury) == 100)
    #expect(chain.storage(token, ContractArtifact.feeToken.slot("totalSupply")) == 999_900)
    try transfer(100, from: treasury, to: Self.two)
    #expect(chain.tokens(.feeToken, at: token, of: Self.two) == 100)
  }

  /// Buys with revenue, and burns what it bought and what it was paid in fees.
  @Test func buybackBurns() throws {
    let chain = TestChain()
    let template = try chain.deploy(.pair)
    let factory = try chain.deploy(.factory, Word(template), 0)
    let router = try chain.deploy(.router, Word(factory))
    let revenue = try chain.deployToken(allowing: [router])
    let token = try chain.deploy(.feeToken, 1_000_000_000_000, Word(Self.two), 200)
    let treasury = try chain.deploy(.buyback, Word(router), Word(revenue), Word(token))
    try chain.approve(token, for: [router])
    try chain.call(.factory, at: factory, "createPair(address,address)", Word(revenue), Word(token))
    #expect(
      try chain.call(
        .router, at: router,
        "addLiquidity(address,address,uint256,uint256,uint256,uint256,address,uint256)",
        Word(revenue), Word(token), 1_000_000_000, 1_000_000_000, 1, 1, Word(Self.owner), .max
      ).succeeded)
    try chain.call(.erc20, at: revenue, "transfer(address,uint256)", Word(treasury), 1_000_000)
    func buyback() throws -> Bool {
      try chain.call(
        .buyback, at: treasury, "buyback(uint256,uint256)", 1_000_000, 1, from: Self.one
      ).succeeded
    }
    #expect(try !buyback())
    try chain.call(.buyback, at: treasury, "set_keeper(address,bool)", Word(Self.one), 1)
    let supply = chain.storage(token, ContractArtifact.feeToken.slot("totalSupply"))
    #expect(try buyback())
    #expect(chain.tokens(.feeToken, at: token, of: treasury).isZero)
    let burned = chain.storage(treasury, ContractArtifact.buyback.slot("burned"))
    let after = chain.storage(token, ContractArtifact.feeToken.slot("totalSupply"))
    // The purchase is taxed on its way, and half of that tax is burned too.
    #expect(burned > 0 && supply &- after > burned)
    #expect(try !buyback(), "the revenue is spent")
  }
}
