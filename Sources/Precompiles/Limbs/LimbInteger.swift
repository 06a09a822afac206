/// An unsigned integer of a fixed number of 64-bit limbs: what a prime field computes with.
///
/// Operations wrap like the standard library's `&+`. Carries are widened through `UInt128`, which
/// compiles to `add`/`adc`, where Bool carries would become branches.
protocol LimbInteger: Equatable, Sendable, BitwiseCopyable {
  static var limbCount: Int { get }
  static var zero: Self { get }

  init(_ value: UInt64)

  /// Limb `index`, least significant first.
  subscript(limb index: Int) -> UInt64 { get set }

  static func &+ (a: Self, b: Self) -> Self
  static func & (a: Self, mask: UInt64) -> Self

  /// The difference, and a mask of all ones if it passed below zero, else zero.
  func subtracting(_ other: Self) -> (difference: Self, borrow: UInt64)

  /// a·b·2^(−64·`limbCount`) modulo `modulus`, plus perhaps once the modulus.
  ///
  /// Operand scanning with the reduction interleaved (CIOS; Koç, Acar, Kaliski 1996). As the highest
  /// bit of the modulus is zero, no row overflows its highest limb, so that row sums need no extra limb.
  /// - Parameter inverse: −1/`modulus` modulo 2⁶⁴.
  static func montgomeryProduct(_ a: Self, _ b: Self, modulus: Self, inverse: UInt64) -> Self
}

@inline(__always)
func widen(_ value: UInt64) -> UInt128 { UInt128(truncatingIfNeeded: value) }

/// x·y + c + d, which fits in two limbs whatever the operands are.
@inline(__always)
func multiplyAdd(
  _ x: UInt64, _ y: UInt64, _ c: UInt64, _ d: UInt64 = 0
) -> (low: UInt64, high: UInt64) {
  let sum = widen(x) &* widen(y) &+ widen(c) &+ widen(d)
  return (sum._low, sum._high)
}

/// a − b − borrow, where `borrow` is zero or all ones; so is the borrow that comes out.
@inline(__always)
func subtract(
  _ a: UInt64, _ b: UInt64, borrow: UInt64
) -> (difference: UInt64, borrow: UInt64) {
  let difference = widen(a) &- widen(b) &- widen(borrow & 1)
  return (difference._low, difference._high)
}

extension LimbInteger {
  static var bitWidth: Int { limbCount * 64 }
  static var byteCount: Int { limbCount * 8 }

  /// The number that `byteCount` bytes are, most significant first.
  @inline(__always)
  init(bigEndian bytes: UnsafeRawPointer) {
    self = .zero
    for i in 0..<Self.limbCount {
      self[limb: Self.limbCount - 1 - i] = UInt64(
        bigEndian: bytes.loadUnaligned(fromByteOffset: 8 * i, as: UInt64.self))
    }
  }

  /// Writes `byteCount` bytes, most significant first.
  @inline(__always)
  func storeBigEndian(to bytes: UnsafeMutableRawPointer) {
    for i in 0..<Self.limbCount {
      bytes.storeBytes(
        of: self[limb: Self.limbCount - 1 - i].bigEndian, toByteOffset: 8 * i, as: UInt64.self)
    }
  }

  @inline(__always)
  func isLess(than other: Self) -> Bool { subtracting(other).borrow != 0 }

  @inline(__always)
  func bit(_ index: Int) -> Bool { self[limb: index >> 6] >> UInt64(index & 63) & 1 != 0 }

  /// Bits `index` to `index + count − 1` as a number; those beyond the top are zero.
  @inline(__always)
  func bits(from index: Int, count: Int) -> UInt64 {
    let limb = index >> 6
    let shift = UInt64(index & 63)
    if limb >= Self.limbCount { return 0 }
    var bits = self[limb: limb] >> shift
    if shift != 0 && limb + 1 < Self.limbCount { bits |= self[limb: limb + 1] << (64 - shift) }
    return bits & (1 << UInt64(count) &- 1)
  }

  /// How many bits the number needs; zero needs none.
  var significantBits: Int {
    for i in (0..<Self.limbCount).reversed() where self[limb: i] != 0 {
      return 64 * (i + 1) - self[limb: i].leadingZeroBitCount
    }
    return 0
  }

  /// The quotient by a number that is not zero, rounded down.
  func divided(by divisor: UInt64) -> Self {
    var quotient = self
    var remainder: UInt64 = 0
    for i in (0..<Self.limbCount).reversed() {
      (quotient[limb: i], remainder) = divisor.dividingFullWidth((remainder, self[limb: i]))
    }
    return quotient
  }
}
