import Primitives

/// One run of the health system: knows who may see whose records.
final class HealthcareSession: ProfileSession {
  /// A patient and an institution, by account number and place.
  private struct Pair: Hashable {
    var patient: Int
    var gateway: Int
  }

  let settings: HealthcareProfile.Settings
  private var system: HealthSystem?
  var market: DataMarket?
  private(set) var timestamp: UInt64 = 0
  /// Whether the institution has the patient's consent; nil for pairs not met yet.
  private var consents: [Pair: Bool] = [:]
  /// By patient: how many records there are.
  private var records: [Int: Int] = [:]
  private var newPatients = 0
  /// Overrides that have not been used yet.
  private var overrides: [(patient: Int, clinician: Int)] = []
  private var incidents = 0
  private var openIncidents: [Int] = []
  private var oldIncidents = 0
  private var denials = 0

  /// Numbers that incidents before the first block have at most.
  private static let firstIncident = 1_000_000
  private static let records = 2
  private static let year: UInt64 = 365 * 86_400
  private static let treatment: Word = 1

  init(_ settings: HealthcareProfile.Settings) { self.settings = settings }

  func beginBlock(_ block: BlockContext, in genesis: inout GenesisBuilder) {
    timestamp = block.timestamp
    if system == nil { system = HealthSystem(log: settings.log, in: &genesis) }
    if market == nil { market = DataMarket(in: &genesis) }
  }

  func next(
    _ kind: Int, _ draws: inout ChoiceDraws, in genesis: inout GenesisBuilder
  ) -> GeneratedCall {
    guard let system, let market else { preconditionFailure("a block begins before its calls") }
    let kind = HealthcareProfile.Kind(rawValue: kind) ?? .access
    return switch kind {
    case .register: register(system, &draws, in: &genesis)
    case .grant, .revoke: consent(kind, system, &draws, in: &genesis)
    case .record, .access: recordCall(kind, system, &draws, in: &genesis)
    case .emergency: emergency(system, &draws, in: &genesis)
    case .review: review(system, &draws, in: &genesis)
    case .denied: denied(system, &draws, in: &genesis)
    case .purchase, .use, .subscribe, .claim: marketCall(kind, market, &draws, in: &genesis)
    }
  }

  // MARK: Parties

  /// The account by which an institution acts for a patient: consent is to one address.
  private func account(of pair: Pair) -> Int {
    ActorGroup.gateway.account(
      pair.gateway * settings.gatewayAccounts + pair.patient % settings.gatewayAccounts)
  }

  /// The institution that keeps a patient's consents.
  private func steward(of patient: Int) -> Int {
    account(
      of: Pair(
        patient: patient, gateway: Int(scattered(patient) % UInt64(settings.gateways))))
  }

  private func accredit(
    _ account: Int, _ system: HealthSystem, in genesis: inout GenesisBuilder
  ) {
    system.records.set(
      "accredited", [genesis.word(ofAccount: account)], to: 1, in: &genesis)
  }

  /// A patient who was registered, with some records, before the first block.
  private func admit(_ patient: Int, _ system: HealthSystem, in genesis: inout GenesisBuilder) {
    guard records[patient] == nil else { return }
    records[patient] = Self.records
    let word = genesis.word(ofAccount: patient)
    system.consents.set("number_of", [word], to: Word(number: patient + 1), in: &genesis)
    system.consents.set(
      "steward", [word], to: genesis.word(ofAccount: steward(of: patient)), in: &genesis)
    system.records.set(
      "records", [word],
      toArray: (0..<Self.records).map { keccak256(word &+ Word(number: $0)).word }, in: &genesis)
    if settings.log == .patient {
      // Somebody looked before: a first entry would cost four times the gas of the next.
      system.records.set("access_log", [word], to: 1, in: &genesis)
    }
  }

  // MARK: Consents

  private func register(
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
  private func consent(
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
  private func permit(_ pair: Pair, _ system: HealthSystem, in genesis: inout GenesisBuilder) {
    guard consents[pair] == nil else { return }
    consents[pair] = true
    system.consents.set(
      "consents",
      [genesis.word(ofAccount: pair.patient), genesis.word(ofAccount: account(of: pair))],
      to: 7 | Word(ChainTime.genesis + Self.year, shiftedBy: 8), in: &genesis)
  }

  // MARK: Records

  /// What the emergency was declared for: a clinician reads without consent.
  private func emergencyAccess(
    _ system: HealthSystem, in genesis: inout GenesisBuilder
  ) -> GeneratedCall? {
    guard let (patient, clinician) = overrides.popLast() else { return nil }
    return system.records.call(
      from: clinician, "access(address,uint256,uint256)",
      [genesis.word(ofAccount: patient), 0, Self.treatment], gas: 200_000)
  }

  /// A record added or read; refused where consent was taken back, which a provider need not know.
  private func recordCall(
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

  private func emergency(
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

  private func review(
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
  private func denied(
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
