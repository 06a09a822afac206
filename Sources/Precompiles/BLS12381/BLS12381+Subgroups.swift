extension BLS12381 {
  /// A cube root of one, so that φ(x, y) = (βx, y) is an endomorphism of E. Of the two, the one with
  /// which φ multiplies by −x² on G1.
  static let beta = Fp(
    0x5f19672f_df76ce51_ba69c607_6a0f77ea, 0xddb3a93b_e6f89688_de17d813_620a0002_2e01ffff_fffefffe)

  /// Whether a point of E has order r: φ(P) = −[x²]P (Scott, "A note on group membership tests", 2021).
  ///
  /// As φ² + φ + 1 = 0, a point that fulfils this is killed by x⁴ − x² + 1, which is r.
  static func isInSubgroup(_ p: G1) -> Bool {
    if p.isInfinity { return true }
    let image = AffinePoint(x: p.x * beta, y: p.y)
    return -p.multiplied(by: parameter).multiplied(by: parameter) == JacobianPoint(image)
  }

  /// Whether a point of the twist has order r: ψ(Q) = [x]Q (Scott 2021).
  ///
  /// As ψ² − tψ + p = 0 and t = x + 1, a point that fulfils this is killed by p − x, whose greatest
  /// common divisor with the twist's order is r (a test computes it).
  static func isInSubgroup(_ q: G2) -> Bool {
    if q.isInfinity { return true }
    return -q.multiplied(by: parameter) == JacobianPoint(q.endomorphism())
  }

  /// Maps any point of E into G1: [1 − x]P (Wahby and Boneh 2019, section 5; `h_eff` of RFC 9380, 8.8.1).
  static func clearCofactor(_ p: G1) -> JacobianPoint<Fp> { p.multiplied(by: parameter) + p }

  /// Maps any point of the twist into G2: [x² − x − 1]Q + [x − 1]ψ(Q) + ψ²(2Q) (Budroni and Pintore 2017;
  /// the same as `h_eff` of RFC 9380, 8.8.2).
  static func clearCofactor(_ q: G2) -> JacobianPoint<Fp2<BLS12381>> {
    let xQ = -q.multiplied(by: parameter)
    let image = q.endomorphism()
    // x(xQ + ψ(Q)) = x²Q + xψ(Q)
    let high = -(xQ + image).multiplied(by: parameter)
    let low = -(xQ + q + image)
    return high + low + JacobianPoint(q).doubled().endomorphism().endomorphism()
  }
}
