/// Shares in properties, traded among verified investors, and the rent that belongs to them.
///
/// The README beside this file says which slots contend and where each default comes from.
public struct RealEstateProfile: WorkloadProfile {
  public static let name = "realestate"
  public static let summary =
    "fractional property: shares among verified holders, rent pulled or pushed"
  public static let keys = [
    (name: "properties", meaning: "how many properties there are (40)"),
    (name: "property", meaning: "distribution over them (uniform)"),
    (name: "holder", meaning: "distribution over the accounts (uniform)"),
    (name: "receiver", meaning: "of shares: distribution over the accounts (uniform)"),
    (name: "payout", meaning: "holders that a manager pays at once, 1 to 64 (16)"),
    (
      name: "shares",
      meaning: "of transfer, buy, claim, pay_rent, distribute and unverified"
    ),
  ]
  public static let contentionChoices = ["property"]

  /// The kinds, in the order of ``kinds``.
  enum Kind: Int, CaseIterable {
    case transfer, buy, claim, payRent, distribute, unverified
  }

  /// Places in ``choices``.
  enum Choice {
    static let property = 0
    static let holder = 1
    static let receiver = 2
  }

  public let choices: [ChoiceSpec]
  public let kinds: [TransactionKind]
  private let payout: Int

  public init(from section: SpecSection) throws(WorkloadError) {
    let properties = try section.integer(
      "properties", in: 1...GenesisBuilder.contractLimit, default: 40,
      because: "each is a contract with code and storage of its own")
    choices = [
      try ChoiceSpec("property", among: .numbered(properties), in: section, default: "uniform"),
      try ChoiceSpec("holder", among: .accounts, in: section, default: "uniform"),
      try ChoiceSpec("receiver", among: .accounts, in: section, default: "uniform"),
    ]
    kinds = try section.shares(default: [
      ("transfer", 0.35), ("buy", 0.15), ("claim", 0.40), ("pay_rent", 0.03),
      ("distribute", 0.05), ("unverified", 0.02),
    ])
    payout = try section.integer("payout", in: 1...64, default: 16)
  }

  public func makeSession() -> any ProfileSession { RealEstateSession(payout: payout) }
}
