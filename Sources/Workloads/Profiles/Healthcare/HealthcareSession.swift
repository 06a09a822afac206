import Primitives

/// One run of the health system: knows who may see whose records.
final class HealthcareSession: ProfileSession {
  /// A patient and an institution, by account number and place.
  struct Pair: Hashable {
    var patient: Int
    var gateway: Int
  }

  let settings: HealthcareProfile.Settings
  var system: HealthSystem?
  var market: DataMarket?
  var timestamp: UInt64 = 0
  /// Whether the institution has the patient's consent; nil for pairs not met yet.
  var consents: [Pair: Bool] = [:]
  /// By patient: how many records there are.
  var records: [Int: Int] = [:]
  var newPatients = 0
  /// Overrides that have not been used yet.
  var overrides: [(patient: Int, clinician: Int)] = []
  var incidents = 0
  var openIncidents: [Int] = []
  var oldIncidents = 0
  var denials = 0

  /// Numbers that incidents before the first block have at most.
  static let firstIncident = 1_000_000
  static let records = 2
  static let year: UInt64 = 365 * 86_400
  static let treatment: Word = 1

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
  func account(of pair: Pair) -> Int {
    ActorGroup.gateway.account(
      pair.gateway * settings.gatewayAccounts + pair.patient % settings.gatewayAccounts)
  }

  /// The institution that keeps a patient's consents.
  func steward(of patient: Int) -> Int {
    account(
      of: Pair(
        patient: patient, gateway: Int(scattered(patient) % UInt64(settings.gateways))))
  }

  func accredit(
    _ account: Int, _ system: HealthSystem, in genesis: inout GenesisBuilder
  ) {
    system.records.set(
      "accredited", [genesis.word(ofAccount: account)], to: 1, in: &genesis)
  }

  /// A patient who was registered, with some records, before the first block.
  func admit(_ patient: Int, _ system: HealthSystem, in genesis: inout GenesisBuilder) {
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
}
