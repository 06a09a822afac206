import Primitives
import Testing

@testable import EVM

/// How forks price blobs: figures of Ethereum's executable specification (EELS 2.20.0).
@Suite struct BlobScheduleTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var fork: Fork
    var excess, blobs, baseFee, next, price: UInt64
    init(
      _ fork: Fork, _ excess: UInt64, _ blobs: UInt64, _ baseFee: UInt64, next: UInt64,
      price: UInt64
    ) {
      (self.fork, self.excess, self.blobs, self.baseFee) = (fork, excess, blobs, baseFee)
      (self.next, self.price) = (next, price)
    }
    var testDescription: String { "\(fork.name), \(blobs) blobs on \(excess)" }
  }

  static let cases = [
    Case(.cancun, 0, 3, 1, next: 0, price: 1),
    Case(.cancun, 1_179_648, 6, 1, next: 1_572_864, price: 1),
    Case(.cancun, 31_457_280, 2, 1, next: 31_326_208, price: 12365),
    Case(.cancun, 70_000_000, 1, 1_000_000_000, next: 69_737_856, price: 1_276_828_142),
    Case(.prague, 0, 9, 1, next: 393_216, price: 1),
    Case(.prague, 31_457_280, 2, 1, next: 30_932_992, price: 534),
    Case(.prague, 70_000_000, 1, 1_000_000_000, next: 69_344_640, price: 1_176_940),
    Case(.osaka, 31_457_280, 2, 1, next: 30_932_992, price: 534),
    // The reserve of EIP-7918: above 16 wei the base fee outweighs a blob at a price of one.
    Case(.osaka, 0, 6, 16, next: 0, price: 1),
    Case(.osaka, 0, 6, 17, next: 262_144, price: 1),
    Case(.osaka, 13_107_200, 15, 2_000_000_000, next: 13_762_560, price: 13),
    Case(.osaka, 70_000_000, 1, 1_000_000_000, next: 70_043_690, price: 1_176_940),
    Case(.bpo1, 1_179_648, 6, 1, next: 655_360, price: 1),
    Case(.bpo1, 31_457_280, 2, 1, next: 30_408_704, price: 43),
    Case(.bpo2, 31_457_280, 2, 1, next: 29_884_416, price: 14),
    Case(.bpo2, 23_592_960, 21, 3_000_000_000, next: 24_510_464, price: 7),
  ]

  @Test(arguments: cases) func followsTheSpecification(example: Case) throws {
    let schedule = try #require(ForkRules(example.fork).blobs)
    #expect(schedule.baseFee(excessBlobGas: example.excess) == Word(example.price))
    #expect(
      schedule.excessBlobGas(
        afterExcess: example.excess, used: example.blobs * schedule.gasPerBlob,
        baseFee: Word(example.baseFee)) == example.next)
  }

  @Test(arguments: Fork.allCases.filter { $0 >= .cancun })
  func absurdHeadersHaveAnAnswer(fork: Fork) throws {
    let schedule = try #require(ForkRules(fork).blobs)
    for (excess, used) in [(UInt64.max, UInt64.max), (.max, 0), (0, .max), (1, .max)] {
      for baseFee in [Word.zero, .one, .max] {
        _ = schedule.excessBlobGas(afterExcess: excess, used: used, baseFee: baseFee)
      }
    }
  }

  @Test func thereAreNoneBeforeCancun() { #expect(ForkRules(.shanghai).blobs == nil) }
}
