/// Fp[u]/(u² + 1): c0 + c1·u.
struct Fp2<Curve: PairingCurve>: Field {
  typealias Base = PrimeField<Curve.Modulus>

  var c0, c1: Base

  @inline(__always)
  init(_ c0: Base, _ c1: Base) {
    self.c0 = c0
    self.c1 = c1
  }

  @inline(__always)
  static var zero: Fp2 { Fp2(.zero, .zero) }
  @inline(__always)
  static var one: Fp2 { Fp2(.one, .zero) }

  @inline(__always)
  static func + (a: Fp2, b: Fp2) -> Fp2 { Fp2(a.c0 + b.c0, a.c1 + b.c1) }

  @inline(__always)
  static func - (a: Fp2, b: Fp2) -> Fp2 { Fp2(a.c0 - b.c0, a.c1 - b.c1) }

  @inline(__always)
  static prefix func - (a: Fp2) -> Fp2 { Fp2(-a.c0, -a.c1) }

  /// Karatsuba's three products.
  @inline(never)
  static func * (a: Fp2, b: Fp2) -> Fp2 {
    let low = a.c0 * b.c0
    let high = a.c1 * b.c1
    return Fp2(low - high, (a.c0 + a.c1) * (b.c0 + b.c1) - low - high)
  }

  /// (c0 + c1)(c0 − c1) + 2·c0·c1·u
  @inline(never)
  func squared() -> Fp2 {
    let product = c0 * c1
    return Fp2((c0 + c1) * (c0 - c1), product.doubled())
  }

  /// The product with an element of Fp.
  @inline(never)
  static func * (a: Fp2, b: Base) -> Fp2 { Fp2(a.c0 * b, a.c1 * b) }

  /// c0 − c1·u, which is the p-th power.
  @inline(__always)
  var conjugate: Fp2 { Fp2(c0, -c1) }

  /// c0² + c1²: the product with the conjugate, in Fp.
  @inline(__always)
  var norm: Base { c0.squared() + c1.squared() }

  func inverted() -> Fp2 { conjugate * norm.inverted() }

  @inline(__always)
  var timesNonresidue: Fp2 { Curve.timesNonresidue(self) }
}

extension Fp2 {
  /// A square root, or nil if there is none.
  ///
  /// The complex method (Adj and Rodríguez-Henríquez, "Square root computation over even extension
  /// fields", algorithm 8): an element is a square just when its norm n is one in Fp, and with
  /// x² = (c0 ± √n)/2, whichever is a square, the root is x + c1/(2x)·u.
  func squareRoot() -> Fp2? {
    if c1.isZero {
      // Just one of c0 and −c0 is a square, as −1 is not: (x·u)² = −x².
      if let root = c0.squareRoot() { return Fp2(root, .zero) }
      return (-c0).squareRoot().map { Fp2(.zero, $0) }
    }
    guard let s = norm.squareRoot() else { return nil }
    let half = Curve.frobenius.half
    guard let x = ((c0 + s) * half).squareRoot() ?? ((c0 - s) * half).squareRoot() else {
      return nil
    }
    return Fp2(x, c1 * half * x.inverted())
  }

  /// The sign that RFC 9380 calls `sgn0`: the parity of the first coefficient that is not zero.
  var isOdd: Bool { c0.isZero ? c1.isOdd : c0.isOdd }
}
