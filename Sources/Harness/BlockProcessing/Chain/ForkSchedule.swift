import EVM
import Primitives

/// Which rules blocks of a chain follow.
public struct ForkSchedule: Hashable, Sendable {
  /// A fork and when it begins.
  public struct Stage: Hashable, Sendable {
    public var fork: Fork
    /// Blocks by which the fork delays the difficulty bomb; nil for the fork's own delay. (Glacier forks
    /// change nothing else.)
    public var bombDelay: UInt64?
    public var activation: Activation

    public init(_ fork: Fork, bombDelay: UInt64? = nil, from activation: Activation) {
      self.fork = fork
      self.bombDelay = bombDelay
      self.activation = activation
    }
  }

  /// The first block of a fork.
  public enum Activation: Hashable, Sendable {
    /// The block of this number.
    case block(UInt64)
    /// The first block of this time or later, in seconds of Unix time.
    case time(UInt64)
    /// The first block whose ancestors' difficulties sum up to this (EIP-3675).
    case totalDifficulty(Word)
  }

  /// Oldest first; the first one holds from the beginning.
  public let stages: [Stage]

  /// The schedule of a chain that follows one fork's rules throughout.
  public init(_ fork: Fork) { stages = [Stage(fork, from: .block(0))] }

  /// The stage that a block belongs to.
  ///
  /// - Parameter totalDifficulty: The sum of the difficulties up to the block's parent.
  public func stage(number: UInt64, timestamp: UInt64, totalDifficulty: Word) -> Stage {
    let begun = stages.last { stage in
      switch stage.activation {
      case .block(let first): number >= first
      case .time(let first): timestamp >= first
      case .totalDifficulty(let least): totalDifficulty >= least
      }
    }
    return begun ?? stages[0]
  }
}

extension ForkSchedule {
  /// The schedule of a network as consensus tests name it: a fork like `London`, or a transition like
  /// `BerlinToLondonAt5` (block 5), `ParisToShanghaiAtTime15k` (15,000 seconds) and
  /// `ArrowGlacierToParisAtDiffC0000` (a total difficulty, in hexadecimal). Nil for what names no forks
  /// whose rules we have.
  public init?(network: String) {
    if let stage = Stage(network, from: .block(0)) {
      stages = [stage]
      return
    }
    guard let to = network.firstRange(of: "To"),
      let at = network[to.upperBound...].firstRange(of: "At"),
      let activation = Activation(network[at.upperBound...]),
      let before = Stage(String(network[..<to.lowerBound]), from: .block(0)),
      let after = Stage(String(network[to.upperBound..<at.lowerBound]), from: activation)
    else { return nil }
    stages = [before, after]
  }
}

extension ForkSchedule.Activation {
  /// What stands behind "At".
  fileprivate init?(_ text: Substring) {
    if text.hasPrefix("Time") {
      guard let time = number(text.dropFirst(4)) else { return nil }
      self = .time(time)
    } else if text.hasPrefix("Diff") {
      guard let difficulty = Word(hex: "0x" + text.dropFirst(4)) else { return nil }
      self = .totalDifficulty(difficulty)
    } else {
      guard let block = number(text) else { return nil }
      self = .block(block)
    }
  }
}

/// A decimal number, with "k" for thousands.
private func number(_ text: Substring) -> UInt64? {
  guard text.hasSuffix("k") else { return UInt64(text) }
  guard let thousands = UInt64(text.dropLast()) else { return nil }
  let (number, overflow) = thousands.multipliedReportingOverflow(by: 1000)
  return overflow ? nil : number
}

extension ForkSchedule.Stage {
  /// The fork of this name, glaciers included.
  fileprivate init?(_ name: String, from activation: ForkSchedule.Activation) {
    switch name.lowercased() {
    case "muirglacier": self.init(.istanbul, bombDelay: 9_000_000, from: activation)
    case "arrowglacier": self.init(.london, bombDelay: 10_700_000, from: activation)
    case "grayglacier": self.init(.london, bombDelay: 11_400_000, from: activation)
    default:
      guard let fork = Fork(name: name) else { return nil }
      self.init(fork, from: activation)
    }
  }
}
