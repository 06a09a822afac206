extension BLS12381 {
  /// The curve isogenous to E of RFC 9380, section 8.8.1.
  static let mapToIsogenousCurve = SimplifiedSWU<Fp>(
    a: Fp(
      0x0014_4698_a3b8_e943_3d69_3a02_c96d_4982_b0ea_9853_83ee_66a8,
      0xd8e8_981a_efd8_81ac_9893_6f8d_a0e0_f97f_5cf4_2808_2d58_4c1d),
    b: Fp(
      0x12e2_908d_1168_8030_018b_12e8_753e_ee3b_2016_c1f0_f24f_4070,
      0xa0b9_c14f_cef3_5ef5_5a23_215a_316c_eaa5_d1cc_48e9_8e17_2be0),
    z: 11)

  /// The curve isogenous to the twist of RFC 9380, section 8.8.2: A' = 240u, B' = 1012(1 + u),
  /// Z = −(2 + u).
  static let mapToIsogenousTwist = SimplifiedSWU<Fp2<BLS12381>>(
    a: Fp2(0, 240), b: Fp2(1012, 1012), z: -Fp2(2, 1))

  /// A point of G1 from an element of Fp (EIP-2537; `map_to_curve` and `clear_cofactor` of RFC 9380).
  static func map(_ u: Fp) -> G1 {
    let (x, y) = mapToIsogenousCurve.map(u)
    return clearCofactor(isogenyToE.image(x: x, y: y)).affine
  }

  /// A point of G2 from an element of Fp2.
  static func map(_ u: Fp2<BLS12381>) -> G2 {
    let (x, y) = mapToIsogenousTwist.map(u)
    return clearCofactor(isogenyToTwist.image(x: x, y: y)).affine
  }
}
