/// A 256-bit unsigned integer: the EVM's machine word.
///
/// Four 64-bit limbs, least significant first. Operators with an ampersand wrap modulo 2²⁵⁶, as the
/// yellow paper defines EVM arithmetic. Everything the interpreter uses is inlinable, because a call
/// across modules costs more than the operation (in the prototype 2.33 ns against 1.29).
public struct Word: Sendable, BitwiseCopyable {
  /// Limb *i* weighs 2^(64·*i*).
  public var l0, l1, l2, l3: UInt64

  /// The word of these limbs, least significant first.
  @inlinable @inline(__always)
  public init(_ l0: UInt64, _ l1: UInt64, _ l2: UInt64, _ l3: UInt64) {
    self.l0 = l0
    self.l1 = l1
    self.l2 = l2
    self.l3 = l3
  }

  /// The word that holds `value` in its lowest limb.
  @inlinable @inline(__always)
  public init(_ value: UInt64) { self.init(value, 0, 0, 0) }

  /// The word that holds `value` in its two lowest limbs.
  @inlinable @inline(__always)
  public init(low value: UInt128) {
    self.init(
      UInt64(truncatingIfNeeded: value), UInt64(truncatingIfNeeded: value &>> 64), 0, 0)
  }

  /// The word 1 for true and 0 for false, as EVM comparisons push it.
  @inlinable @inline(__always)
  public init(_ value: Bool) { self.init(value ? 1 : 0, 0, 0, 0) }

  // Computed, because a stored static is initialised lazily: a call and a check at every use.
  @inlinable @inline(__always)
  public static var zero: Word { Word(0) }
  /// The number 1.
  @inlinable @inline(__always)
  public static var one: Word { Word(1) }
  /// The largest number: 2²⁵⁶ − 1.
  @inlinable @inline(__always)
  public static var max: Word { Word(.max, .max, .max, .max) }

  /// Whether no bit is set.
  @inlinable @inline(__always)
  public var isZero: Bool { (l0 | l1 | l2 | l3) == 0 }

  /// Whether the value is below 2⁶⁴, so that `l0` is all of it.
  @inlinable @inline(__always)
  public var fitsInOneLimb: Bool { (l1 | l2 | l3) == 0 }
}

extension UInt128 {
  /// The word's number, if it is less than 2¹²⁸.
  @inlinable @inline(__always)
  public init?(exactly word: Word) {
    if word.l2 | word.l3 != 0 { return nil }
    self = UInt128(word.l1) &<< 64 | UInt128(word.l0)
  }
}

extension Word: Equatable, Hashable {
  /// Without branches: differences are collected.
  @inlinable @inline(__always)
  public static func == (a: Word, b: Word) -> Bool {
    ((a.l0 ^ b.l0) | (a.l1 ^ b.l1) | (a.l2 ^ b.l2) | (a.l3 ^ b.l3)) == 0
  }
}

extension Word: Comparable {
  /// As unsigned numbers.
  @inlinable @inline(__always)
  public static func < (a: Word, b: Word) -> Bool {
    a.high < b.high || (a.high == b.high && a.low < b.low)
  }
}

extension Word: ExpressibleByIntegerLiteral {
  /// Literals of up to 64 bits.
  @inlinable @inline(__always)
  public init(integerLiteral value: UInt64) { self.init(value) }
}

extension Word {
  /// The lower and upper 128 bits.
  @inlinable @inline(__always)
  var low: UInt128 { UInt128(_low: l0, _high: l1) }
  @inlinable @inline(__always)
  var high: UInt128 { UInt128(_low: l2, _high: l3) }
}
