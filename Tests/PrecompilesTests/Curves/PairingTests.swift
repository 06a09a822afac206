import BigInt
import Primitives
import Testing

@testable import Precompiles

struct PairingTests {
  @Test func bn254() {
    check(
      BN254.self, CurveTests.bn254Generator1, CurveTests.bn254Generator2,
      order: CurveTests.bn254Order)
  }

  @Test func bls12381() {
    check(
      BLS12381.self, BLS12381.generator1, BLS12381.generator2, order: BLS12381.order.big)
  }

  /// e is bilinear, not degenerate, and of order r; a product is the pairings' product.
  private func check<Curve: PairingCurve>(
    _: Curve.Type, _ p: AffinePoint<PrimeField<Curve.Modulus>>, _ q: AffinePoint<Fp2<Curve>>,
    order: BigUInt
  ) {
    typealias Term = PairingTerm<Curve>
    func pairing(_ terms: [Term]) -> Fp12<Curve> {
      terms.withUnsafeBufferPointer {
        Pairing.finalExponentiation(Pairing<Curve>.millerLoop($0))
      }
    }
    let e = pairing([Term(p: p, q: q)])
    #expect(e != .one)
    #expect(e.power(Word(order)) == .one)
    #expect(e * pairing([Term(p: -p, q: q)]) == .one)
    #expect(e * pairing([Term(p: p, q: -q)]) == .one)
    var random = SeededGenerator(state: 51)
    for _ in 0..<4 {
      let (a, b) = (random.word(), random.word())
      let aP = p.multiplied(by: a).affine
      let bQ = q.multiplied(by: b).affine
      #expect(pairing([Term(p: aP, q: bQ)]) == e.power(a).power(b))
      #expect(pairing([Term(p: aP, q: q)]) == e.power(a))
      #expect(pairing([Term(p: p, q: bQ)]) == e.power(b))
      #expect(
        pairing([Term(p: aP, q: q), Term(p: p, q: bQ), Term(p: p, q: q)])
          == e.power(a) * e.power(b) * e)
    }
    #expect(pairing([]) == .one)
    #expect(pairing([Term(p: .infinity, q: q), Term(p: p, q: .infinity)]) == .one)
    #expect(pairing([Term(p: .infinity, q: q), Term(p: p, q: q)]) == e)
  }

  /// The hard parts raise to multiples of (p⁴ − p² + 1)/r that are prime to r.
  @Test func hardPartsAreTheirExponents() {
    let u = BigInt(4_965_661_367_192_848_881)
    checkHardPart(
      BN254.self, order: BigInt(CurveTests.bn254Order), factor: 2 * u * (6 * u * u + 3 * u + 1))
    checkHardPart(BLS12381.self, order: BigInt(BLS12381.order.big), factor: 3)
  }

  private func checkHardPart<Curve: PairingCurve>(_: Curve.Type, order: BigInt, factor: BigInt) {
    var random = SeededGenerator(state: 52)
    let p = BigInt(PrimeField<Curve.Modulus>.p)
    let exponent = factor * ((p.power(4) - p.power(2) + 1) / order)
    #expect((p.power(4) - p.power(2) + 1) % order == 0)
    #expect(factor.greatestCommonDivisor(with: order) == 1)
    let f = Fp12<Curve>.random(&random)
    let unitary = f.conjugate * f.inverted()
    let cyclotomic = unitary.frobenius().frobenius() * unitary
    var expected = Fp12<Curve>.one
    for i in (0..<exponent.bitWidth).reversed() {
      expected = expected * expected
      if exponent.magnitude >> i & 1 == 1 { expected = expected * cyclotomic }
    }
    #expect(Curve.hardPart(cyclotomic) == expected)
  }

  /// The ceremony's [τ]₁, monomial point 1 of G1, fits the [τ]₂ that we verify with; the latter's
  /// coordinates are those of its published compressed form.
  @Test func trustedSetupFitsItsCeremony() throws {
    let compressed = try #require(
      hexBytes(
        "0xad3eb50121139aa34db1d545093ac9374ab7bca2c0f3bf28"
          + "e27c8dcd8fc7cb42d25926fc0c97b336e9f0fb35e5a04c81"))
    let tau1 = try #require(
      compressed.withUnsafeBytes { $0.baseAddress.flatMap(BLS12381.decompressed) })
    let terms = [
      PairingTerm<BLS12381>(p: tau1, q: BLS12381.generator2),
      PairingTerm<BLS12381>(p: -BLS12381.generator1, q: TrustedSetup.tau),
    ]
    #expect(terms.withUnsafeBufferPointer { Pairing.productIsOne($0) })
    #expect(TrustedSetup.tau.isOnCurve(b: BLS12381.twistB))
    #expect(BLS12381.isInSubgroup(TrustedSetup.tau))
  }
}
