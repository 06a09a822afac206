/// A point of y² = x³ + b by its coordinates.
struct AffinePoint<Coordinate: Field>: Equatable, Sendable, BitwiseCopyable {
  var x, y: Coordinate
  /// The neutral element, which has no coordinates; both are kept zero.
  var isInfinity: Bool

  @inline(__always)
  init(x: Coordinate, y: Coordinate) {
    self.x = x
    self.y = y
    isInfinity = false
  }

  private init() {
    x = .zero
    y = .zero
    isInfinity = true
  }

  static var infinity: AffinePoint { AffinePoint() }

  /// The point as Ethereum encodes it: coordinates (0, 0), which are on no curve with b ≠ 0, mean
  /// infinity (EIP-196, EIP-2537). Nil if the coordinates are not on the curve.
  init?(encoded x: Coordinate, _ y: Coordinate, b: Coordinate) {
    if x.isZero && y.isZero {
      self.init()
      return
    }
    self.init(x: x, y: y)
    if !isOnCurve(b: b) { return nil }
  }

  /// Whether the point is infinity or fits y² = x³ + b.
  func isOnCurve(b: Coordinate) -> Bool {
    isInfinity || y.squared() == x.squared() * x + b
  }

  static prefix func - (point: AffinePoint) -> AffinePoint {
    var negated = point
    negated.y = -point.y
    return negated
  }
}
