import BigInt
import Testing

@testable import Precompiles

/// The towers of both curves, by the same properties.
struct TowerTests {
  @Test func ringsOfBN254() { checkRings(BN254.self) }
  @Test func ringsOfBLS12381() { checkRings(BLS12381.self) }

  private func checkRings<Curve: PairingCurve>(_: Curve.Type) {
    var generator = SeededGenerator(state: 11)
    for _ in 0..<20 {
      checkRing(
        Fp2<Curve>.random(&generator), .random(&generator), .random(&generator))
      checkRing(
        Fp6<Curve>.random(&generator), .random(&generator), .random(&generator))
      checkRing(
        Fp12<Curve>.random(&generator), .random(&generator), .random(&generator))
    }
  }

  private func checkRing<F: Field>(_ a: F, _ b: F, _ c: F) {
    #expect(a * b == b * a)
    #expect(a * b * c == a * (b * c))
    #expect(a * (b + c) == a * b + a * c)
    #expect(a - b + b == a)
    #expect(a + -a == .zero)
    #expect(a * .one == a)
    #expect(a.squared() == a * a)
    #expect(a * a.inverted() == .one)
    #expect(F.zero.inverted() == .zero)
    #expect(a.doubled() + a == a.tripled())
  }

  @Test func shapeOfBN254() { checkShape(BN254.self, nonresidue: Fp2(9, 1)) }
  @Test func shapeOfBLS12381() { checkShape(BLS12381.self, nonresidue: Fp2(1, 1)) }

  /// u² = −1, v³ = ξ, w² = v, that ξ is neither square nor cube, and b' is b/ξ or b·ξ.
  private func checkShape<Curve: PairingCurve>(_: Curve.Type, nonresidue xi: Fp2<Curve>) {
    typealias F2 = Fp2<Curve>
    let u = F2(.zero, .one)
    #expect(u.squared() == -F2.one)
    #expect(F2.one.timesNonresidue == xi)
    #expect(u.timesNonresidue == u * xi)
    let v = Fp6<Curve>(.zero, .one, .zero)
    #expect(v * v * v == Fp6(xi, .zero, .zero))
    #expect(v.timesV == v * v)
    let w = Fp12<Curve>(.zero, .one)
    #expect(w.squared() == Fp12(v, .zero))
    #expect(xi.squareRoot() == nil)
    let p = PrimeField<Curve.Modulus>.p
    #expect(power(xi, (p * p - 1) / 3) != .one)
    let b = F2(Curve.b, .zero)
    #expect(Curve.twistB == (Curve.twist == .divided ? b * xi.inverted() : b * xi))
  }

  @Test func sparseProductsOfBN254() { checkSparseProducts(BN254.self) }
  @Test func sparseProductsOfBLS12381() { checkSparseProducts(BLS12381.self) }

  private func checkSparseProducts<Curve: PairingCurve>(_: Curve.Type) {
    var generator = SeededGenerator(state: 12)
    let a = Fp6<Curve>.random(&generator)
    let (c0, c1, c2) = (
      Fp2<Curve>.random(&generator), Fp2<Curve>.random(&generator), Fp2<Curve>.random(&generator)
    )
    #expect(a * c0 == a * Fp6(c0, .zero, .zero))
    #expect(a.timesV(c1) == a * Fp6(.zero, c1, .zero))
    #expect(a.times(c0, c1) == a * Fp6(c0, c1, .zero))
    let f = Fp12<Curve>.random(&generator)
    var product = f
    product.multiply(by: Line(constant: c0, x: c1, y: c2))
    switch Curve.twist {
    case .divided:
      #expect(product == f * Fp12(Fp6(c2, .zero, .zero), Fp6(c1, c0, .zero)))
    case .multiplied:
      #expect(product == f * Fp12(Fp6(c0, c1, .zero), Fp6(.zero, c2, .zero)))
    }
  }

  @Test func frobeniusOfBN254() { checkFrobenius(BN254.self) }
  @Test func frobeniusOfBLS12381() { checkFrobenius(BLS12381.self) }

  /// Frobenius is the p-th power, and what squares faster in the cyclotomic subgroup squares.
  private func checkFrobenius<Curve: PairingCurve>(_: Curve.Type) {
    var generator = SeededGenerator(state: 13)
    let p = PrimeField<Curve.Modulus>.p
    let f = Fp12<Curve>.random(&generator)
    #expect(f.frobenius() == power(f, p))
    #expect(f.frobenius().frobenius() == power(f.frobenius(), p))
    #expect((0..<6).reduce(f) { value, _ in value.frobenius() } == f.conjugate)
    #expect((0..<12).reduce(f) { value, _ in value.frobenius() } == f)
    let a = Fp2<Curve>.random(&generator)
    #expect(a.conjugate == power(a, p))

    let unitary = f.conjugate * f.inverted()
    let cyclotomic = unitary.frobenius().frobenius() * unitary
    #expect(cyclotomic * cyclotomic.conjugate == .one)
    #expect(cyclotomic.cyclotomicSquared() == cyclotomic * cyclotomic)
    #expect(f.cyclotomicSquared() != f * f, "only there, or this test shows nothing")
    let number = 0x9e37_79b9_7f4a_7c15 as UInt64
    #expect(
      cyclotomic.cyclotomicPower(SignedDigits(UInt128(number)))
        == power(cyclotomic, BigUInt(number)))
  }

  @Test func squareRootsOfBN254() { checkSquareRoots(BN254.self) }
  @Test func squareRootsOfBLS12381() { checkSquareRoots(BLS12381.self) }

  private func checkSquareRoots<Curve: PairingCurve>(_: Curve.Type) {
    typealias F2 = Fp2<Curve>
    var generator = SeededGenerator(state: 14)
    var values: [F2] = [.zero, .one, -.one, F2(.zero, .one), F2(.zero, -.one)]
    for _ in 0..<20 {
      values.append(.random(&generator))
      values.append(F2(.random(&generator), .zero))
      values.append(F2(.zero, .random(&generator)))
    }
    for a in values {
      let square = a.squared()
      let root = square.squareRoot()
      #expect(root == a || root == -a)
      // ξ is no square, and so the product with one is none.
      #expect(a.isZero || square.timesNonresidue.squareRoot() == nil)
    }
  }

  /// By squaring, with no more than the product.
  private func power<F: Field>(_ base: F, _ exponent: BigUInt) -> F {
    (0..<exponent.bitWidth).reversed().reduce(F.one) { result, i in
      let square = result * result
      return exponent >> i & 1 == 1 ? square * base : square
    }
  }
}
