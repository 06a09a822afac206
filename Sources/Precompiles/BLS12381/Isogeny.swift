/// A rational map between curves: x ↦ xNumerator(x)/xDenominator(x), y ↦ y·yNumerator(x)/yDenominator(x),
/// polynomials by their coefficients in ascending order of degree.
struct Isogeny<Coordinate: Field>: Sendable {
  let xNumerator, xDenominator, yNumerator, yDenominator: [Coordinate]

  /// The image of a point, by one inversion; infinity where a
  /// denominator is zero (RFC 9380, section 6.6.3).
  func image(x: Coordinate, y: Coordinate) -> AffinePoint<Coordinate> {
    let xDivisor = Self.value(xDenominator, at: x)
    let yDivisor = Self.value(yDenominator, at: x)
    let inverse = (xDivisor * yDivisor).inverted()
    if inverse.isZero { return .infinity }
    return AffinePoint(
      x: Self.value(xNumerator, at: x) * yDivisor * inverse,
      y: y * Self.value(yNumerator, at: x) * xDivisor * inverse)
  }

  /// Horner's rule.
  private static func value(_ coefficients: [Coordinate], at x: Coordinate) -> Coordinate {
    coefficients.reversed().reduce(.zero) { $0 * x + $1 }
  }
}
