// ψ: from the twist to E, the p-th power of the coordinates, and back. It fits ψ² − tψ + p = 0, t the
// trace, and on the subgroup of order r multiplies by p (Galbraith and Scott 2008).

extension AffinePoint {
  /// ψ of this point of the twist.
  func endomorphism<Curve>() -> AffinePoint where Coordinate == Fp2<Curve> {
    if isInfinity { return self }
    let coefficients = Curve.frobenius
    return AffinePoint(
      x: x.conjugate * coefficients.twistX, y: y.conjugate * coefficients.twistY)
  }
}

extension JacobianPoint {
  /// ψ of this point of the twist.
  func endomorphism<Curve>() -> JacobianPoint where Coordinate == Fp2<Curve> {
    let coefficients = Curve.frobenius
    return JacobianPoint(
      x: x.conjugate * coefficients.twistX, y: y.conjugate * coefficients.twistY,
      z: z.conjugate)
  }
}
