import Primitives

/// A kind of transaction: the contracts it stands on and the calls it makes.
///
/// A profile holds what its entry in the workload file says and is a value; the generator draws its
/// choices and asks it for one call at a time. To add one: a folder here and a line in
/// `AllProfiles.swift`.
public protocol WorkloadProfile: Sendable {
  /// What `profile:` says in a workload file.
  static var name: String { get }
  /// One line for `gridlock list profiles`.
  static var summary: String { get }
  /// The keys it reads, besides `profile` and `share`: name and meaning.
  static var keys: [(name: String, meaning: String)] { get }

  /// Reads its entry, whose keys are known to be among ``keys``.
  init(from section: SpecSection) throws(WorkloadError)

  /// What each of its transactions chooses, in the order in which ``call(_:in:)`` is told.
  var choices: [ChoiceSpec] { get }

  /// The call that the choices make. It puts into `genesis` whatever the call needs to succeed:
  /// contracts, balances, allowances. Deterministic.
  /// - Parameter picks: One pick a choice: an account's or thing's number, or the value itself.
  func call(_ picks: [Int], in genesis: inout GenesisBuilder) -> ContractCall
}

/// One call of one account to one contract.
public struct ContractCall: Sendable {
  /// The number of the account that sends it.
  public var sender: Int
  public var contract: Address
  public var input: [UInt8]
  /// Enough for the call in any state that the workload can reach.
  public var gasLimit: UInt64
}
