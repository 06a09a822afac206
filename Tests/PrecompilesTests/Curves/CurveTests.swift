import BigInt
import Primitives
import Testing

@testable import Precompiles

/// The four groups, by the same laws.
struct CurveTests {
  static let bn254Generator1 = BN254.G1(x: 1, y: 2)
  /// EIP-197's P2.
  static let bn254Generator2 = BN254.G2(
    x: Fp2(
      0x1800deef_121f1e76_426a0066_5e5c4479_674322d4_f75edadd_46debd5c_d992f6ed,
      0x198e9393_920d483a_7260bfb7_31fb5d25_f1aa4933_35a9e712_97e485b7_aef312c2),
    y: Fp2(
      0x12c85ea5_db8c6deb_4aab7180_8dcb408f_e3d1e769_0c43d37b_4ce6cc01_66fa7daa,
      0x090689d0_585ff075_ec9e99ad_690c3395_bc4b3133_70b38ef3_55acdadc_d122975b))

  /// r = 36u⁴ + 36u³ + 18u² + 6u + 1
  static let bn254Order: BigUInt = {
    let u = BigUInt(4_965_661_367_192_848_881 as UInt64)
    return 36 * u.power(4) + 36 * u.power(3) + 18 * u.power(2) + 6 * u + 1
  }()

  @Test func bn254G1() {
    checkGroup(Self.bn254Generator1, b: BN254.b, order: Self.bn254Order)
  }
  @Test func bn254G2() {
    checkGroup(Self.bn254Generator2, b: BN254.twistB, order: Self.bn254Order)
  }
  @Test func bls12381G1() {
    checkGroup(BLS12381.generator1, b: BLS12381.b, order: BLS12381.order.big)
  }
  @Test func bls12381G2() {
    checkGroup(BLS12381.generator2, b: BLS12381.twistB, order: BLS12381.order.big)
  }

  private func checkGroup<F: Field>(_ generator: AffinePoint<F>, b: F, order: BigUInt) {
    var random = SeededGenerator(state: 21)
    #expect(generator.isOnCurve(b: b))
    #expect(generator.multiplied(by: Word(order)).isInfinity)
    for _ in 0..<6 {
      let (i, j) = (random.word(), random.word())
      let p = generator.multiplied(by: i)
      let q = generator.multiplied(by: j)
      #expect(p.affine.isOnCurve(b: b))
      #expect(p + q == q + p)
      #expect(p + q == generator.multiplied(by: Word((i.big + j.big) % order)))
      #expect(p + q.affine == p + q)
      #expect((p + q) + p == p.doubled() + q)
      #expect(p + p == p.doubled())
      #expect(p + p.affine == p.doubled())
      #expect((p + -p).isInfinity)
      #expect((p + -p.affine).isInfinity)
      #expect(p + JacobianPoint.infinity == p)
      #expect(JacobianPoint.infinity + p == p)
      #expect(p + AffinePoint.infinity == p)
      #expect(JacobianPoint.infinity + p.affine == p)
      #expect(JacobianPoint<F>.infinity.doubled().isInfinity)
      #expect(!(p == q) && !(p == .infinity) && !(JacobianPoint.infinity == p))
      #expect(p.affine.multiplied(by: j) == generator.multiplied(by: Word(i.big * j.big % order)))
    }
    checkSmallMultiples(generator)
    checkSums(generator, &random)
  }

  /// Multiples by repeated addition, through the windows' edges.
  private func checkSmallMultiples<F: Field>(_ generator: AffinePoint<F>) {
    var sum = JacobianPoint<F>.infinity
    for i in 0..<40 as Range<UInt64> {
      #expect(generator.multiplied(by: Word(i)) == sum)
      if i > 0 {
        let digits = SignedDigits(UInt128(i))
        #expect(generator.multiplied(by: digits) == sum)
        #expect(JacobianPoint(generator).multiplied(by: digits) == sum)
      }
      sum = sum + generator
    }
    #expect(AffinePoint<F>.infinity.multiplied(by: Word.max).isInfinity)
  }

  /// The bucket method against one multiplication after the other.
  private func checkSums<F: Field>(
    _ generator: AffinePoint<F>, _ random: inout SeededGenerator
  ) {
    for count in [0, 1, 2, 3, 5, 33, 70] {
      var terms = (0..<count).map { _ in
        ScaledPoint(
          point: generator.multiplied(by: random.word()).affine, scalar: random.word())
      }
      if count > 4 {
        terms[1].scalar = .max
        terms[2].scalar = .zero
        terms[3] = terms[0]
        terms[4] = ScaledPoint(point: .infinity, scalar: random.word())
      }
      let expected = terms.reduce(JacobianPoint<F>.infinity) {
        $0 + $1.point.multiplied(by: $1.scalar)
      }
      let sum = terms.withUnsafeBufferPointer { JacobianPoint.sum(of: $0) }
      #expect(sum == expected, "\(count) points")
    }
  }
}
