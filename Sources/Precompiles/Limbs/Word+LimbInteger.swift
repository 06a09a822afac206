import Primitives

/// The integers under bn254's fields.
extension Word: LimbInteger {
  static var limbCount: Int { 4 }

  subscript(limb index: Int) -> UInt64 {
    @inline(__always)
    get {
      switch index {
      case 0: l0
      case 1: l1
      case 2: l2
      default: l3
      }
    }
    @inline(__always)
    set {
      switch index {
      case 0: l0 = newValue
      case 1: l1 = newValue
      case 2: l2 = newValue
      default: l3 = newValue
      }
    }
  }

  @inline(__always)
  static func & (a: Word, mask: UInt64) -> Word {
    Word(a.l0 & mask, a.l1 & mask, a.l2 & mask, a.l3 & mask)
  }

  @inline(__always)
  func subtracting(_ other: Word) -> (difference: Word, borrow: UInt64) {
    let (d0, b0) = subtract(l0, other.l0, borrow: 0)
    let (d1, b1) = subtract(l1, other.l1, borrow: b0)
    let (d2, b2) = subtract(l2, other.l2, borrow: b1)
    let (d3, b3) = subtract(l3, other.l3, borrow: b2)
    return (Word(d0, d1, d2, d3), b3)
  }

  @inline(__always)
  static func montgomeryProduct(
    _ a: Word, _ b: Word, modulus: Word, inverse: UInt64
  ) -> Word {
    var sum = Word.zero
    sum.addRow(a, b.l0, modulus, inverse)
    sum.addRow(a, b.l1, modulus, inverse)
    sum.addRow(a, b.l2, modulus, inverse)
    sum.addRow(a, b.l3, modulus, inverse)
    return sum
  }

  /// (self + a·x + m·p)/2⁶⁴, with the m that makes it divisible.
  @inline(__always)
  private mutating func addRow(_ a: Word, _ x: UInt64, _ p: Word, _ inverse: UInt64) {
    var (low, high) = multiplyAdd(a.l0, x, l0)
    let m = low &* inverse
    var carry = multiplyAdd(m, p.l0, low).high
    (low, high) = multiplyAdd(a.l1, x, l1, high)
    (l0, carry) = multiplyAdd(m, p.l1, low, carry)
    (low, high) = multiplyAdd(a.l2, x, l2, high)
    (l1, carry) = multiplyAdd(m, p.l2, low, carry)
    (low, high) = multiplyAdd(a.l3, x, l3, high)
    (l2, carry) = multiplyAdd(m, p.l3, low, carry)
    l3 = high &+ carry
  }
}
