extension Word {
  /// ADDMOD: (`a` + `b`) modulo `modulus`, the sum taken without wrapping; 0 for modulus 0. 13 to 25 ns.
  @inline(never)
  public static func addModulo(_ a: Word, _ b: Word, _ modulus: Word) -> Word {
    if modulus.isZero { return .zero }
    // Both terms reduced, as contracts mostly pass them: at most one subtraction is due.
    if a < modulus && b < modulus {
      let (sum, overflow) = a.addingReportingOverflow(b)
      return overflow || sum >= modulus ? sum &- modulus : sum
    }
    let (sum, overflow) = a.addingReportingOverflow(b)
    return withUnsafeTemporaryAllocation(of: UInt64.self, capacity: 11) { limbs in
      let numerator = limbs.baseAddress.unsafelyUnwrapped
      sum.storeLimbs(to: numerator)
      numerator[4] = overflow ? 1 : 0
      return LimbDivision.divide(numerator, count: 5, by: modulus, quotient: numerator + 6)
    }
  }

  /// MULMOD: (`a` · `b`) modulo `modulus`, the product taken in 512 bits; 0 for modulus 0. About 50 ns.
  @inline(never)
  public static func multiplyModulo(_ a: Word, _ b: Word, _ modulus: Word) -> Word {
    if modulus.isZero { return .zero }
    return withUnsafeTemporaryAllocation(of: UInt64.self, capacity: 17) { limbs in
      let product = limbs.baseAddress.unsafelyUnwrapped
      multiplyFull(a, b, into: product)
      return LimbDivision.divide(product, count: 8, by: modulus, quotient: product + 9)
    }
  }

  /// Writes all eight limbs of the product.
  @inline(__always)
  private static func multiplyFull(
    _ a: Word, _ b: Word, into product: UnsafeMutablePointer<UInt64>
  ) {
    Word.zero.storeLimbs(to: product)
    for row in 0..<4 {
      var carry: UInt64 = 0
      for column in 0..<4 {
        let sum =
          UInt128.widening(a.limb(row)) &* UInt128.widening(b.limb(column))
          &+ UInt128.widening(product[row &+ column]) &+ UInt128.widening(carry)
        product[row &+ column] = sum._low
        carry = sum._high
      }
      product[row &+ 4] = carry
    }
  }
}
