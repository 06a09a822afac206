extension BLS12381 {
  /// The generator of G1 (EIP-2537, curve parameters).
  static let generator1 = G1(
    x: Fp(
      0x17f1_d3a7_3197_d794_2695_638c_4fa9_ac0f_c368_8c4f_9774_b905,
      0xa14e_3a3f_171b_ac58_6c55_e83f_f97a_1aef_fb3a_f00a_db22_c6bb),
    y: Fp(
      0x08b3_f481_e3aa_a0f1_a09e_30ed_741d_8ae4_fcf5_e095_d5d0_0af6,
      0x00db_18cb_2c04_b3ed_d03c_c744_a288_8ae4_0caa_2329_46c5_e7e1))

  /// The generator of G2 (EIP-2537, curve parameters).
  static let generator2 = G2(
    x: Fp2(
      Fp(
        0x024a_a2b2_f08f_0a91_2608_0527_2dc5_1051_c6e4_7ad4_fa40_3b02,
        0xb451_0b64_7ae3_d177_0bac_0326_a805_bbef_d480_56c8_c121_bdb8),
      Fp(
        0x13e0_2b60_5271_9f60_7dac_d3a0_8827_4f65_596b_d0d0_9920_b61a,
        0xb5da_61bb_dc7f_5049_334c_f112_1394_5d57_e5ac_7d05_5d04_2b7e)),
    y: Fp2(
      Fp(
        0x0ce5_d527_727d_6e11_8cc9_cdc6_da2e_351a_adfd_9baa_8cbd_d3a7,
        0x6d42_9a69_5160_d12c_923a_c9cc_3bac_a289_e193_5486_08b8_2801),
      Fp(
        0x0606_c4a0_2ea7_34cc_32ac_d2b0_2bc2_8b99_cb3e_287e_85a7_63af,
        0x2674_92ab_572e_99ab_3f37_0d27_5cec_1da1_aaa9_075f_f05f_79be)))
}
