import Primitives

/// The curve y² = x³ + 4 of EIP-2537 and EIP-4844: a Barreto–Lynn–Scott curve of embedding degree 12
/// with parameter x = −0xd201000000010000,
/// p = (x − 1)²(x⁴ − x² + 1)/3 + x, subgroup order r = x⁴ − x² + 1, trace t = x + 1.
enum BLS12381: PairingCurve {
  typealias Fp = PrimeField<Modulus>
  typealias G1 = AffinePoint<Fp>
  typealias G2 = AffinePoint<Fp2<BLS12381>>

  enum Modulus: PrimeModulus {
    @inline(__always)
    static var modulus: Word384 {
      Word384(
        0xb9fe_ffff_ffff_aaab, 0x1eab_fffe_b153_ffff, 0x6730_d2a0_f6b0_f624,
        0x6477_4b84_f385_12bf, 0x4b1b_a7b6_434b_acd7, 0x1a01_11ea_397f_e69a)
    }
    @inline(__always)
    static var negatedInverse: UInt64 { 0x89f3_fffc_fffc_fffd }
    @inline(__always)
    static var one: Word384 {
      Word384(
        0x7609_0000_0002_fffd, 0xebf4_000b_c40c_0002, 0x5f48_9857_53c7_58ba,
        0x77ce_5853_7052_5745, 0x5c07_1a97_a256_ec6d, 0x15f6_5ec3_fa80_e493)
    }
    @inline(__always)
    static var rSquared: Word384 {
      Word384(
        0xf4df_1f34_1c34_1746, 0x0a76_e6a6_09d1_04f1, 0x8de5_476c_4c95_b6d5,
        0x67eb_88a9_939d_83c0, 0x9a79_3e85_b519_952d, 0x1198_8fe5_92ca_e3aa)
    }
  }

  static let b: Fp = 4
  /// 4ξ
  static let twistB = Fp2<BLS12381>(4, 4)
  static var twist: Twist { .multiplied }

  /// ξ = 1 + u
  @inline(__always)
  static func timesNonresidue(_ a: Fp2<BLS12381>) -> Fp2<BLS12381> {
    Fp2(a.c0 - a.c1, a.c0 + a.c1)
  }

  static let frobenius = FrobeniusCoefficients<BLS12381>()

  /// −x, the parameter without its sign.
  static let parameter = SignedDigits(0xd201_0000_0001_0000)

  /// r, the order of both groups, which is also the modulus of KZG's field elements.
  static let order = Word(
    0xffff_ffff_0000_0001, 0x53bd_a402_fffe_5bfe, 0x3339_d808_09a1_d805, 0x73ed_a753_299d_7d48)
}
