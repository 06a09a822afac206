import Primitives

/// Records, those who read them, and those who may not.
extension HealthcareSession {
  /// What the emergency was declared for: a clinician reads without consent.
  func emergencyAccess(
    _ system: HealthSystem, in genesis: inout GenesisBuilder
  ) -> GeneratedCall? {
    guard let (patient, clinician) = overrides.popLast() else { return nil }
    return system.records.call(
      from: clinician, "access(address,uint256,uint256)",
      [genesis.word(ofAccount: patient), 0, Self.treatment], gas: 200_000)
  }

  /// A record added or read; refused where consent was taken back, which a provider need not know.
  func recordCall(
    _ kind: HealthcareProfile.Kind, _ system: HealthSystem, _ draws: inout ChoiceDraws,
    in genesis: inout GenesisBuilder
  ) -> GeneratedCall {
    if kind == .access, let call = emergencyAccess(system, in: &genesis) { return call }
    let patient = draws.pick(HealthcareProfile.Choice.patient)
    let pair = Pair(patient: patient, gateway: draws.pick(HealthcareProfile.Choice.gateway))
    admit(patient, system, in: &genesis)
    permit(pair, system, in: &genesis)
    let sender = account(of: pair)
    accredit(sender, system, in: &genesis)
    let isPermitted = consents[pair] == true
    let word = genesis.word(ofAccount: patient)
    let count = records[patient, default: Self.records]
    guard kind == .record else {
      return system.records.call(
        from: sender, "access(address,uint256,uint256)",
        [word, Word(number: count - 1), Self.treatment], gas: 200_000,
        intended: isPermitted ? .success : .revert)
    }
    if isPermitted { records[patient] = count + 1 }
    return system.records.call(
      from: sender, "add_record(address,bytes32)",
      [word, keccak256(word &+ Word(number: count)).word], gas: 200_000,
      intended: isPermitted ? .success : .revert)
  }

  func emergency(
    _ system: HealthSystem, _ draws: inout ChoiceDraws, in genesis: inout GenesisBuilder
  ) -> GeneratedCall {
    let patient = draws.pick(HealthcareProfile.Choice.patient)
    let clinician = ActorGroup.clinician.account(draws.pick(HealthcareProfile.Choice.gateway))
    admit(patient, system, in: &genesis)
    system.records.set(
      "emergency", [genesis.word(ofAccount: clinician)], to: 1, in: &genesis)
    accredit(clinician, system, in: &genesis)
    overrides.append((patient, clinician))
    incidents += 1
    openIncidents.append(Self.firstIncident + incidents)
    return system.records.call(
      from: clinician, "break_glass(address,bytes32)",
      [genesis.word(ofAccount: patient), keccak256(Word(number: incidents)).word], gas: 250_000)
  }

  func review(
    _ system: HealthSystem, _ draws: inout ChoiceDraws, in genesis: inout GenesisBuilder
  ) -> GeneratedCall {
    let auditor = ActorGroup.auditor.account(draws.pick(HealthcareProfile.Choice.gateway))
    system.records.set("auditor", [genesis.word(ofAccount: auditor)], to: 1, in: &genesis)
    let incident: Int
    if openIncidents.isEmpty {
      oldIncidents += 1
      incident = oldIncidents
      system.records.set("incidents", [Word(number: incident)], to: 1, in: &genesis)
    } else {
      incident = openIncidents.removeFirst()
    }
    return system.records.call(
      from: auditor, "review(uint256,bool)", [Word(number: incident), 1], gas: 150_000)
  }

  /// An accredited provider without consent, and without emergency, tries to read.
  func denied(
    _ system: HealthSystem, _ draws: inout ChoiceDraws, in genesis: inout GenesisBuilder
  ) -> GeneratedCall {
    let patient = draws.pick(HealthcareProfile.Choice.patient)
    admit(patient, system, in: &genesis)
    denials += 1
    let outsider = ActorGroup.outsider.account(denials)
    accredit(outsider, system, in: &genesis)
    return system.records.call(
      from: outsider, "access(address,uint256,uint256)",
      [genesis.word(ofAccount: patient), 0, Self.treatment], gas: 150_000, intended: .revert)
  }
}
