import Primitives

/// Patients, and whom they let see their records.
extension HealthcareSession {
  func register(
    _ system: HealthSystem, _ draws: inout ChoiceDraws, in genesis: inout GenesisBuilder
  ) -> GeneratedCall {
    newPatients += 1
    let pair = Pair(
      patient: newPatients, gateway: draws.pick(HealthcareProfile.Choice.gateway))
    return system.consents.call(
      from: ActorGroup.newPatient.account(newPatients), "register(address)",
      [genesis.word(ofAccount: account(of: pair))], gas: 200_000)
  }

  /// A consent given or taken back: by the patient's steward, or by the patient.
  func consent(
    _ kind: HealthcareProfile.Kind, _ system: HealthSystem, _ draws: inout ChoiceDraws,
    in genesis: inout GenesisBuilder
  ) -> GeneratedCall {
    let patient = draws.pick(HealthcareProfile.Choice.patient)
    let gateway = draws.pick(HealthcareProfile.Choice.gateway)
    admit(patient, system, in: &genesis)
    let pair = Pair(patient: patient, gateway: gateway)
    let word = genesis.word(ofAccount: patient)
    let provider = genesis.word(ofAccount: account(of: pair))
    // A consent that is not there cannot be taken back: it is given then.
    let isGrant = kind == .grant || consents[pair] == false
    if !isGrant { permit(pair, system, in: &genesis) }
    consents[pair] = isGrant
    let sender = settings.isRelayed ? steward(of: patient) : patient
    return isGrant
      ? system.consents.call(
        from: sender, "grant(address,address,uint256,uint256)",
        [word, provider, 7, Word(timestamp + Self.year)], gas: 150_000)
      : system.consents.call(
        from: sender, "revoke(address,address)", [word, provider], gas: 150_000)
  }

  /// Gives consent before the first block, unless the pair was met: then it is as it is.
  func permit(_ pair: Pair, _ system: HealthSystem, in genesis: inout GenesisBuilder) {
    guard consents[pair] == nil else { return }
    consents[pair] = true
    system.consents.set(
      "consents",
      [genesis.word(ofAccount: pair.patient), genesis.word(ofAccount: account(of: pair))],
      to: 7 | Word(ChainTime.genesis + Self.year, shiftedBy: 8), in: &genesis)
  }
}
