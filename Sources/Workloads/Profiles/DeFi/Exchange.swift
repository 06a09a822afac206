import Primitives

/// The exchange: factory, router and pools, and the tokens that they trade.
///
/// Tokens 0 and 1 are the hubs (a wrapped coin and a stablecoin, in real life). Pool 0 trades them against
/// each other; every other pool trades a token of its own, number + 1, against hub 0 or, if its number is
/// even, hub 1. So whoever trades one pool's token for another's goes through two pools, or through
/// three, of which pool 0 is one.
struct Exchange {
  /// Seconds that a trade may wait, as wallets have it.
  static let patience: UInt64 = 20 * 60
  static let artifacts = (factory: ContractArtifact.factory, router: ContractArtifact.router)

  /// The time after which the router refuses the transactions being made.
  var deadline = Word.zero
  /// By number; nil until first used.
  private var pools: [Pool?] = []
  private var routerAddress: Address?

  /// A pool and the two tokens that it trades.
  struct Pool {
    var number: Int
    var address: Address
    /// One of the two hubs.
    var hub: Address
    /// The pool's own token; the other hub in pool 0.
    var own: Address
  }

  // MARK: What is where

  /// The address of token `number`.
  func token(_ number: Int, in genesis: inout GenesisBuilder) -> Address {
    genesis.token(number, of: .erc20)
  }

  /// The router, which is deployed at first use.
  mutating func router(in genesis: inout GenesisBuilder) -> Address {
    if let routerAddress { return routerAddress }
    let factory = genesis.place(.factory, number: 0).address
    let router = genesis.place(.router, number: 0).address
    genesis.set(ContractArtifact.router.slot("factory"), of: router, to: Word(factory))
    routerAddress = router
    return router
  }

  /// Pool `number`.
  mutating func pool(_ number: Int, in genesis: inout GenesisBuilder) -> Pool {
    while pools.count <= number { pools.append(nil) }
    if let open = pools[number] { return open }
    let own = token(number == 0 ? 1 : number + 1, in: &genesis)
    let opened = open(number, own: own, of: .erc20, in: &genesis)
    pools[number] = opened
    return opened
  }

  /// Opens a pool of a token against the hub that its number says, and fills it with equal amounts.
  mutating func open(
    _ number: Int, own: Address, of contract: ContractArtifact, in genesis: inout GenesisBuilder
  ) -> Pool {
    _ = router(in: &genesis)
    let hub = token(number == 0 ? 0 : 1 - number % 2, in: &genesis)
    let pair = genesis.place(.pair, number: number).address
    genesis.fund(pair, with: .erc20, at: hub, amount: TokenAmounts.reserve)
    genesis.fund(pair, with: contract, at: own, amount: TokenAmounts.reserve)
    let (token0, token1) = hub < own ? (hub, own) : (own, hub)
    let factory = genesis.place(.factory, number: 0).address
    let pairSlots = ContractArtifact.pair
    for (variable, value) in [
      ("factory", Word(factory)), ("token0", Word(token0)), ("token1", Word(token1)),
      ("unlocked", 1), ("packed", Self.packed(TokenAmounts.reserve, at: ChainTime.genesis)),
    ] {
      genesis.set(pairSlots.slot(variable), of: pair, to: value)
    }
    // Whoever opened the pool has the shares for its reserves: as many, at equal reserves.
    let opener = genesis.address(ofAccount: 0)
    genesis.fund(opener, with: pairSlots, at: pair, amount: TokenAmounts.reserve)
    for (one, other) in [(hub, own), (own, hub)] {
      let slot = genesis.slot(
        of: "getPair", Word(one), Word(other), in: .factory, at: factory)
      genesis.set(slot, of: factory, to: Word(pair))
    }
    return Pool(number: number, address: pair, hub: hub, own: own)
  }

  /// Equal reserves and a time in one word, as the pair keeps them.
  private static func packed(_ reserve: Word, at time: UInt64) -> Word {
    reserve | Word.shiftLeft(reserve, by: UInt64(112)) | Word.shiftLeft(Word(time), by: UInt64(224))
  }

  /// Gives a user both tokens of a pool, and lets the router take them.
  mutating func prepare(
    _ user: Address, for pool: Pool, in genesis: inout GenesisBuilder
  ) {
    let router = router(in: &genesis)
    for token in [pool.hub, pool.own] {
      genesis.fund(user, with: .erc20, at: token)
      genesis.approve(router, by: user, with: .erc20, at: token)
    }
  }
}
