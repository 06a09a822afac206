import Primitives

/// Which of a transaction's first arguments, and whether its value, are zero: a bit each.
struct CallFlags: Sendable {
  static let count = 8
  /// Bit *i* is set if argument *i* is there and not zero; the last one if value is sent.
  private let bits: UInt8

  init(_ input: CallInput) {
    var bits: UInt8 = 0
    for index in 0..<Self.count - 1 {
      if let argument = input.argument(index), !argument.isZero { bits |= 1 << UInt8(index) }
    }
    if !input.transaction.value.isZero { bits |= 1 << UInt8(Self.count - 1) }
    self.bits = bits
  }

  func isSet(_ index: Int) -> Bool { bits & (1 << UInt8(index)) != 0 }
}

/// How often transactions accessed a location, by each flag.
struct FlagCounts: Sendable {
  private var seenSet = SIMD8<UInt16>.zero
  private var hitsSet = SIMD8<UInt16>.zero
  private var seenClear = SIMD8<UInt16>.zero
  private var hitsClear = SIMD8<UInt16>.zero

  mutating func count(_ flags: CallFlags, accessed: Bool) {
    for index in 0..<CallFlags.count {
      if flags.isSet(index) {
        seenSet[index] &+= 1
        if accessed { hitsSet[index] &+= 1 }
      } else {
        seenClear[index] &+= 1
        if accessed { hitsClear[index] &+= 1 }
      }
      if max(seenSet[index], seenClear[index]) >= 1024 { fade(index) }
    }
  }

  /// A hit is never forgotten altogether.
  private mutating func fade(_ index: Int) {
    seenSet[index] /= 2
    seenClear[index] /= 2
    hitsSet[index] = (hitsSet[index] + 1) / 2
    hitsClear[index] = (hitsClear[index] + 1) / 2
  }

  /// Whether for some flag nobody who had it so has gone there, out of enough, though others have.
  func exclude(_ flags: CallFlags) -> Bool {
    for index in 0..<CallFlags.count {
      let (seen, hits, otherHits) =
        flags.isSet(index)
        ? (seenSet[index], hitsSet[index], hitsClear[index])
        : (seenClear[index], hitsClear[index], hitsSet[index])
      if hits == 0 && seen >= 8 && otherHits >= 4 { return true }
    }
    return false
  }
}
