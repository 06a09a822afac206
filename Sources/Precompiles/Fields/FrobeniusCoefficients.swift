/// What a curve's Frobenius maps multiply by. All follows from p and ξ; about 100 µs to compute, once.
struct FrobeniusCoefficients<Curve: PairingCurve>: Sendable {
  /// ξ^(i·(p−1)/6): the p-th power of wⁱ is this times wⁱ.
  let powers: (Fp2<Curve>, Fp2<Curve>, Fp2<Curve>, Fp2<Curve>, Fp2<Curve>)
  /// By what the twist's endomorphism multiplies conjugated coordinates.
  let twistX, twistY: Fp2<Curve>
  /// 1/2 in Fp
  let half: PrimeField<Curve.Modulus>

  init() {
    let one = Fp2<Curve>.one
    let g1 = one.timesNonresidue.power(Curve.Modulus.modulus.divided(by: 6))
    let g2 = g1.squared()
    let g3 = g2 * g1
    powers = (g1, g2, g3, g2.squared(), g2 * g3)
    switch Curve.twist {
    case .divided: (twistX, twistY) = (g2, g3)
    case .multiplied: (twistX, twistY) = (g2.inverted(), g3.inverted())
    }
    half = PrimeField(2).inverted()
  }
}

extension Fp12 {
  /// The p-th power: coefficients are conjugated and powers of w multiplied as
  /// ``FrobeniusCoefficients`` says.
  @inline(never)
  func frobenius() -> Fp12 {
    let powers = Curve.frobenius.powers
    return Fp12(
      Fp6(c0.b0.conjugate, c0.b1.conjugate * powers.1, c0.b2.conjugate * powers.3),
      Fp6(c1.b0.conjugate * powers.0, c1.b1.conjugate * powers.2, c1.b2.conjugate * powers.4))
  }
}
