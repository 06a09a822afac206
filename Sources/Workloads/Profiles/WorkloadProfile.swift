import Primitives

/// A use of a chain: the contracts it stands on, its kinds of transaction, and what they choose.
///
/// A profile holds what its entry in the workload file says and is a value. What changes as transactions
/// are made (an item's stage, an auction's best bid) is in its ``ProfileSession``. To add one: a folder
/// here and a line in `AllProfiles.swift`.
public protocol WorkloadProfile: Sendable {
  /// What `profile:` says in a workload file.
  static var name: String { get }
  /// One line for `gridlock list profiles`.
  static var summary: String { get }
  /// The keys it reads, besides `profile` and `share`: name and meaning.
  static var keys: [(name: String, meaning: String)] { get }
  /// The choices whose skew makes its contention: what `target:` turns where the file does not say.
  /// By default the first choice that is of keys.
  static var contentionChoices: [String] { get }
  /// Whether what a session does depends on what it did before, other than by putting things into the
  /// genesis state. A profile without memory says false, and its blocks can be made by many threads.
  /// True by default.
  static var keepsState: Bool { get }

  /// Reads its entry, whose keys are known to be among ``keys``.
  init(from section: SpecSection) throws(WorkloadError)

  /// What its transactions choose; ``ChoiceDraws/pick(_:)`` takes the place in this list.
  var choices: [ChoiceSpec] { get }
  /// Its kinds of transaction with their shares: at least one, and a positive share among them.
  var kinds: [TransactionKind] { get }

  /// A fresh run of the profile, before the first block.
  func makeSession() -> any ProfileSession
}

extension WorkloadProfile {
  public static var contentionChoices: [String] { [] }
  public static var keepsState: Bool { true }
}

/// One generation run of a profile: makes its transactions in the order in which they will execute.
///
/// It may rely on that order and on each transaction ending as intended, so it can keep a model of its
/// contracts' state. Deterministic: whatever varies comes from the draws.
public protocol ProfileSession: AnyObject {
  /// Called before the transactions of each block; does nothing by default.
  func beginBlock(_ block: BlockContext, in genesis: inout GenesisBuilder)

  /// The next transaction of kind `kind`, a place in ``WorkloadProfile/kinds``, which the generator
  /// draws. Puts into `genesis` whatever the call needs to end as intended: contracts, balances,
  /// allowances.
  /// - Parameter draws: Draws the choices; one that a kind does not pick is not drawn.
  func next(
    _ kind: Int, _ draws: inout ChoiceDraws, in genesis: inout GenesisBuilder
  ) -> GeneratedCall
}

extension ProfileSession {
  public func beginBlock(_ block: BlockContext, in genesis: inout GenesisBuilder) {}
}
