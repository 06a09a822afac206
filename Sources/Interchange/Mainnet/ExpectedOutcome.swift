import Primitives

/// What executing a block must leave behind, from `expected/N.json`.
public struct ExpectedOutcome: Sendable {
  /// Root over the accounts of the pre-state alone, before the block; nil where it is not stated.
  public var partialPreRoot: Hash?
  /// Root over the accounts of the pre-state and those the block made, after its withdrawals and
  /// without any reward.
  public var partialPostRoot: Hash
  public var blobGasUsed: UInt64?
  /// By transaction, in block order.
  public var transactions: [ExpectedTransaction]
  /// Whether ``changed`` and ``deleted`` say what came of the accounts. Where not, the root alone does.
  public var listsChanges = true
  /// By account, only what differs from the pre-state.
  public var changed: [Address: ExpectedChange] = [:]
  /// Accounts of the pre-state that are gone.
  public var deleted: [Address] = []
}

/// What one transaction must have done.
public struct ExpectedTransaction: Hashable, Sendable {
  public var gasUsed: UInt64
  /// Nil before Byzantium, whose receipts have no status.
  public var succeeded: Bool?
  public var logCount: Int
  /// Keccak-256 of the RLP of its logs.
  public var logsHash: Hash
}

/// An account's new values; nil where the old ones stay.
public struct ExpectedChange: Hashable, Sendable {
  public var nonce: UInt64?
  public var balance: Word?
  public var code: [UInt8]?
  /// New values of slots, zero for those cleared.
  public var storage: [Word: Word]
}

extension ExpectedOutcome {
  /// Reads `expected/N.json`.
  public static func load(path: String) throws(InterchangeError) -> ExpectedOutcome {
    try ExpectedOutcome(decoding: JSONDocument(path: path).root)
  }

  init(decoding value: JSONValue) throws(InterchangeError) {
    partialPreRoot = try value.member("partialPreRoot").hash()
    partialPostRoot = try value.member("partialPostRoot").hash()
    blobGasUsed = try value.optionalMember("blobGasUsed")?.uint64()
    transactions = try value.member("txs").map { (entry) throws(InterchangeError) in
      try ExpectedTransaction(decoding: entry)
    }
    for (key, change) in try value.member("changed").members() {
      changed[try key.address()] = try ExpectedChange(decoding: change)
    }
    deleted = try value.member("deleted").map { (entry) throws(InterchangeError) in
      try entry.address()
    }
  }
}

extension ExpectedTransaction {
  init(decoding value: JSONValue) throws(InterchangeError) {
    gasUsed = try value.member("gasUsed").integer()
    succeeded = try value.optionalMember("status").map { (status) throws(InterchangeError) in
      try status.integer() == 1
    }
    logCount = Int(truncatingIfNeeded: try value.member("logs").integer())
    logsHash = try value.member("logsHash").hash()
  }
}

extension ExpectedChange {
  init(decoding value: JSONValue) throws(InterchangeError) {
    nonce = try value.optionalMember("nonce")?.integer()
    balance = try value.optionalMember("balance")?.word()
    code = try value.optionalMember("code")?.bytes()
    storage = [:]
    if let slots = try value.optionalMember("storage") {
      for (key, slot) in try slots.members() { storage[try key.word()] = try slot.word() }
    }
  }
}
