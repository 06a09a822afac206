/// A lock-and-mint bridge: messages leave by queues and arrive by attested batches.
///
/// The README beside this file says which slots contend and where each default comes from.
public struct BridgeProfile: WorkloadProfile {
  public static let name = "bridge"
  public static let summary = "lock and mint across chains: queues, attested batches, Merkle proofs"
  public static let keys = [
    (name: "user", meaning: "distribution over the accounts (uniform)"),
    (name: "tokens", meaning: "how many tokens of this chain there are (8)"),
    (name: "token", meaning: "distribution over them, and over the wrapped ones (uniform)"),
    (name: "chains", meaning: "how many other chains there are (4)"),
    (name: "chain", meaning: "distribution over them (uniform)"),
    (name: "relayers", meaning: "how many relayers there are (6)"),
    (name: "relayer", meaning: "distribution over them (uniform)"),
    (name: "validators", meaning: "how many there are; two thirds make a quorum (9)"),
    (name: "delivery", meaning: "unordered, or ordered: the next number only (unordered)"),
    (name: "shares", meaning: "of lock, burn, deliver, attest and replay"),
  ]
  public static let contentionChoices = ["chain"]

  /// The kinds, in the order of ``kinds``.
  enum Kind: Int, CaseIterable {
    case lock, burn, deliver, attest, replay
  }

  /// What the file says besides choices and shares.
  struct Settings: Sendable {
    var chains: Int
    var validators: Int
    var isOrdered: Bool
    /// Attestations that make a root good: more than two thirds.
    var quorum: Int { 2 * validators / 3 + 1 }
  }

  /// Places in ``choices``.
  enum Choice {
    static let user = 0
    static let token = 1
    static let chain = 2
    static let relayer = 3
  }

  public let choices: [ChoiceSpec]
  public let kinds: [TransactionKind]
  let settings: Settings

  public init(from section: SpecSection) throws(WorkloadError) {
    let tokens = try section.integer("tokens", in: 1...1_000, default: 8)
    let chains = try section.integer("chains", in: 1...1_000, default: 4)
    let relayers = try section.integer("relayers", in: 1...100_000, default: 6)
    choices = [
      try ChoiceSpec("user", among: .accounts, in: section, default: "uniform"),
      try ChoiceSpec("token", among: .numbered(tokens), in: section, default: "uniform"),
      try ChoiceSpec("chain", among: .numbered(chains), in: section, default: "uniform"),
      try ChoiceSpec("relayer", among: .numbered(relayers), in: section, default: "uniform"),
    ]
    kinds = try section.shares(default: [
      ("lock", 0.36), ("burn", 0.16), ("deliver", 0.38), ("attest", 0.08), ("replay", 0.02),
    ])
    let delivery = try section.name(
      "delivery", of: ["unordered", "ordered"], what: "delivery", default: "unordered")
    settings = Settings(
      chains: chains, validators: try section.integer("validators", in: 1...64, default: 9),
      isOrdered: delivery == "ordered")
  }

  public func makeSession() -> any ProfileSession { BridgeSession(settings) }
}
