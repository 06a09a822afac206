/// A line through two points of E that come from the twist, evaluated at a point of G1, up to a factor
/// in a proper subfield of Fp12, which the final exponentiation removes.
///
/// Of its six coefficients three are not zero: one independent of the point's coordinates, and one times
/// each coordinate. `Fp12.multiply(by:)` says where they stand.
struct Line<Curve: PairingCurve> {
  var constant, x, y: Fp2<Curve>
}

/// One pair of a product of pairings, as the Miller loop goes over it.
///
/// The formulas work on the twist in homogeneous coordinates (x/z, y/z): Costello, Lange, Naehrig,
/// "Faster pairing computations on curves with high-degree twists", section 5, with the curve equation
/// as Aranha et al. 2011 use it.
struct MillerPair<Curve: PairingCurve>: BitwiseCopyable {
  /// The point of G1 at which lines are evaluated.
  let p: AffinePoint<PrimeField<Curve.Modulus>>
  /// The point of G2.
  let q: AffinePoint<Fp2<Curve>>
  /// The multiple of q that the loop has reached.
  private(set) var x, y, z: Fp2<Curve>

  /// Neither point may be infinity.
  init(_ p: AffinePoint<PrimeField<Curve.Modulus>>, _ q: AffinePoint<Fp2<Curve>>) {
    self.p = p
    self.q = q
    x = q.x
    y = q.y
    z = .one
  }

  /// Doubles the multiple t of q, and gives the tangent at t, at p.
  ///
  /// The tangent is −2YZ·y_p + 3X²·x_p·w + (3b'Z² − Y²)·w³ on a divided twist; on a multiplied one it has
  /// the same coefficients at w³, w² and 1.
  @inline(never)
  mutating func double() -> Line<Curve> {
    let half = Curve.frobenius.half
    let a = x * y * half
    let b = y.squared()
    let c = z.squared()
    let e = Curve.twistB * c.tripled()
    let f = e.tripled()
    let g = (b + f) * half
    let h = (y + z).squared() - (b + c)
    let xSquared = x.squared()
    let eSquared = e.squared()
    x = a * (b - f)
    y = g.squared() - eSquared.tripled()
    z = b * h
    return Line(constant: e - b, x: xSquared.tripled() * p.x, y: -(h * p.y))
  }

  /// Adds `q`, not plus or minus the multiple t, to t, and gives the line through both, at p:
  /// λ·y_p − θ·x_p·w + (θ·x_q − λ·y_q)·w³, with θ/λ the slope.
  @inline(never)
  mutating func add(_ q: AffinePoint<Fp2<Curve>>) -> Line<Curve> {
    let theta = y - q.y * z
    let lambda = x - q.x * z
    let c = theta.squared()
    let d = lambda.squared()
    let e = lambda * d
    let f = z * c
    let g = x * d
    let h = e + f - g.doubled()
    x = lambda * h
    y = theta * (g - h) - e * y
    z = z * e
    return Line(constant: theta * q.x - lambda * q.y, x: -(theta * p.x), y: lambda * p.y)
  }
}

extension Fp12 {
  /// Multiplies by a line.
  @inline(never)
  mutating func multiply(by line: Line<Curve>) {
    switch Curve.twist {
    case .divided:
      // y + x·w + constant·w³, and w³ = v·w
      let low = c0 * line.y
      let high = c1.times(line.x, line.constant)
      c1 = (c0 + c1).times(line.y + line.x, line.constant) - low - high
      c0 = low + high.timesV
    case .multiplied:
      // constant + x·w² + y·w³
      let low = c0.times(line.constant, line.x)
      let high = c1.timesV(line.y)
      c1 = (c0 + c1).times(line.constant, line.x + line.y) - low - high
      c0 = low + high.timesV
    }
  }
}
