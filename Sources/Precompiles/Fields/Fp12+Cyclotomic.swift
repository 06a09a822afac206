// The cyclotomic subgroup: elements whose order divides p⁴ − p² + 1, as all are after the easy part of
// the final exponentiation. Inverting there is conjugating, and squaring is cheaper.
extension Fp12 {
  /// The square of an element of the cyclotomic subgroup: nine squares of Fp2 (Granger and Scott,
  /// "Faster squaring in the cyclotomic subgroup of sixth degree extensions", 2010).
  @inline(never)
  func cyclotomicSquared() -> Fp12 {
    // With s = w³, three elements a + b·s of Fp4 = Fp2[s]/(s² − ξ), each squared.
    let (t0, t1) = Self.fp4Squared(c0.b0, c1.b1)
    let (t2, t3) = Self.fp4Squared(c1.b0, c0.b2)
    let (t4, t5) = Self.fp4Squared(c0.b1, c1.b2)
    return Fp12(
      Fp6(
        (t0 - c0.b0).doubled() + t0, (t2 - c0.b1).doubled() + t2, (t4 - c0.b2).doubled() + t4),
      Fp6(
        (t5.timesNonresidue + c1.b0).doubled() + t5.timesNonresidue, (t1 + c1.b1).doubled() + t1,
        (t3 + c1.b2).doubled() + t3))
  }

  /// (a + b·s)² = a² + ξ·b² + 2ab·s
  @inline(__always)
  private static func fp4Squared(
    _ a: Fp2<Curve>, _ b: Fp2<Curve>
  ) -> (Fp2<Curve>, Fp2<Curve>) {
    let aSquared = a.squared()
    let bSquared = b.squared()
    return (aSquared + bSquared.timesNonresidue, (a + b).squared() - aSquared - bSquared)
  }

  /// An element of the cyclotomic subgroup to a power.
  @inline(never)
  func cyclotomicPower(_ digits: SignedDigits) -> Fp12 {
    let inverse = conjugate
    var result = self
    for i in (0..<digits.count - 1).reversed() {
      result = result.cyclotomicSquared()
      switch digits[i] {
      case 1: result = result * self
      case -1: result = result * inverse
      default: break
      }
    }
    return result
  }
}
