/// When one transaction has to wait for another: the relations of the literature, side by side, each the
/// limit of one family of schedulers.
///
/// Every block has
/// `injectedValues ⊆ commutativeSlots ⊆ commutativeBalances ⊆ givenNonces ⊆ reads ⊆ locationLocks ⊆
/// accountLocks` and `reads ⊆ readsAndFees`, where *a ⊆ b* means that whoever waits for another under *a*,
/// directly or through others, does so under *b*. Hence the bounds are ordered the other way round.
/// Each step of the chain either drops edges, or replaces edges by ones that were implied: a reader of a sum
/// waits for all who added to it, each of whom read what the one before had left.
public enum DependencyRelation: String, Hashable, Sendable, CaseIterable, Codable {
  /// Two transactions share an account and one of them changes it. What declared accounts allow
  /// (Sealevel), or contracts as the unit of locking.
  case accountLocks = "D0"
  /// They share a field or slot and one of them changes it, in whatever order: what locks on single
  /// locations allow, or any scheduler that keeps one version.
  case locationLocks = "D1"
  /// The later one reads what the earlier one changed, the fees among it: multi-version memory that
  /// knows nothing of fees.
  case readsAndFees = "D2"
  /// The later one reads what the earlier one changed; fees count only for who reads the beneficiary's
  /// balance, and then those of all before. What Block-STM with deferred fees can exploit.
  case reads = "D3"
  /// As `reads`, and what a transaction adds to a balance, or takes from it, waits for nobody who did the
  /// same, while the sender's nonce still counts: what deferred credits gain by themselves.
  case readsButBalances = "D3b"
  /// As `reads` without the sender's own nonce, which the transaction states, in a block known to be valid.
  case givenNonces = "D4"
  /// As `givenNonces`, and balances are added to and taken from without waiting, by those who would have
  /// done just the same whatever earlier ones had added or taken. Who looks at a balance, or might not
  /// have had enough without a credit, waits. What lazy balances can exploit.
  case commutativeBalances = "D5"
  /// As `commutativeBalances`, and the same for storage slots: balances of tokens, counters. What
  /// aggregators could exploit if every slot that can be one were declared one.
  case commutativeSlots = "D6"
  /// None waits: values are given, as by a block access list (EIP-7928).
  case injectedValues = "D9"

  /// A few words, for tables.
  public var title: String {
    switch self {
    case .accountLocks: "accounts locked"
    case .locationLocks: "locations locked"
    case .readsAndFees: "reads, fees too"
    case .reads: "reads"
    case .readsButBalances: "… balances commute"
    case .givenNonces: "… nonces given"
    case .commutativeBalances: "… and balances commute"
    case .commutativeSlots: "… and slots commute"
    case .injectedValues: "values given"
    }
  }

  /// What it models, in a line.
  public var models: String {
    switch self {
    case .accountLocks: "declared accounts, as Solana's"
    case .locationLocks: "locks on fields and slots; one version of each"
    case .readsAndFees: "multi-version memory that takes fees for reads and writes"
    case .reads: "Block-STM with deferred fees"
    case .readsButBalances: "the same with deferred credits and debits"
    case .givenNonces: "the same for a block whose nonces are known to be right"
    case .commutativeBalances: "lazy balances"
    case .commutativeSlots: "aggregators in storage, wherever one is possible"
    case .injectedValues: "a block access list with values"
    }
  }

  /// What it counts as an access, and which orders matter.
  public var rules: DependencyRules {
    switch self {
    case .accountLocks: DependencyRules(unit: .account, hazards: .all)
    case .locationLocks: DependencyRules(unit: .location, hazards: .all)
    case .readsAndFees: DependencyRules(readsFees: true)
    case .reads: DependencyRules()
    case .readsButBalances: DependencyRules(commutingBalances: true)
    case .givenNonces: DependencyRules(givenNonces: true)
    case .commutativeBalances: DependencyRules(givenNonces: true, commutingBalances: true)
    case .commutativeSlots:
      DependencyRules(givenNonces: true, commutingBalances: true, commutingSlots: true)
    case .injectedValues: DependencyRules(hazards: .none)
    }
  }
}
