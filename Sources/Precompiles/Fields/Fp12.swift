/// Fp6[w]/(w² − v): c0 + c1·w. The pairing's values are here.
struct Fp12<Curve: PairingCurve>: Field {
  var c0, c1: Fp6<Curve>

  @inline(__always)
  init(_ c0: Fp6<Curve>, _ c1: Fp6<Curve>) {
    self.c0 = c0
    self.c1 = c1
  }

  @inline(__always)
  static var zero: Fp12 { Fp12(.zero, .zero) }
  @inline(__always)
  static var one: Fp12 { Fp12(.one, .zero) }

  static func + (a: Fp12, b: Fp12) -> Fp12 { Fp12(a.c0 + b.c0, a.c1 + b.c1) }
  static func - (a: Fp12, b: Fp12) -> Fp12 { Fp12(a.c0 - b.c0, a.c1 - b.c1) }
  static prefix func - (a: Fp12) -> Fp12 { Fp12(-a.c0, -a.c1) }

  @inline(never)
  static func * (a: Fp12, b: Fp12) -> Fp12 {
    let low = a.c0 * b.c0
    let high = a.c1 * b.c1
    return Fp12(low + high.timesV, (a.c0 + a.c1) * (b.c0 + b.c1) - low - high)
  }

  /// The complex method: two products of Fp6.
  @inline(never)
  func squared() -> Fp12 {
    let product = c0 * c1
    let both = (c0 + c1) * (c0 + c1.timesV)
    return Fp12(both - product - product.timesV, product.doubled())
  }

  func inverted() -> Fp12 {
    let inverse = (c0.squared() - c1.squared().timesV).inverted()
    return Fp12(c0 * inverse, -(c1 * inverse))
  }

  /// The p⁶-th power, which in the cyclotomic subgroup is the inverse.
  var conjugate: Fp12 { Fp12(c0, -c1) }
}
