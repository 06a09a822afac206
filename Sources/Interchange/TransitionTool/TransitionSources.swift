import Primitives
import State

/// Where a transition tool finds its three inputs: files, or members of one object that came by standard
/// input, for those that are called `stdin`.
public struct TransitionSources: Sendable {
  private let allocation: String
  private let environment: String
  private let transactions: String
  private let standardInput: JSONDocument?

  /// The word that stands for standard input in place of a path.
  public static let standardInputName = "stdin"

  /// - Parameter standardInput: Called once, if any of the three is to come from there.
  public init(
    allocation: String, environment: String, transactions: String,
    standardInput: () throws(InterchangeError) -> [UInt8]
  ) throws(InterchangeError) {
    self.allocation = allocation
    self.environment = environment
    self.transactions = transactions
    let isNeeded = [allocation, environment, transactions].contains(Self.standardInputName)
    self.standardInput =
      isNeeded
      ? try JSONDocument(file: Self.standardInputName, bytes: try standardInput()) : nil
  }

  public func loadEnvironment() throws(InterchangeError) -> TransitionEnvironment {
    try TransitionEnvironment(decoding: root(of: environment, "env"))
  }

  /// The accounts before the block. Members that an account lacks are zero or empty.
  public func loadAllocation() throws(InterchangeError) -> Allocation {
    try root(of: allocation, "alloc").allocation { (account) throws(InterchangeError) in
      AccountAllocation(
        balance: try account.optionalMember("balance")?.flexibleWord() ?? .zero,
        nonce: try account.optionalMember("nonce")?.flexibleNumber() ?? 0,
        code: try account.optionalMember("code")?.bytes() ?? [],
        storage: try account.optionalMember("storage")?.storage() ?? [:])
    }
  }

  /// In order. What cannot be a transaction is said so in its place; see ``TransitionTransaction``.
  public func loadTransactions(
    _ signing: TransitionSigning
  ) throws(InterchangeError) -> [TransitionTransaction] {
    if transactions == Self.standardInputName, let standardInput,
      let list = try standardInput.root.optionalMember("txsRlp")
    {
      return try TransitionTransaction.decodeAll(list, signing)
    }
    return try TransitionTransaction.decodeAll(root(of: transactions, "txs"), signing)
  }

  private func root(
    of source: String, _ name: StaticString
  ) throws(InterchangeError) -> JSONValue {
    guard source == Self.standardInputName, let standardInput else {
      return try JSONDocument(path: source).root
    }
    return try standardInput.root.member(name)
  }
}
