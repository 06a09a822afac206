import Primitives

/// Trades with constant-product pools: `swap(zero_for_one, amount_in, minimum_out)`.
///
/// Every pool trades the one common token (number 0) against a token of its own, as most real ones
/// trade against the wrapped coin. All swaps of one pool meet in its packed reserves; swaps of
/// different pools meet only in their trader. See `Workloads/contracts/pool.vy` for the rest.
public struct SwapsProfile: WorkloadProfile {
  public static let name = "swaps"
  public static let summary = "constant-product swaps: every swap of one pool meets in its reserves"
  public static let keys = [
    (name: "trader", meaning: "distribution over the accounts"),
    (name: "pools", meaning: "how many pools there are"),
    (name: "pool", meaning: "distribution over them; number 0 is the most popular"),
    (name: "direction", meaning: "distribution over the two directions (uniform)"),
    (name: "amount", meaning: "distribution from minimum (10000) to maximum (1000000) (uniform)"),
    (name: "pool_contract", meaning: "the pool's contract (pool)"),
    (name: "token_contract", meaning: "its tokens' contract (erc20)"),
  ]

  static let swap = "swap(bool,uint256,uint256)"

  public static let contentionChoices = ["pool"]
  public static let keepsState = false

  public let choices: [ChoiceSpec]
  public let kinds = TransactionKind.only("swap")
  let pool: ContractArtifact
  let token: ContractArtifact

  public init(from section: SpecSection) throws(WorkloadError) {
    let pools = try section.integer(
      "pools", in: 1...GenesisBuilder.contractLimit,
      because: "each is two contracts with code and storage of their own")
    choices = [
      try ChoiceSpec("trader", among: .accounts, in: section),
      try ChoiceSpec("pool", among: .numbered(pools), in: section),
      try ChoiceSpec("direction", among: .numbered(2), in: section, default: "uniform"),
      // From an amount on that still buys something at the least favourable price.
      try ChoiceSpec(
        "amount", among: .values(10_000...TokenAmounts.largest), in: section, default: "uniform"),
    ]
    pool = try section.contract(
      "pool_contract", default: .pool, methods: [Self.swap],
      variables: ["token0", "token1", "packed", "unlocked"])
    token = try section.contract(
      "token_contract", default: .erc20,
      methods: [
        "transfer(address,uint256)", "transferFrom(address,address,uint256)", "balanceOf(address)",
      ], variables: GenesisBuilder.tokenVariables + ["allowance"])
  }

  public func makeSession() -> any ProfileSession { SwapsSession(self) }
}

/// Remembers which pools are open, and not what they hold: no swap is too large for that to matter.
private final class SwapsSession: ProfileSession {
  private struct Pool {
    var address: Address
    var token: Address
    /// Where the holders of its token are noted.
    var holders: Int
  }
  private let pool: ContractArtifact
  private let token: ContractArtifact
  private let swap: ContractMethod
  private var common = Address.zero
  private var commonHolders = 0
  /// By number; nil until the first swap.
  private var pools: [Pool?] = []

  init(_ profile: SwapsProfile) {
    pool = profile.pool
    token = profile.token
    swap = profile.pool.method(SwapsProfile.swap)
  }

  func next(
    _ kind: Int, _ draws: inout ChoiceDraws, in genesis: inout GenesisBuilder
  ) -> GeneratedCall {
    let trader = draws.pick(0)
    let target = openPool(draws.pick(1), in: &genesis)
    let sellsCommon = draws.pick(2) == 0
    let traderAddress = genesis.address(ofAccount: trader)
    genesis.fund(account: trader, in: commonHolders)
    genesis.fund(account: trader, in: target.holders)
    // Only the token that is paid in is taken by allowance.
    genesis.approve(
      target.address, by: traderAddress, with: token, at: sellsCommon ? common : target.token)
    return GeneratedCall(
      sender: trader, to: target.address,
      input: swap.callData(Word(sellsCommon), Word(UInt64(draws.pick(3))), 0), gasLimit: 250_000)
  }

  /// A pool, which is filled with equal amounts of both tokens at first use.
  private func openPool(_ number: Int, in genesis: inout GenesisBuilder) -> Pool {
    if number < pools.count, let open = pools[number] { return open }
    while pools.count <= number { pools.append(nil) }
    common = genesis.token(0, of: token)
    commonHolders = genesis.holders(of: common)
    let own = genesis.token(number + 1, of: token)
    let address = genesis.place(pool, number: number).address
    genesis.fund(address, with: token, at: common, amount: TokenAmounts.reserve)
    genesis.fund(address, with: token, at: own, amount: TokenAmounts.reserve)
    genesis.set(pool.slot("token0"), of: address, to: Word(common))
    genesis.set(pool.slot("token1"), of: address, to: Word(own))
    genesis.set(pool.slot("unlocked"), of: address, to: 1)
    let shifted112 = Word(0, 1 << 48, 0, 0)
    let shifted224 = Word(0, 0, 0, 1 << 32)
    genesis.set(
      pool.slot("packed"), of: address,
      to: TokenAmounts.reserve | TokenAmounts.reserve &* shifted112
        | Word(ChainTime.genesis) &* shifted224)
    let opened = Pool(address: address, token: own, holders: genesis.holders(of: own))
    pools[number] = opened
    return opened
  }
}
