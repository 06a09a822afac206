extension Word {
  /// DIV: the quotient; 0 for division by zero.
  ///
  /// Not inlined: 64 by 64 bits 3.5 ns with the call, 256 bits by one to four limbs 12, 18, 20 and 15.
  @inline(never)
  public static func divide(_ a: Word, _ b: Word) -> Word {
    if a.fitsInOneLimb && b.fitsInOneLimb { return b.isZero ? .zero : Word(a.l0 / b.l0) }
    return divideLong(a, b).quotient
  }

  /// MOD: the remainder; 0 for division by zero. Costs what ``divide(_:_:)`` does.
  @inline(never)
  public static func remainder(_ a: Word, _ b: Word) -> Word {
    if a.fitsInOneLimb && b.fitsInOneLimb { return b.isZero ? .zero : Word(a.l0 % b.l0) }
    return divideLong(a, b).remainder
  }

  /// Both at once; both 0 for division by zero.
  @inline(never)
  public func quotientAndRemainder(dividingBy divisor: Word) -> (quotient: Word, remainder: Word) {
    Self.divideLong(self, divisor)
  }

  @inline(__always)
  private static func divideLong(_ a: Word, _ b: Word) -> (quotient: Word, remainder: Word) {
    if b.isZero { return (.zero, .zero) }
    return withUnsafeTemporaryAllocation(of: UInt64.self, capacity: 9) { limbs in
      let numerator = limbs.baseAddress.unsafelyUnwrapped
      let quotient = numerator + 5
      a.storeLimbs(to: numerator)
      Word.zero.storeLimbs(to: quotient)
      let remainder = LimbDivision.divide(numerator, count: 4, by: b, quotient: quotient)
      return (Word(quotient[0], quotient[1], quotient[2], quotient[3]), remainder)
    }
  }

  /// Writes the four limbs, least significant first.
  @inline(__always)
  func storeLimbs(to limbs: UnsafeMutablePointer<UInt64>) {
    limbs[0] = l0
    limbs[1] = l1
    limbs[2] = l2
    limbs[3] = l3
  }
}
