import EVM
import Interchange
import Primitives
import Testing

@testable import Harness

/// What a header must be, given its parent's.
@Suite struct HeaderRulesTests {
  /// A parent half full, 12 seconds before.
  static func parent(_ fork: Fork) -> BlockHeader {
    var header = BlockHeader()
    header.number = 99
    header.timestamp = 1_000_000
    header.gasLimit = 10_000_000
    header.gasUsed = 5_000_000
    header.ommersHash = .emptyOmmers
    header.difficulty = fork >= .paris ? .zero : 2_097_152
    if fork >= .london { header.baseFeePerGas = 1_000_000_000 }
    if fork >= .shanghai { header.withdrawalsRoot = .emptyTrie }
    if fork >= .cancun {
      header.excessBlobGas = 393_216
      header.blobGasUsed = 131_072
      header.parentBeaconBlockRoot = .zero
    }
    if fork >= .prague { header.requestsHash = .zero }
    return header
  }

  /// A valid child of that: fees as they were, and two blobs below the target of three of Cancun.
  static func child(_ fork: Fork) -> BlockHeader {
    var header = parent(fork)
    header.number = 100
    header.timestamp += 12
    if fork < .homestead { header.difficulty = 2_098_176 }
    if fork >= .cancun { header.excessBlobGas = fork >= .prague ? 0 : 131_072 }
    header.extraData = [UInt8](repeating: 7, count: 32)
    return header
  }

  private func fault(_ fork: Fork, _ change: (inout BlockHeader) -> Void) -> HeaderFault? {
    var header = Self.child(fork)
    change(&header)
    do throws(HeaderFault) {
      try HeaderRules(ForkRules(fork)).check(header, parent: Self.parent(fork))
      return nil
    } catch { return error }
  }

  @Test(arguments: Fork.allCases) func aValidHeaderPasses(fork: Fork) {
    #expect(fault(fork) { _ in } == nil)
  }

  @Test(arguments: Fork.allCases) func whatTheParentDecidesIsChecked(fork: Fork) {
    #expect(fault(fork) { $0.number = 101 } == .number(101, expected: 100))
    #expect(fault(fork) { $0.number = 99 } == .number(99, expected: 100))
    #expect(
      fault(fork) { $0.timestamp = 1_000_000 } == .timestamp(1_000_000, parent: 1_000_000))
    #expect(fault(fork) { $0.extraData.append(0) } == .extraDataTooLong(33))
    #expect(
      fault(fork) { $0.gasUsed = 10_000_001 }
        == .gasUsedAboveLimit(10_000_001, limit: 10_000_000))
    let difficulty = Self.child(fork).difficulty
    #expect(
      fault(fork) { $0.difficulty = difficulty &+ 1 }
        == .difficulty(difficulty &+ 1, expected: difficulty))
  }

  /// Less than a 1024th of the parent's ten million: 9,765 is too much.
  @Test func theGasLimitMovesInSteps() {
    #expect(fault(.cancun) { $0.gasLimit += 9764 } == nil)
    #expect(fault(.cancun) { $0.gasLimit -= 9764 } == nil)
    for limit: UInt64 in [10_009_765, 9_990_235, 20_000_000, 5000] {
      #expect(
        fault(.cancun) { $0.gasLimit = limit } == .gasLimitStep(limit, parent: 10_000_000))
    }
    #expect(fault(.cancun) { $0.gasLimit = 4999 } == .gasLimitBelowMinimum(4999))
    #expect(fault(.cancun) { $0.gasLimit = 1 << 63 } == .gasLimitAboveMaximum(1 << 63))
  }

  /// EIP-1559: the first block of London has twice the gas and a base fee of 10⁹.
  @Test func theFirstBlockOfLondonDoublesTheGas() throws {
    let parent = Self.parent(.berlin)
    var header = Self.child(.london)
    let rules = HeaderRules(ForkRules(.london))
    #expect(throws: HeaderFault.gasLimitStep(10_000_000, parent: 10_000_000)) {
      try rules.check(header, parent: parent)
    }
    header.gasLimit = 20_000_000
    try rules.check(header, parent: parent)
    header.baseFeePerGas = 999_999_999
    #expect(throws: HeaderFault.baseFee(999_999_999, expected: 1_000_000_000)) {
      try rules.check(header, parent: parent)
    }
  }

  @Test(arguments: Fork.allCases) func fieldsAreTheForksOwn(fork: Fork) {
    #expect(
      fault(fork) { $0.baseFeePerGas = fork >= .london ? nil : 7 }
        == (fork >= .london ? .missing(.baseFeePerGas) : .unexpected(.baseFeePerGas)))
    #expect(
      fault(fork) { $0.withdrawalsRoot = fork >= .shanghai ? nil : .zero }
        == (fork >= .shanghai ? .missing(.withdrawalsRoot) : .unexpected(.withdrawalsRoot)))
    #expect(
      fault(fork) { $0.excessBlobGas = fork >= .cancun ? nil : 0 }
        == (fork >= .cancun ? .missing(.excessBlobGas) : .unexpected(.excessBlobGas)))
    #expect(
      fault(fork) { $0.requestsHash = fork >= .prague ? nil : .zero }
        == (fork >= .prague ? .missing(.requestsHash) : .unexpected(.requestsHash)))
  }

  @Test func proofOfStakeHasNoNonce() {
    #expect(fault(.paris) { $0.nonce = 5 } == .nonce(5))
    #expect(fault(.london) { $0.nonce = 5 } == nil, "seals are not verified")
  }

  @Test func blobGasIsLimitedAndItsExcessFollows() {
    #expect(
      fault(.cancun) { $0.blobGasUsed = 7 << 17 }
        == .blobGasUsedAboveLimit(7 << 17, limit: 6 << 17))
    #expect(
      fault(.cancun) { $0.excessBlobGas = 131_073 }
        == .excessBlobGas(131_073, expected: 131_072))
  }

  /// Parents and children of mainnet: the first blocks of Byzantium and of Cancun, with all that changed.
  @Test(
    ConformanceFixtures.condition, arguments: [(4_369_999, Fork.byzantium), (19_426_586, .cancun)])
  func realHeadersPass(parent: Int, fork: Fork) throws {
    func header(_ number: Int) throws -> BlockHeader {
      let path = "\(ConformanceFixtures.mainnet)/blocks/\(number)/block.json"
      return try MainnetBlock.load(path: path).block.header
    }
    let rules = HeaderRules(ForkRules(fork))
    try rules.check(header(parent + 1), parent: header(parent))
    #expect(throws: HeaderFault.self) { try rules.check(header(parent), parent: header(parent)) }
  }

  @Test func faultsSayTheNumbers() {
    #expect(HeaderFault.number(3, expected: 2).description == "number 3, expected 2")
    #expect(
      BlockFault.header(.baseFee(7, expected: 8)).description == "base fee 7, expected 8")
    #expect(
      BlockFault.ommers(.header(index: 1, .missing(.baseFeePerGas))).description
        == "ommer 1: no baseFeePerGas, which the fork demands")
    #expect(
      BlockFault.transaction(index: 4, .gasLimitAboveRemaining(9, remaining: 8)).description
        == "transaction 4: gas limit 9, but the block has 8 left")
  }
}
