extension PrimeField: ExpressibleByIntegerLiteral {
  /// The number that a literal of any size below p writes.
  init(integerLiteral literal: StaticBigInt) {
    self.init(constant: Integer(literal: literal))
  }

  fileprivate init(constant: Integer) {
    precondition(constant.isLess(than: Modulus.modulus), "a constant at least as great as p")
    self.init(reducing: constant)
  }
}

extension PrimeField where Modulus == BLS12381.Modulus {
  /// The number whose upper and lower 192 bits these literals write, so that each fits on a line.
  init(_ upper: StaticBigInt, _ lower: StaticBigInt) {
    let (high, low) = (Word384(literal: upper), Word384(literal: lower))
    self.init(constant: Word384(low.l0, low.l1, low.l2, high.l0, high.l1, high.l2))
  }
}

extension LimbInteger {
  init(literal: StaticBigInt) {
    precondition(
      literal.signum() >= 0 && literal.bitWidth <= Self.bitWidth + 1, "a constant out of range")
    self = .zero
    for i in 0..<Self.limbCount { self[limb: i] = UInt64(literal[i]) }
  }
}
