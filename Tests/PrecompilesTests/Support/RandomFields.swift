import BigInt
import Primitives

@testable import Precompiles

/// SplitMix64 (Steele, Lea, Flood 2014): a seed gives the same values again.
struct SeededGenerator: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var z = state
    z = (z ^ z >> 30) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ z >> 27) &* 0x94d0_49bb_1331_11eb
    return z ^ z >> 31
  }

  mutating func bytes(_ count: Int) -> [UInt8] {
    (0..<count).map { _ in UInt8(truncatingIfNeeded: next()) }
  }

  mutating func word() -> Word { Word(next(), next(), next(), next()) }
}

extension LimbInteger {
  var big: BigUInt { BigUInt(words: (0..<Self.limbCount).map { UInt(self[limb: $0]) }) }

  init(_ big: BigUInt) {
    self = .zero
    for i in 0..<Self.limbCount { self[limb: i] = UInt64(truncatingIfNeeded: big >> (64 * i)) }
  }
}

extension PrimeField {
  static var p: BigUInt { Modulus.modulus.big }

  static func random(_ generator: inout SeededGenerator) -> Self {
    var integer = Integer.zero
    for i in 0..<Integer.limbCount { integer[limb: i] = generator.next() }
    return Self(reducing: Integer(integer.big % p))
  }

  /// The numbers whose sums and differences reach every carry and both ends.
  static var edges: [Self] {
    [0, 1, 2, p - 1, p - 2, p / 2, p / 2 + 1, (p >> 64) << 64, BigUInt(1) << (p.bitWidth - 1)]
      .map { Self(reducing: Integer($0)) }
  }
}

extension Fp2 {
  static func random(_ generator: inout SeededGenerator) -> Self {
    Self(.random(&generator), .random(&generator))
  }
}

extension Fp6 {
  static func random(_ generator: inout SeededGenerator) -> Self {
    Self(.random(&generator), .random(&generator), .random(&generator))
  }
}

extension Fp12 {
  static func random(_ generator: inout SeededGenerator) -> Self {
    Self(.random(&generator), .random(&generator))
  }
}
