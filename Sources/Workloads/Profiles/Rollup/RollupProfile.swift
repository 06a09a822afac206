/// A rollup on its base chain, and payment channels beside it.
///
/// The README beside this file says which slots contend and where each default comes from.
public struct RollupProfile: WorkloadProfile {
  public static let name = "rollup"
  public static let summary =
    "batches committed, proved, finalised; deposits, withdrawals, channels"
  public static let keys = [
    (name: "user", meaning: "distribution over the accounts (uniform)"),
    (name: "payee", meaning: "of channels: distribution over the accounts (uniform)"),
    (name: "links", meaning: "units that a channel's hash chain can pay, 1 to 1024 (64)"),
    (
      name: "shares",
      meaning: "of deposit, withdraw, commit, prove, finalise, open, close, top_up and "
        + "double_withdraw"
    ),
  ]
  public static let contentionChoices = ["user"]

  /// The kinds, in the order of ``kinds``.
  enum Kind: Int, CaseIterable {
    case deposit, withdraw, commit, prove, finalise, open, close, topUp, doubleWithdraw
  }

  /// Places in ``choices``.
  enum Choice {
    static let user = 0
    static let payee = 1
  }

  public let choices: [ChoiceSpec]
  public let kinds: [TransactionKind]
  private let links: Int

  public init(from section: SpecSection) throws(WorkloadError) {
    choices = [
      try ChoiceSpec("user", among: .accounts, in: section, default: "uniform"),
      try ChoiceSpec("payee", among: .accounts, in: section, default: "uniform"),
    ]
    kinds = try section.shares(default: [
      ("deposit", 0.25), ("withdraw", 0.35), ("commit", 0.02), ("prove", 0.02), ("finalise", 0.02),
      ("open", 0.15), ("close", 0.14), ("top_up", 0.03), ("double_withdraw", 0.02),
    ])
    links = try section.integer("links", in: 1...1_024, default: 64)
  }

  public func makeSession() -> any ProfileSession { RollupSession(links: links) }
}
