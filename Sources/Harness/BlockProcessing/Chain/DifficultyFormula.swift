import EVM
import Primitives

/// What a block's difficulty must be, given its parent's (yellow paper, 4.3.4).
struct DifficultyFormula: Hashable, Sendable {
  private enum Adjustment: Hashable {
    /// Up or down by one step.
    case frontier
    /// Down by one step for each ten seconds (EIP-2).
    case homestead
    /// Down by one step for each nine seconds, and up where the parent has ommers (EIP-100).
    case byzantium
  }

  private let adjustment: Adjustment
  /// By how many blocks the exponential part is delayed (EIP-649 and its like).
  private let bombDelay: UInt64

  static let minimum = Word(131_072)

  init(fork: Fork, bombDelay: UInt64? = nil) {
    adjustment =
      fork >= .byzantium ? .byzantium : fork >= .homestead ? .homestead : .frontier
    self.bombDelay = bombDelay ?? Self.bombDelay(of: fork)
  }

  /// Of the child of `parent` with this time, which must be later than the parent's.
  func difficulty(timestamp: UInt64, parent: BlockHeader) -> Word {
    let step = Word.divide(parent.difficulty, 2048)
    let steps = steps(timestamp &- parent.timestamp, parent)
    let magnitude = step &* Word(steps.magnitude)
    var difficulty =
      steps < 0 ? parent.difficulty &- magnitude : parent.difficulty &+ magnitude
    if adjustment == .frontier { difficulty = max(difficulty, Self.minimum) }
    return max(difficulty &+ bomb(number: parent.number &+ 1), Self.minimum)
  }

  private func steps(_ seconds: UInt64, _ parent: BlockHeader) -> Int64 {
    func less(_ start: Int64, secondsEach: UInt64) -> Int64 {
      let down = min(seconds / secondsEach, 1000)
      return max(start - Int64(down), -99)
    }
    switch adjustment {
    case .frontier: return seconds < 13 ? 1 : -1
    case .homestead: return less(1, secondsEach: 10)
    case .byzantium:
      return less(parent.ommersHash == .emptyOmmers ? 1 : 2, secondsEach: 9)
    }
  }

  /// Doubles every 100,000 blocks.
  private func bomb(number: UInt64) -> Word {
    let periods = (number < bombDelay ? 0 : number - bombDelay) / 100_000
    guard periods >= 2 else { return .zero }
    return periods >= 258 ? .max : Word.shiftLeft(Word(1 as UInt64), by: periods - 2)
  }

  private static func bombDelay(of fork: Fork) -> UInt64 {
    switch fork {
    case ..<Fork.byzantium: 0
    case ..<Fork.constantinople: 3_000_000
    case ..<Fork.berlin: 5_000_000
    case ..<Fork.london: 9_000_000
    default: 9_700_000
    }
  }
}

extension Hash {
  /// Keccak-256 of the RLP of an empty list: what headers say of no ommers.
  static let emptyOmmers = Block.ommersHash(of: [])
}
