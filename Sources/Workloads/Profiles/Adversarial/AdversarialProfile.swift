/// Blocks built to hurt a scheduler, each kind of transaction aimed at one.
///
/// The README beside this file says, for each, which scheduler it aims at and what it should cost.
public struct AdversarialProfile: WorkloadProfile {
  public static let name = "adversarial"
  public static let summary =
    "attacks on schedulers: hidden chains, late conflicts, zombies, false hints"
  public static let keys = [
    (name: "keys", meaning: "slots that late conflicts are spread over (4)"),
    (name: "key", meaning: "distribution over them (uniform)"),
    (
      name: "decoys", meaning: "contracts that a hidden chain is told to, one after the other (256)"
    ),
    (name: "chain_length", meaning: "links until a hidden chain begins anew (256)"),
    (
      name: "rounds",
      meaning: "hashes computed before a late conflict, or before the fuse is out (2000)"
    ),
    (name: "rooms", meaning: "rooms that a wanderer visits, 1 to 64 (8)"),
    (name: "zombies", meaning: "walks between two times that the fuse is put out (12)"),
    (name: "zombie_gas", meaning: "gas limit of a walk: what a stale read can burn (2000000)"),
    (name: "declared", meaning: "slots that a false access list names, 1 to 1000 (16)"),
    (name: "giant_gas", meaning: "gas of a giant transaction, about (10000000)"),
    (
      name: "shares",
      meaning: "of chain, late, wander, zombie, poison, tribute, flood and giant"
    ),
  ]
  public static let contentionChoices = ["key"]

  /// The kinds, in the order of ``kinds``.
  enum Kind: Int, CaseIterable {
    case chain, late, wander, zombie, poison, tribute, flood, giant
  }

  /// What the file says besides choices and shares.
  struct Settings: Sendable {
    var decoys: Int
    var chainLength: Int
    var rounds: Int
    var rooms: Int
    var zombies: Int
    var zombieGas: UInt64
    var declared: Int
    var giantGas: UInt64
  }

  public let choices: [ChoiceSpec]
  public let kinds: [TransactionKind]
  let settings: Settings

  public init(from section: SpecSection) throws(WorkloadError) {
    let keys = try section.integer("keys", in: 1...1_000_000, default: 4)
    choices = [try ChoiceSpec("key", among: .numbered(keys), in: section, default: "uniform")]
    kinds = try section.shares(default: [
      ("chain", 0.25), ("late", 0.15), ("wander", 0.15), ("zombie", 0.15), ("poison", 0.15),
      ("tribute", 0.01), ("flood", 0.139), ("giant", 0.001),
    ]).map { kind in
      var kind = kind
      kind.comesLast = kind.name == "giant"
      return kind
    }
    settings = Settings(
      decoys: try section.integer(
        "decoys", in: 1...GenesisBuilder.contractLimit, default: 256,
        because: "each is a contract with storage of its own"),
      chainLength: try section.integer("chain_length", in: 1...10_000_000, default: 256),
      rounds: try section.integer("rounds", in: 1...100_000, default: 2_000),
      rooms: try section.integer("rooms", in: 1...64, default: 8),
      zombies: try section.integer("zombies", in: 1...1_000_000, default: 12),
      zombieGas: UInt64(
        try section.integer("zombie_gas", in: 200_000...16_777_216, default: 2_000_000)),
      declared: try section.integer("declared", in: 1...1_000, default: 16),
      giantGas: UInt64(
        try section.integer("giant_gas", in: 100_000...16_000_000, default: 10_000_000)))
  }

  public func makeSession() -> any ProfileSession { AdversarialSession(settings) }
}
