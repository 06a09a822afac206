extension Word384 {
  @inline(__always)
  static func montgomeryProduct(
    _ a: Word384, _ b: Word384, modulus: Word384, inverse: UInt64
  ) -> Word384 {
    var sum = Word384.zero
    sum.addRow(a, b.l0, modulus, inverse)
    sum.addRow(a, b.l1, modulus, inverse)
    sum.addRow(a, b.l2, modulus, inverse)
    sum.addRow(a, b.l3, modulus, inverse)
    sum.addRow(a, b.l4, modulus, inverse)
    sum.addRow(a, b.l5, modulus, inverse)
    return sum
  }

  /// (self + a·x + m·p)/2⁶⁴, with the m that makes it divisible.
  @inline(__always)
  private mutating func addRow(_ a: Word384, _ x: UInt64, _ p: Word384, _ inverse: UInt64) {
    var (low, high) = multiplyAdd(a.l0, x, l0)
    let m = low &* inverse
    var carry = multiplyAdd(m, p.l0, low).high
    (low, high) = multiplyAdd(a.l1, x, l1, high)
    (l0, carry) = multiplyAdd(m, p.l1, low, carry)
    (low, high) = multiplyAdd(a.l2, x, l2, high)
    (l1, carry) = multiplyAdd(m, p.l2, low, carry)
    (low, high) = multiplyAdd(a.l3, x, l3, high)
    (l2, carry) = multiplyAdd(m, p.l3, low, carry)
    (low, high) = multiplyAdd(a.l4, x, l4, high)
    (l3, carry) = multiplyAdd(m, p.l4, low, carry)
    (low, high) = multiplyAdd(a.l5, x, l5, high)
    (l4, carry) = multiplyAdd(m, p.l5, low, carry)
    l5 = high &+ carry
  }
}
