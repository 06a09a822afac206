/// Consents, records and accesses at the register of a health system, and a market of its data.
///
/// Providers act through the gateways of their institutions, whose nonces chain what they send. The
/// README beside this file says which slots contend and where each default comes from.
public struct HealthcareProfile: WorkloadProfile {
  public static let name = "healthcare"
  public static let summary =
    "consents, records and logged accesses by institutional gateways, and a data market"
  public static let keys = [
    (name: "patient", meaning: "distribution over the accounts (uniform)"),
    (name: "gateways", meaning: "how many institutions there are (40)"),
    (name: "gateway", meaning: "distribution over them (uniform)"),
    (name: "gateway_accounts", meaning: "accounts that an institution sends from in turn (1)"),
    (name: "relayed", meaning: "yes if stewards send patients' consents, no if patients do (yes)"),
    (name: "log", meaning: "who shares a log of accesses: none, patient or global (patient)"),
    (name: "datasets", meaning: "how many data sets the market has (200)"),
    (name: "dataset", meaning: "distribution over them (uniform)"),
    (name: "buyer", meaning: "distribution over the accounts (uniform)"),
    (name: "contributors", meaning: "who share a data set's revenue, 1 to 16 (4)"),
    (name: "settlement", meaning: "what licences are paid in: token or ether (token)"),
    (
      name: "shares",
      meaning: "of register, grant, revoke, record, access, emergency, review, denied, purchase, "
        + "use, subscribe and claim"
    ),
  ]
  public static let contentionChoices = ["gateway"]

  /// The kinds, in the order of ``kinds``.
  enum Kind: Int, CaseIterable {
    case register, grant, revoke, record, access, emergency, review, denied
    case purchase, use, subscribe, claim
  }

  /// The scopes of `record_registry.vy`.
  enum LogScope: Int, Sendable, CaseIterable {
    case none, patient, global
  }

  /// What the file says besides choices and shares.
  struct Settings: Sendable {
    var gateways: Int
    var gatewayAccounts: Int
    var isRelayed: Bool
    var log: LogScope
    var contributors: Int
    var settlesInEther: Bool
  }

  /// Places in ``choices``.
  enum Choice {
    static let patient = 0
    static let gateway = 1
    static let dataset = 2
    static let buyer = 3
  }

  public let choices: [ChoiceSpec]
  public let kinds: [TransactionKind]
  let settings: Settings

  public init(from section: SpecSection) throws(WorkloadError) {
    let gateways = try section.integer("gateways", in: 1...10_000, default: 40)
    let datasets = try section.integer("datasets", in: 1...50_000, default: 200)
    choices = [
      try ChoiceSpec("patient", among: .accounts, in: section, default: "uniform"),
      try ChoiceSpec("gateway", among: .numbered(gateways), in: section, default: "uniform"),
      try ChoiceSpec("dataset", among: .numbered(datasets), in: section, default: "uniform"),
      try ChoiceSpec("buyer", among: .accounts, in: section, default: "uniform"),
    ]
    kinds = try section.shares(default: [
      ("register", 0.02), ("grant", 0.14), ("revoke", 0.04), ("record", 0.15), ("access", 0.35),
      ("emergency", 0.01), ("review", 0.01), ("denied", 0.02),
      ("purchase", 0.06), ("use", 0.12), ("subscribe", 0.03), ("claim", 0.05),
    ])
    let scope = try section.name(
      "log", of: LogScope.allCases.map { "\($0)" }, what: "scope", default: "patient")
    let relayed = try section.name("relayed", of: ["yes", "no"], what: "answer", default: "yes")
    let settlement = try section.name(
      "settlement", of: ["token", "ether"], what: "settlement", default: "token")
    settings = Settings(
      gateways: gateways,
      gatewayAccounts: try section.integer("gateway_accounts", in: 1...100, default: 1),
      isRelayed: relayed == "yes", log: LogScope.allCases.first { "\($0)" == scope } ?? .patient,
      contributors: try section.integer("contributors", in: 1...16, default: 4),
      settlesInEther: settlement == "ether")
  }

  public func makeSession() -> any ProfileSession { HealthcareSession(settings) }
}
