import BigInt
import Primitives
import Testing

@testable import Precompiles

struct SubgroupTests {
  /// ψ fits ψ² − tψ + p = 0, and so a polynomial of ψ is some a + bψ, whose product with its conjugate
  /// is the number a² + abt + b²p. A point that the polynomial kills is killed by that number, and by
  /// the order of the twist; r must be all that both share.
  @Test func equationsOfTheTwistsAreSufficient() {
    let u = BigInt(4_965_661_367_192_848_881)
    let p = BigInt(BN254.Fp.p)
    let r = BigInt(CurveTests.bn254Order)
    let t = p + 1 - r
    #expect(t == 6 * u * u + 1)
    // (u + 1) + uψ + uψ² − 2uψ³, with ψ² = tψ − p and ψ³ = (t² − p)ψ − tp
    let a = u + 1 - u * p + 2 * u * t * p
    let b = u + u * t - 2 * u * (t * t - p)
    #expect((a * a + a * b * t + b * b * p).greatestCommonDivisor(with: r * (2 * p - r)) == r)

    let x = -BigInt(0xd201_0000_0001_0000 as UInt64)
    let order = BigInt(BLS12381.order.big)
    let q = BigInt(BLS12381.Fp.p)
    #expect(q + 1 - (x + 1) == (x - 1).power(2) / 3 * order, "the order of E")
    // The cofactor of G2 (EIP-2537; Barreto, Lynn, Scott 2002).
    let cofactor =
      (x.power(8) - 4 * x.power(7) + 5 * x.power(6) - 4 * x.power(4) + 6 * x.power(3)
        - 4 * x.power(2) - 4 * x + 13) / 9
    // ψ − x
    #expect((x * x - x * (x + 1) + q).greatestCommonDivisor(with: cofactor * order) == order)
  }

  /// The checks agree with multiplying by r, on points of the whole curves and of the subgroups.
  @Test func checksAgreeWithTheOrder() {
    var random = SeededGenerator(state: 31)
    for i in 0..<12 {
      let g1 = point(b: BLS12381.b) { BLS12381.Fp.random(&random) }
      let g2 = point(b: BLS12381.twistB) { Fp2<BLS12381>.random(&random) }
      let twist = point(b: BN254.twistB) { Fp2<BN254>.random(&random) }
      #expect(
        !BLS12381.isInSubgroup(g1) && !BLS12381.isInSubgroup(g2) && !BN254.isInSubgroup(twist))
      #expect(!g1.multiplied(by: BLS12381.order).isInfinity)
      #expect(!g2.multiplied(by: BLS12381.order).isInfinity)
      #expect(!twist.multiplied(by: Word(CurveTests.bn254Order)).isInfinity)
      // What multiplying by r leaves is of the cofactor's order, and not in the subgroup either.
      #expect(!BLS12381.isInSubgroup(g1.multiplied(by: BLS12381.order).affine))
      #expect(!BLS12381.isInSubgroup(g2.multiplied(by: BLS12381.order).affine))
      #expect(!BN254.isInSubgroup(twist.multiplied(by: Word(CurveTests.bn254Order)).affine))

      let cleared1 = BLS12381.clearCofactor(g1).affine
      let cleared2 = BLS12381.clearCofactor(g2).affine
      #expect(BLS12381.isInSubgroup(cleared1) && !cleared1.isInfinity)
      #expect(cleared1.multiplied(by: BLS12381.order).isInfinity)
      #expect(BLS12381.isInSubgroup(cleared2) && !cleared2.isInfinity)
      #expect(cleared2.multiplied(by: BLS12381.order).isInfinity)

      let multiple = CurveTests.bn254Generator2.multiplied(by: Word(UInt64(i) + 1)).affine
      #expect(BN254.isInSubgroup(multiple))
    }
    #expect(BLS12381.isInSubgroup(BLS12381.G1.infinity))
    #expect(BLS12381.isInSubgroup(BLS12381.G2.infinity))
    #expect(BN254.isInSubgroup(BN254.G2.infinity))
  }

  @Test func betaIsACubeRootOfOne() {
    #expect(BLS12381.beta != .one)
    #expect(BLS12381.beta.squared() * BLS12381.beta == .one)
  }

  /// On the subgroups, ψ multiplies by p.
  @Test func endomorphismMultipliesByP() {
    let p = Word(BN254.Fp.p % CurveTests.bn254Order)
    let q = CurveTests.bn254Generator2
    #expect(q.multiplied(by: p) == JacobianPoint(q.endomorphism()))
    #expect(JacobianPoint(q).doubled().endomorphism() == q.multiplied(by: p).doubled())
    let order = BLS12381.order.big
    let g2 = BLS12381.generator2
    #expect(g2.multiplied(by: Word(BLS12381.Fp.p % order)) == JacobianPoint(g2.endomorphism()))
    #expect(g2.endomorphism().isOnCurve(b: BLS12381.twistB))
  }

  /// A random point with coordinates that `random` draws.
  private func point<F: SquareRootField>(b: F, random: () -> F) -> AffinePoint<F> {
    while true {
      let x = random()
      if let y = (x.squared() * x + b).squareRoot() { return AffinePoint(x: x, y: y) }
    }
  }
}
