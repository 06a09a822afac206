import Primitives
import Testing

@testable import Workloads

/// The exchange's contracts, deployed by their constructors and the factory.
@Suite struct ExchangeTests {
  private static let (provider, trader) = (TestChain.users[0], TestChain.users[1])
  private let chain = TestChain()
  private let factory, router, token0, token1, pair: Address

  /// A pair with reserves of 10⁹ and 2·10⁹.
  init() throws {
    let template = try chain.deploy(.pair)
    factory = try chain.deploy(.factory, Word(template), Word(Self.provider))
    router = try chain.deploy(.router, Word(factory))
    let tokens = try [
      chain.deployToken(allowing: [router]), chain.deployToken(allowing: [router]),
    ].sorted()
    (token0, token1) = (tokens[0], tokens[1])
    // The order of the arguments does not matter.
    #expect(
      try chain.call(
        .factory, at: factory, "createPair(address,address)", Word(token1), Word(token0)
      ).succeeded)
    pair = Address(
      truncating: chain.storage(
        factory, ContractArtifact.factory.slot("getPair", Word(token0), Word(token1))))
    #expect(try addLiquidity(1_000_000_000, 2_000_000_000).succeeded)
  }

  private func addLiquidity(_ amount0: UInt64, _ amount1: UInt64) throws -> TestChain.Result {
    try chain.call(
      .router, at: router,
      "addLiquidity(address,address,uint256,uint256,uint256,uint256,address,uint256)",
      Word(token0), Word(token1), Word(amount0), Word(amount1), 1, 1, Word(Self.provider), .max)
  }

  private func trade(_ path: [Address], _ amount: UInt64, minimum: UInt64 = 1) throws
    -> TestChain.Result
  {
    try chain.send(
      from: Self.trader, to: router,
      ContractArtifact.router.callData(
        Exchange.swapMethod,
        encoding: [
          .word(Word(amount)), .word(Word(minimum)), .words(path.map { Word($0) }),
          .word(Word(Self.trader)), .word(.max),
        ]))
  }

  private func pairSlot(_ variable: String) -> Word {
    chain.storage(pair, ContractArtifact.pair.slot(variable))
  }

  @Test func firstSharesAreTheGeometricMean() {
    // sqrt(10⁹ · 2·10⁹) = 1414213562, of which 1000 are nobody's.
    #expect(pairSlot("totalSupply") == 1_414_213_562)
    #expect(chain.tokens(.pair, at: pair, of: Self.provider) == 1_414_212_562)
  }

  /// out = in · 997 · y / (x · 1000 + in · 997), rounded down.
  @Test func outputIsUniswaps() throws {
    let before = chain.tokens(.erc20, at: token1, of: Self.trader)
    #expect(try trade([token0, token1], 1_000_000).succeeded)
    let withFee: UInt64 = 1_000_000 * 997
    let expected = withFee * 2_000_000_000 / (1_000_000_000 * 1_000 + withFee)
    #expect(chain.tokens(.erc20, at: token1, of: Self.trader) &- before == Word(expected))
    let reserves = pairSlot("packed")
    #expect(reserves & Word(.max, (1 << 48) - 1, 0, 0) == 1_001_000_000)
  }

  @Test func slippageReverts() throws {
    #expect(try !trade([token0, token1], 1_000_000, minimum: 2_000_000).succeeded)
    #expect(try trade([token0, token1], 1_000_000, minimum: 1_990_000).succeeded)
  }

  /// Accumulators move by price times time, with the first trade of a block only; the lock leaves no
  /// trace; the reserves change with every trade.
  @Test func onlyTheFirstTradeOfABlockWritesAccumulators() throws {
    let places = ["price0CumulativeLast", "price1CumulativeLast"].map {
      TestChain.StoragePlace(contract: pair, slot: ContractArtifact.pair.slot($0))
    }
    let lock = TestChain.StoragePlace(
      contract: pair, slot: ContractArtifact.pair.slot("unlocked"))
    let packed = TestChain.StoragePlace(contract: pair, slot: ContractArtifact.pair.slot("packed"))
    chain.timestamp += 12
    let first = try trade([token0, token1], 1_000)
    #expect(first.written.isSuperset(of: places + [packed]) && !first.written.contains(lock))
    // 2 in fixed point, for 12 seconds.
    #expect(pairSlot("price0CumulativeLast") == Word.shiftLeft(24, by: UInt64(112)))
    let second = try trade([token1, token0], 1_000)
    #expect(second.written.isDisjoint(with: places + [lock]) && second.written.contains(packed))
    #expect(pairSlot("unlocked") == 1)
  }

  @Test func nobodyIsPaidForNothing() throws {
    let input = ContractArtifact.pair.callData(
      "swap(uint256,uint256,address,bytes)",
      encoding: [.word(1_000), .word(0), .word(Word(Self.trader)), .bytes([])])
    #expect(try !chain.send(from: Self.trader, to: pair, input).succeeded)
    // Paid in, but one unit less than the price.
    try chain.call(
      .erc20, at: token1, "transfer(address,uint256)", Word(pair), 2_006, from: Self.trader)
    #expect(try !chain.send(from: Self.trader, to: pair, input).succeeded)
    try chain.call(
      .erc20, at: token1, "transfer(address,uint256)", Word(pair), 1, from: Self.trader)
    #expect(try chain.send(from: Self.trader, to: pair, input).succeeded)
  }

  @Test func liquidityComesBackInProportion() throws {
    try chain.approve(pair, for: [router])
    #expect(try addLiquidity(1_000_000, 9_000_000).succeeded)
    // 10⁶ of token 0 fits 2·10⁶ of token 1; the rest stays with the provider.
    #expect(chain.tokens(.erc20, at: token1, of: pair) == 2_002_000_000)
    let before = chain.tokens(.erc20, at: token0, of: Self.provider)
    #expect(
      try chain.call(
        .router, at: router,
        "removeLiquidity(address,address,uint256,uint256,uint256,address,uint256)", Word(token1),
        Word(token0), 1_414_213, 1, 1, Word(Self.provider), .max
      ).succeeded)
    let supply: UInt64 = 1_414_213_562 + 1_414_213
    #expect(
      chain.tokens(.erc20, at: token0, of: Self.provider) &- before
        == Word(1_414_213 * 1_001_000_000 / supply))
  }

  @Test func protocolFeeIsASixthOfTheGrowth() throws {
    let collector = TestChain.users[5]
    try chain.call(.factory, at: factory, "setFeeTo(address)", Word(collector))
    // The first call with the fee on only notes the product; the second pays for what grew since.
    #expect(try addLiquidity(1_000_000, 2_000_000).succeeded)
    #expect(pairSlot("kLast") == Word(1_001_000_000) &* Word(2_002_000_000))
    #expect(try trade([token0, token1], 100_000_000).succeeded)
    #expect(try addLiquidity(1_000_000, 2_000_000).succeeded)
    #expect(chain.tokens(.pair, at: pair, of: collector) > 0)
  }

  @Test func routesPassThroughPairs() throws {
    let token2 = try chain.deployToken(allowing: [router])
    try chain.call(
      .factory, at: factory, "createPair(address,address)", Word(token1), Word(token2))
    try chain.call(
      .router, at: router,
      "addLiquidity(address,address,uint256,uint256,uint256,uint256,address,uint256)",
      Word(token1), Word(token2), 1_000_000_000, 1_000_000_000, 1, 1, Word(Self.provider), .max)
    let before = chain.tokens(.erc20, at: token2, of: Self.trader)
    #expect(try trade([token0, token1, token2], 1_000_000).succeeded)
    func output(_ input: UInt64, _ reserveIn: UInt64, _ reserveOut: UInt64) -> UInt64 {
      input * 997 * reserveOut / (reserveIn * 1_000 + input * 997)
    }
    let middle = output(1_000_000, 1_000_000_000, 2_000_000_000)
    #expect(
      chain.tokens(.erc20, at: token2, of: Self.trader) &- before
        == Word(output(middle, 1_000_000_000, 1_000_000_000)))
  }
}
