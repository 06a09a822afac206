import Primitives

/// The curve y² = x³ + 3 of EIP-196 and EIP-197, there called alt_bn128: a Barreto–Naehrig curve with
/// parameter u = 4965661367192848881,
/// p = 36u⁴ + 36u³ + 24u² + 6u + 1, order r = 36u⁴ + 36u³ + 18u² + 6u + 1, trace t = 6u² + 1.
enum BN254: PairingCurve {
  typealias Fp = PrimeField<Modulus>
  typealias G1 = AffinePoint<Fp>
  typealias G2 = AffinePoint<Fp2<BN254>>

  enum Modulus: PrimeModulus {
    @inline(__always)
    static var modulus: Word {
      Word(
        0x3c20_8c16_d87c_fd47, 0x9781_6a91_6871_ca8d, 0xb850_45b6_8181_585d, 0x3064_4e72_e131_a029)
    }
    @inline(__always)
    static var negatedInverse: UInt64 { 0x87d2_0782_e486_6389 }
    @inline(__always)
    static var one: Word {
      Word(
        0xd35d_438d_c58f_0d9d, 0x0a78_eb28_f5c7_0b3d, 0x666e_a36f_7879_462c, 0x0e0a_77c1_9a07_df2f)
    }
    @inline(__always)
    static var rSquared: Word {
      Word(
        0xf32c_fc5b_538a_fa89, 0xb5e7_1911_d445_01fb, 0x47ab_1eff_0a41_7ff6, 0x06d8_9f71_cab8_351f)
    }
  }

  static let b: Fp = 3
  /// 3/ξ
  static let twistB = Fp2<BN254>(
    0x2b149d40_ceb8aaae_81be1899_1be06ac3_b5b4c5e5_59dbefa3_3267e6dc_24a138e5,
    0x009713b0_3af0fed4_cd2cafad_eed8fdf4_a74fa084_e52d1852_e4a2bd06_85c315d2)
  static var twist: Twist { .divided }

  /// ξ = 9 + u
  @inline(__always)
  static func timesNonresidue(_ a: Fp2<BN254>) -> Fp2<BN254> {
    Fp2(nineTimes(a.c0) - a.c1, nineTimes(a.c1) + a.c0)
  }

  @inline(__always)
  private static func nineTimes(_ a: Fp) -> Fp { a.doubled().doubled().doubled() + a }

  static let frobenius = FrobeniusCoefficients<BN254>()

  /// u, the parameter.
  static let parameter = SignedDigits(4_965_661_367_192_848_881)
}

extension BN254 {
  /// Whether a point of the twist has order r. (E itself has order r, so G1 needs no such check.)
  ///
  /// [u + 1]Q + ψ([u]Q) + ψ²([u]Q) = ψ³([2u]Q) (Dai, Lin, Zhao, Zhou 2022). The endomorphism ψ fits
  /// ψ² − tψ + p = 0, and so what fulfils the equation is killed by the norm of
  /// (u + 1) + uψ + uψ² − 2uψ³, whose greatest common divisor with the twist's order is r (a test
  /// computes it). One multiplication by 63 bits, in place of one by 254.
  static func isInSubgroup(_ q: G2) -> Bool {
    if q.isInfinity { return true }
    let multiple = q.multiplied(by: parameter)
    let first = multiple.endomorphism()
    let second = first.endomorphism()
    return multiple + q + first + second == second.endomorphism().doubled()
  }
}
