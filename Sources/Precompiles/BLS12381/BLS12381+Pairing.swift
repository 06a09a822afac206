extension BLS12381 {
  static var loopDigits: SignedDigits { parameter }

  /// As x is negative, the Miller function of −x is inverted; conjugating does, up to what the final
  /// exponentiation removes.
  static func finishMillerLoop(
    _ f: Fp12<BLS12381>, _ pairs: UnsafeMutableBufferPointer<MillerPair<BLS12381>>
  ) -> Fp12<BLS12381> { f.conjugate }

  /// f to the power of 3(p⁴ − p² + 1)/r = (x − 1)²(x + p)(x² + p² − 1) + 3
  /// (Hayashida, Hayasaka, Teruya 2020).
  static func hardPart(_ f: Fp12<BLS12381>) -> Fp12<BLS12381> {
    let a = powerLessItself(powerLessItself(f))
    let b = power(a) * a.frobenius()
    let c = power(power(b)) * b.frobenius().frobenius() * b.conjugate
    return c * f.cyclotomicSquared() * f
  }

  /// fˣ, in the cyclotomic subgroup.
  private static func power(_ f: Fp12<BLS12381>) -> Fp12<BLS12381> {
    f.cyclotomicPower(parameter).conjugate
  }

  /// f^(x−1), in the cyclotomic subgroup.
  private static func powerLessItself(_ f: Fp12<BLS12381>) -> Fp12<BLS12381> {
    (f.cyclotomicPower(parameter) * f).conjugate
  }
}
