import EVM
import Primitives
import Testing

@testable import Harness

/// Chains that part, ommers, and forks on the way.
@Suite struct SideChainTests {
  @Test func theHeaviestChainIsCanonicalAndTheFirstOfEquals() throws {
    var fixture = try ChainFixture(ForkSchedule(.homestead))
    let genesis = fixture.chain.head
    let first = try fixture.block()
    let equal = try fixture.block(on: genesis, beneficiary: Address(truncating: 7))
    #expect(first.header.difficulty == equal.header.difficulty)
    for block in [first, equal] { #expect(try fixture.fault(of: block) == nil) }
    #expect(fixture.chain.head.hash == first.header.hash)
    let side = try #require(fixture.chain.member(equal.header.hash))
    let longer = try fixture.block(
      on: side, beneficiary: Address(truncating: 7), [fixture.transfer()])
    #expect(try fixture.fault(of: longer) == nil)
    #expect(fixture.chain.head.hash == longer.header.hash)
    let state = fixture.chain.head.state.allocation()
    #expect(state[ChainFixture.miner] == nil, "the state is the side chain's own")
    #expect(state[ChainFixture.receiver]?.balance == 7)
  }

  /// Eight blocks and a brother of the one with `number`, at whose side it has the same parent.
  private func chain(brotherOf number: UInt64) throws -> (ChainFixture, ommer: BlockHeader) {
    var fixture = try ChainFixture(ForkSchedule(.homestead))
    var ommer = BlockHeader()
    for height in 1...8 as ClosedRange<UInt64> {
      if height == number {
        ommer = try fixture.block(beneficiary: Address(truncating: 0x0e)).header
      }
      #expect(try fixture.fault(of: fixture.block()) == nil)
    }
    return (fixture, ommer)
  }

  /// Block 9 pays 5/32 ether for an ommer, whose miner gets an eighth less for each block of distance.
  @Test(arguments: [3, 5, 8] as [UInt64]) func ommersArePaid(number: UInt64) throws {
    let (made, ommer) = try chain(brotherOf: number)
    var fixture = made
    #expect(try fixture.fault(of: fixture.block(ommers: [ommer])) == nil)
    let state = fixture.chain.head.state.allocation()
    let eighths = 8 - (9 - number)
    #expect(
      state[Address(truncating: 0x0e)]?.balance
        == Word.divide(ChainFixture.ether &* Word(5 * eighths), 8))
    #expect(
      state[ChainFixture.miner]?.balance
        == ChainFixture.ether &* 45 &+ Word.divide(ChainFixture.ether &* 5, 32))
  }

  @Test func ommersMustHaveTheirPlace() throws {
    let (made, ommer) = try chain(brotherOf: 7)
    var fixture = made
    func fault(_ ommers: [BlockHeader]) throws -> OmmersFault? {
      guard case .ommers(let fault)? = try fixture.fault(of: fixture.block(ommers: ommers)) else {
        return nil
      }
      return fault
    }
    var other = ommer
    other.extraData = [1]
    var third = ommer
    third.extraData = [2]
    #expect(try fault([ommer, other, third]) == .tooMany(3, limit: 2))
    #expect(try fault([ommer, ommer]) == .twice(index: 1))
    #expect(try fault([fixture.chain.head.header]) == .isAncestor(index: 0))
    let brother = try fixture.block(beneficiary: Address(truncating: 1)).header
    #expect(try fault([brother]) == .parent(index: 0, fixture.chain.head.hash))
    let (_, old) = try chain(brotherOf: 2)
    #expect(try fault([other, old]) == .parent(index: 1, old.parentHash))
    other.difficulty = other.difficulty &+ 1
    #expect(
      try fault([ommer, other])
        == .header(index: 1, .difficulty(other.difficulty, expected: ommer.difficulty)))
    #expect(try fault([ommer]) == nil)
    #expect(try fault([ommer]) == .alreadyIncluded(index: 0))
  }

  @Test func proofOfStakeHasNoOmmers() throws {
    var fixture = try ChainFixture(ForkSchedule(.paris))
    #expect(try fixture.fault(of: fixture.block()) == nil)
    let block = try fixture.block(ommers: [fixture.genesis])
    #expect(try fixture.fault(of: block) == .ommers(.tooMany(1, limit: 0)))
  }

  @Test func forksBeginByBlockTimeAndDifficulty() throws {
    func stage(
      _ network: String, number: UInt64 = 0, timestamp: UInt64 = 0, difficulty: Word = 0
    ) throws -> Fork {
      try #require(ForkSchedule(network: network))
        .stage(number: number, timestamp: timestamp, totalDifficulty: difficulty).fork
    }
    #expect(try stage("Berlin", number: .max) == .berlin)
    #expect(try stage("BerlinToLondonAt5", number: 4) == .berlin)
    #expect(try stage("BerlinToLondonAt5", number: 5) == .london)
    #expect(try stage("ParisToShanghaiAtTime15k", timestamp: 14_999) == .paris)
    #expect(try stage("ParisToShanghaiAtTime15k", timestamp: 15_000) == .shanghai)
    #expect(try stage("ArrowGlacierToParisAtDiffC0000", difficulty: 0xbffff) == .london)
    #expect(try stage("ArrowGlacierToParisAtDiffC0000", difficulty: 0xc0000) == .paris)
    #expect(ForkSchedule(network: "ArrowGlacier")?.stages[0].bombDelay == 10_700_000)
    let unknown = [
      "", "Amsterdam", "HomesteadToDaoAt5", "BerlinToLondonAt", "BerlinToLondonAt5x",
      "BerlinToLondon", "BerlinToLondonAtTimek", "BerlinToLondonAtDiffXY", "ToAt",
      "BerlinToLondonAtTime99999999999999999999k", "BerlinToLondonAtTime18446744073709551615k",
    ]
    for network in unknown { #expect(ForkSchedule(network: network) == nil, "\(network)") }
  }
}
