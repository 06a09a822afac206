import Primitives

/// What all generated blocks have in common.
enum ChainTime {
  /// Seconds since the epoch at which the genesis state stands; a round number in November 2023.
  static let genesis: UInt64 = 1_700_000_000
  /// Seconds from block to block, as on the main network.
  static let interval: UInt64 = 12

  /// When block `number` is made, with `interval` seconds from block to block; blocks count from 1.
  static func timestamp(of number: UInt64, interval: UInt64 = Self.interval) -> UInt64 {
    genesis + interval * number
  }
}

/// Constants of generated blocks' economy, in wei per gas.
enum ChainFees {
  /// Held constant: contention, not the fee market, is what a workload varies.
  static var base: Word { Word(1_000_000_000) }
  static var priority: Word { Word(1_000_000_000) }
  static var maximum: Word { Word(3_000_000_000) }
}
