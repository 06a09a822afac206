/// A point of y² = x³ + b as (x/z², y/z³), so that adding takes no inversion; z = 0 is infinity.
///
/// Formulas: Bernstein and Lange, Explicit-Formulas Database, short Weierstrass curves with a = 0.
/// Every case is handled: either point infinity, both equal, one the other's negative.
struct JacobianPoint<Coordinate: Field>: Sendable, BitwiseCopyable {
  var x, y, z: Coordinate

  @inline(__always)
  init(x: Coordinate, y: Coordinate, z: Coordinate) {
    self.x = x
    self.y = y
    self.z = z
  }

  init(_ point: AffinePoint<Coordinate>) {
    if point.isInfinity {
      self = .infinity
    } else {
      self.init(x: point.x, y: point.y, z: .one)
    }
  }

  static var infinity: JacobianPoint { JacobianPoint(x: .one, y: .one, z: .zero) }

  @inline(__always)
  var isInfinity: Bool { z.isZero }

  /// The coordinates: one inversion.
  var affine: AffinePoint<Coordinate> {
    if isInfinity { return .infinity }
    let inverse = z.inverted()
    let square = inverse.squared()
    return AffinePoint(x: x * square, y: y * (square * inverse))
  }

  static prefix func - (point: JacobianPoint) -> JacobianPoint {
    JacobianPoint(x: point.x, y: -point.y, z: point.z)
  }

  /// Whether both are the same point, without inversions.
  static func == (a: JacobianPoint, b: JacobianPoint) -> Bool {
    if a.isInfinity || b.isInfinity { return a.isInfinity && b.isInfinity }
    let (aa, bb) = (a.z.squared(), b.z.squared())
    return a.x * bb == b.x * aa && a.y * (bb * b.z) == b.y * (aa * a.z)
  }
}

extension JacobianPoint {
  /// `dbl-2009-l`: two products, five squares. Infinity stays infinity, as z stays zero; no point has
  /// y = 0, for neither curve nor twist has points of order two.
  @inline(never)
  func doubled() -> JacobianPoint {
    let a = x.squared()
    let b = y.squared()
    let c = b.squared()
    let d = ((x + b).squared() - a - c).doubled()
    let e = a.tripled()
    let x3 = e.squared() - d.doubled()
    let y3 = e * (d - x3) - c.doubled().doubled().doubled()
    return JacobianPoint(x: x3, y: y3, z: (y * z).doubled())
  }

  /// `add-2007-bl`: eleven products, five squares.
  @inline(never)
  static func + (a: JacobianPoint, b: JacobianPoint) -> JacobianPoint {
    if a.isInfinity { return b }
    if b.isInfinity { return a }
    let aa = a.z.squared()
    let bb = b.z.squared()
    let u1 = a.x * bb
    let s1 = a.y * (b.z * bb)
    let h = b.x * aa - u1
    let r = (b.y * (a.z * aa) - s1).doubled()
    if h.isZero { return r.isZero ? a.doubled() : .infinity }
    let i = h.doubled().squared()
    let j = h * i
    let v = u1 * i
    let x3 = r.squared() - j - v.doubled()
    let y3 = r * (v - x3) - (s1 * j).doubled()
    return JacobianPoint(x: x3, y: y3, z: ((a.z + b.z).squared() - aa - bb) * h)
  }

  /// `madd-2007-bl`, for a second point with z = 1: seven products, four squares.
  @inline(never)
  static func + (a: JacobianPoint, b: AffinePoint<Coordinate>) -> JacobianPoint {
    if b.isInfinity { return a }
    if a.isInfinity { return JacobianPoint(b) }
    let aa = a.z.squared()
    let h = b.x * aa - a.x
    let r = (b.y * (a.z * aa) - a.y).doubled()
    if h.isZero { return r.isZero ? a.doubled() : .infinity }
    let hh = h.squared()
    let i = hh.doubled().doubled()
    let j = h * i
    let v = a.x * i
    let x3 = r.squared() - j - v.doubled()
    let y3 = r * (v - x3) - (a.y * j).doubled()
    return JacobianPoint(x: x3, y: y3, z: (a.z + h).squared() - aa - hh)
  }
}
