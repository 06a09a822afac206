extension BN254 {
  /// 6u + 2
  static let loopDigits = SignedDigits(6 * 4_965_661_367_192_848_881 + 2)

  /// Two more lines, through ψ(q) and −ψ²(q).
  static func finishMillerLoop(
    _ f: Fp12<BN254>, _ pairs: UnsafeMutableBufferPointer<MillerPair<BN254>>
  ) -> Fp12<BN254> {
    var product = f
    for i in pairs.indices {
      let first = pairs[i].q.endomorphism()
      product.multiply(by: pairs[i].add(first))
      product.multiply(by: pairs[i].add(-first.endomorphism()))
    }
    return product
  }

  /// f to the power of 2u(6u² + 3u + 1)·(p⁴ − p² + 1)/r, which is a + bp + cp² + dp³ with
  /// a = 1 + 6u + 12u² + 12u³, b = 4u + 6u² + 12u³, c = 6u + 6u² + 12u³, d = b − 1
  /// (Fuentes-Castañeda, Knapp, Rodríguez-Henríquez 2011).
  static func hardPart(_ f: Fp12<BN254>) -> Fp12<BN254> {
    let f2u = f.cyclotomicPower(parameter).cyclotomicSquared()
    let f6u = f2u.cyclotomicSquared() * f2u
    let f6uu = f6u.cyclotomicPower(parameter)
    let f12uuu = f6uu.cyclotomicSquared().cyclotomicPower(parameter)
    let c = f12uuu * f6uu * f6u
    let b = c * f2u.conjugate
    let a = c * f6uu * f
    let d = b * f.conjugate
    // a·(b·(c·dᵖ)ᵖ)ᵖ
    let cd = c * d.frobenius()
    let bcd = b * cd.frobenius()
    return a * bcd.frobenius()
  }
}
