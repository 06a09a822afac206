import Foundation
import Interchange
import Primitives
import State

/// What executing a case of differential testing gave: the line that `gridlock fuzz-case` prints, with the
/// same keys and values as the line of `Oracle/oracle.py`.
public struct DifferentialOutcome: Encodable, Hashable, Sendable {
  public var id: String?
  /// By transaction.
  public var results: [Transaction] = []
  public var gasUsed: String?
  public var logsHash: String?
  public var logsBloom: String?
  /// Nil before Byzantium, whose receipts hold state roots in place of a status.
  public var receiptsRoot: String?
  public var stateRoot: String?
  /// Of a whole block's requests (EIP-7685), from Prague on.
  public var requestsHash: String?
  /// Why a whole block is invalid although its transactions were executed; ``results`` only are then told.
  public var invalid: String?
  /// Every account that is there afterwards, where that was asked for.
  public var post: [String: Account]?
  /// How another scheduler's outcome differs from sequential execution's, which all the rest is.
  public var schedulerDifference: String?
  /// Why there is no outcome: the case cannot be read, or a fault of ours.
  public var crash: String?

  /// How one transaction ended. A rejected one has nothing but ``error``.
  public struct Transaction: Codable, Hashable, Sendable {
    /// `success`, `reverted` or `halted`.
    public var outcome: String?
    public var gasUsed: String?
    /// How many.
    public var logs: Int?
    public var logsHash: String?
    /// What the outermost call returned; empty for a creation that succeeded.
    public var output: String?
    /// Why the transaction was rejected.
    public var error: String?
  }

  /// An account as it is in the state.
  public struct Account: Encodable, Hashable, Sendable {
    public var nonce: String
    public var balance: String
    public var code: String
    public var storage: [String: String]
  }

  /// An outcome in which nothing happened yet.
  init(id: String?) { self.id = id }

  /// The outcome of a case that cannot be read.
  public init(unreadable error: InterchangeError) { crash = error.description }

  /// One line of JSON, keys in order.
  public func json() throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(self), as: UTF8.self)
  }
}

extension DifferentialOutcome.Account {
  init(_ account: AccountAllocation) {
    nonce = Word(account.nonce).hex
    balance = account.balance.hex
    code = hexText(account.code)
    storage = Dictionary(
      uniqueKeysWithValues: account.storage.map { ($0.key.hex, $0.value.hex) })
  }
}
