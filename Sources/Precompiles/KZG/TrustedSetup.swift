/// What verifying needs of the KZG ceremony (EIP-4844; kzg_4844 trusted setup of Ethereum's consensus
/// specifications): one point.
enum TrustedSetup {
  /// [τ]₂, the secret times G2's generator: `g2_monomial[1]` of `trusted_setup_4096.json` in
  /// ethereum/consensus-specs, compressed there as
  /// 0xb5bfd7dd8cdeb128843bc287230af38926187075cbfbefa81009a2ce615ac53d
  /// 2914e5870cb452d2afaaab24f3499f72185cbfee53492714734429b7b38608e2
  /// 3926c911cceceac9a36851477ba4c60b087041de621000edc98edada20c1def2.
  ///
  /// A test checks it against the ceremony's [τ]₁: e([τ]₁, G2) = e(G1, [τ]₂).
  static let tau = BLS12381.G2(
    x: Fp2(
      BLS12381.Fp(
        0x185c_bfee_5349_2714_7344_29b7_b386_08e2_3926_c911_ccec_eac9,
        0xa368_5147_7ba4_c60b_0870_41de_6210_00ed_c98e_dada_20c1_def2),
      BLS12381.Fp(
        0x15bf_d7dd_8cde_b128_843b_c287_230a_f389_2618_7075_cbfb_efa8,
        0x1009_a2ce_615a_c53d_2914_e587_0cb4_52d2_afaa_ab24_f349_9f72)),
    y: Fp2(
      BLS12381.Fp(
        0x0143_53bd_b96b_626d_d7d5_ee85_99d1_fca2_1315_6949_0e28_de18,
        0xe824_51a4_96a9_c979_4ce2_6d10_5941_f383_ee68_9bfb_bb83_2a99),
      BLS12381.Fp(
        0x1666_c54b_0a32_5295_0343_2fca_e018_1b4b_ef79_de09_fc63_671f,
        0xda5e_d1ba_9bfa_0789_9495_346f_3d7a_c9cd_2304_8ef3_0d0a_154f)))
}
