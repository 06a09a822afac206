/// A field in which square roots can be taken and signs told.
protocol SquareRootField: Field {
  func squareRoot() -> Self?
  /// The sign that RFC 9380 calls `sgn0`.
  var isOdd: Bool { get }
}

extension PrimeField: SquareRootField {}
extension Fp2: SquareRootField {}

/// The simplified Shallue–van de Woestijne–Ulas map from a field to a curve y² = x³ + ax + b with
/// ab ≠ 0 (RFC 9380, section 6.6.2).
struct SimplifiedSWU<Coordinate: SquareRootField>: Sendable {
  let a, b: Coordinate
  /// The RFC's Z: not a square, not −1, and with g(b/(Za)) a square.
  let z: Coordinate

  /// A point of the curve.
  func map(_ u: Coordinate) -> (x: Coordinate, y: Coordinate) {
    let t = z * u.squared()
    let divisor = t.squared() + t
    // x1 = (−b/a)·(1 + 1/(t² + t)), or b/(za) where that divides by zero.
    let x1 =
      divisor.isZero
      ? b * (z * a).inverted() : -b * (divisor + .one) * (a * divisor).inverted()
    // Where g(x1) is no square, g(t·x1) = t³·g(x1) is one, for t is none.
    let (x, y) =
      squareRoot(x1).map { (x1, $0) } ?? (t * x1, squareRoot(t * x1) ?? .zero)
    return (x, y.isOdd == u.isOdd ? y : -y)
  }

  /// A root of x³ + ax + b, if there is one.
  private func squareRoot(_ x: Coordinate) -> Coordinate? {
    ((x.squared() + a) * x + b).squareRoot()
  }
}
