/// An organisation that votes on payments from its treasury.
///
/// The votes on one proposal form a chain through its tallies. The README beside this file says which
/// slots contend and where each default comes from.
public struct DAOProfile: WorkloadProfile {
  public static let name = "dao"
  public static let summary =
    "proposals, votes by checkpointed tokens, and a treasury behind a time lock"
  public static let keys = [
    (name: "proposals", meaning: "how many proposals are open to votes at a time (20)"),
    (name: "proposal", meaning: "distribution over them (uniform)"),
    (name: "voter", meaning: "distribution over the accounts (uniform)"),
    (name: "receiver", meaning: "of voting tokens: distribution over the accounts (uniform)"),
    (name: "voting_period", meaning: "blocks that voting is open (20)"),
    (name: "time_lock", meaning: "blocks from queue to execution (5)"),
    (
      name: "shares",
      meaning: "of vote, transfer, delegate, contribute, propose, queue, execute and double_vote"
    ),
  ]
  public static let contentionChoices = ["proposal"]

  /// The kinds, in the order of ``kinds``.
  enum Kind: Int, CaseIterable {
    case vote, transfer, delegate, contribute, propose, queue, execute, doubleVote
  }

  /// What the file says besides choices and shares.
  struct Settings: Sendable {
    var votingPeriod: UInt64
    var timeLock: UInt64
  }

  /// Places in ``choices``.
  enum Choice {
    static let proposal = 0
    static let voter = 1
    static let receiver = 2
  }

  public let choices: [ChoiceSpec]
  public let kinds: [TransactionKind]
  let settings: Settings

  public init(from section: SpecSection) throws(WorkloadError) {
    let proposals = try section.integer("proposals", in: 1...100_000, default: 20)
    choices = [
      try ChoiceSpec("proposal", among: .numbered(proposals), in: section, default: "uniform"),
      try ChoiceSpec("voter", among: .accounts, in: section, default: "uniform"),
      try ChoiceSpec("receiver", among: .accounts, in: section, default: "uniform"),
    ]
    kinds = try section.shares(default: [
      ("vote", 0.70), ("transfer", 0.12), ("delegate", 0.03), ("contribute", 0.07),
      ("propose", 0.02), ("queue", 0.02), ("execute", 0.02), ("double_vote", 0.02),
    ])
    settings = Settings(
      votingPeriod: UInt64(try section.integer("voting_period", in: 1...1_000_000, default: 20)),
      timeLock: UInt64(try section.integer("time_lock", in: 1...1_000_000, default: 5)))
  }

  public func makeSession() -> any ProfileSession { DAOSession(settings) }
}
