/// Fp2[v]/(v³ − ξ): b0 + b1·v + b2·v².
struct Fp6<Curve: PairingCurve>: Field {
  typealias Coefficient = Fp2<Curve>

  var b0, b1, b2: Coefficient

  @inline(__always)
  init(_ b0: Coefficient, _ b1: Coefficient, _ b2: Coefficient) {
    self.b0 = b0
    self.b1 = b1
    self.b2 = b2
  }

  @inline(__always)
  static var zero: Fp6 { Fp6(.zero, .zero, .zero) }
  @inline(__always)
  static var one: Fp6 { Fp6(.one, .zero, .zero) }

  static func + (a: Fp6, b: Fp6) -> Fp6 { Fp6(a.b0 + b.b0, a.b1 + b.b1, a.b2 + b.b2) }
  static func - (a: Fp6, b: Fp6) -> Fp6 { Fp6(a.b0 - b.b0, a.b1 - b.b1, a.b2 - b.b2) }
  static prefix func - (a: Fp6) -> Fp6 { Fp6(-a.b0, -a.b1, -a.b2) }

  /// Karatsuba's six products (Devegili et al., "Multiplication and squaring on pairing-friendly
  /// fields", section 4).
  @inline(never)
  static func * (a: Fp6, b: Fp6) -> Fp6 {
    let p0 = a.b0 * b.b0
    let p1 = a.b1 * b.b1
    let p2 = a.b2 * b.b2
    let p12 = (a.b1 + a.b2) * (b.b1 + b.b2) - p1 - p2
    let p01 = (a.b0 + a.b1) * (b.b0 + b.b1) - p0 - p1
    let p02 = (a.b0 + a.b2) * (b.b0 + b.b2) - p0 - p2
    return Fp6(p0 + p12.timesNonresidue, p01 + p2.timesNonresidue, p02 + p1)
  }

  /// Chung and Hasan's second method: two products, three squares.
  @inline(never)
  func squared() -> Fp6 {
    let s0 = b0.squared()
    let s1 = (b0 * b1).doubled()
    let s2 = (b0 - b1 + b2).squared()
    let s3 = (b1 * b2).doubled()
    let s4 = b2.squared()
    return Fp6(s0 + s3.timesNonresidue, s1 + s4.timesNonresidue, s1 + s2 + s3 - s0 - s4)
  }

  /// The product with v.
  @inline(__always)
  var timesV: Fp6 { Fp6(b2.timesNonresidue, b0, b1) }

  func inverted() -> Fp6 {
    let t0 = b0.squared() - (b1 * b2).timesNonresidue
    let t1 = b2.squared().timesNonresidue - b0 * b1
    let t2 = b1.squared() - b0 * b2
    let norm = b0 * t0 + (b2 * t1 + b1 * t2).timesNonresidue
    let inverse = norm.inverted()
    return Fp6(t0 * inverse, t1 * inverse, t2 * inverse)
  }
}

// Products with elements that lines of the Miller loop have, most of whose coefficients are zero.
extension Fp6 {
  /// The product with an element of Fp2.
  static func * (a: Fp6, c: Coefficient) -> Fp6 { Fp6(a.b0 * c, a.b1 * c, a.b2 * c) }

  /// The product with c·v.
  func timesV(_ c: Coefficient) -> Fp6 { Fp6((b2 * c).timesNonresidue, b0 * c, b1 * c) }

  /// The product with c0 + c1·v.
  @inline(never)
  func times(_ c0: Coefficient, _ c1: Coefficient) -> Fp6 {
    let p0 = b0 * c0
    let p1 = b1 * c1
    let p12 = (b1 + b2) * c1 - p1
    let p01 = (b0 + b1) * (c0 + c1) - p0 - p1
    let p02 = (b0 + b2) * c0 - p0
    return Fp6(p0 + p12.timesNonresidue, p01, p02 + p1)
  }
}
