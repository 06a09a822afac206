import EVM
import Primitives
import Testing

@testable import Harness

/// Difficulties and fees by hand.
@Suite struct DifficultyTests {
  /// 2²¹: a step is 1,024.
  private func difficulty(
    _ fork: Fork, after seconds: UInt64, number: UInt64 = 100, ommers: Bool = false,
    parent: Word = 2_097_152, bombDelay: UInt64? = nil
  ) -> Word {
    var header = BlockHeader()
    header.number = number - 1
    header.timestamp = 500
    header.difficulty = parent
    header.ommersHash = ommers ? .zero : .emptyOmmers
    return DifficultyFormula(fork: fork, bombDelay: bombDelay)
      .difficulty(timestamp: 500 + seconds, parent: header)
  }

  private func steps(_ difficulty: Word) -> Int64 {
    (Int64(difficulty.l0) - 2_097_152) / 1024
  }

  @Test func frontierGoesOneStepUpOrDown() {
    #expect([1, 12, 13, 5000].map { steps(difficulty(.frontier, after: $0)) } == [1, 1, -1, -1])
  }

  @Test func homesteadGoesDownByTensOfSeconds() {
    let seconds: [UInt64] = [9, 10, 19, 20, 999, 1000, 1_000_000, .max - 500]
    #expect(
      seconds.map { steps(difficulty(.homestead, after: $0)) }
        == [1, 0, 0, -1, -98, -99, -99, -99])
  }

  @Test func byzantiumCountsOmmers() {
    let seconds: [UInt64] = [8, 9, 17, 18, 900, 10_000]
    #expect(
      seconds.map { steps(difficulty(.byzantium, after: $0)) } == [1, 0, 0, -1, -99, -99])
    #expect(
      seconds.map { steps(difficulty(.byzantium, after: $0, ommers: true)) }
        == [2, 1, 1, 0, -98, -99])
  }

  /// From the 200,000th block on, behind the fork's delay: 1, 1, 2, 4 …
  @Test(
    arguments: [
      (Fork.frontier, 0), (.homestead, 0), (.byzantium, 3_000_000), (.petersburg, 5_000_000),
      (.istanbul, 5_000_000), (.berlin, 9_000_000), (.london, 9_700_000),
    ] as [(Fork, UInt64)])
  func theBombGrows(fork: Fork, delay: UInt64) {
    func bomb(_ number: UInt64) -> Word {
      difficulty(fork, after: 10, number: delay + number)
        &- difficulty(fork, after: 10, number: 100)
    }
    #expect(
      [199_999, 200_000, 299_999, 300_000, 400_000, 1_200_000].map(bomb)
        == [0, 1, 1, 2, 4, 1024])
  }

  @Test func glaciersDelayTheBomb() {
    let number: UInt64 = 10_700_000 + 300_000
    let delayed = difficulty(.london, after: 10, number: number, bombDelay: 10_700_000)
    #expect(delayed &- difficulty(.london, after: 10) == 2)
  }

  @Test func thereIsALeastDifficultyAndNoTrap() {
    #expect(difficulty(.homestead, after: 5000, parent: 131_072) == 131_072)
    #expect(difficulty(.frontier, after: 5000, parent: .zero) == 131_072)
    for fork in Fork.allCases {
      #expect(difficulty(fork, after: 5000, number: .max, parent: .max) >= 131_072)
    }
  }
}

@Suite struct FeeMarketTests {
  private func fee(_ fee: Word?, used: UInt64, limit: UInt64 = 20_000) -> Word {
    var parent = BlockHeader()
    parent.baseFeePerGas = fee
    parent.gasUsed = used
    parent.gasLimit = limit
    return BlockHeader.baseFee(after: parent)
  }

  @Test func theBaseFeeMovesTowardsHalfFullBlocks() {
    #expect(fee(nil, used: 20_000) == 1_000_000_000)
    #expect(fee(800, used: 10_000) == 800)
    #expect(fee(800, used: 20_000) == 900)
    #expect(fee(800, used: 0) == 700)
    #expect(fee(800, used: 12_500) == 825)
    // Up by at least one wei, down by as little as nothing.
    #expect(fee(7, used: 10_001) == 8)
    #expect(fee(7, used: 0) == 7)
    #expect(fee(.max, used: 1, limit: 0) == 0)
  }

  @Test func blobGasInExcessOfTheTargetAddsUp() {
    func excess(_ excess: UInt64?, _ used: UInt64?, _ schedule: BlobSchedule) -> UInt64 {
      var parent = BlockHeader()
      parent.excessBlobGas = excess
      parent.blobGasUsed = used
      return schedule.excessBlobGas(after: parent)
    }
    #expect(excess(nil, nil, .cancun) == 0)
    #expect(excess(0, 3 << 17, .cancun) == 0)
    #expect(excess(0, 6 << 17, .cancun) == 3 << 17)
    #expect(excess(5 << 17, 0, .cancun) == 2 << 17)
    #expect(excess(0, 6 << 17, .prague) == 0)
    #expect(excess(.max, 1, .cancun) == .max)
  }
}
