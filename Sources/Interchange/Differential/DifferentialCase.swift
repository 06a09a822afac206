import Primitives
import State

/// One case of differential testing: a state, and the transactions of one block to execute on it, in the
/// format of `Oracle/oracle.py`, which executes the same on Ethereum's executable specification.
///
/// Transactions may be invalid: each such changes nothing, and the next one is executed after it.
public struct DifferentialCase: Sendable {
  /// What the case calls itself, a string or a number, as it writes it; nil where it does not.
  public var id: String?
  /// As consensus tests name it, like `Cancun`.
  public var forkName: String
  /// `env` as the header of the block that the transactions are in.
  public var header: BlockHeader
  public var chainID: UInt64
  /// `pre`: all accounts there are.
  public var allocation: Allocation
  /// Each with the sender that the case states; signatures are not looked at.
  public var transactions: [Transaction]
  /// Whether the block's system calls, withdrawals and requests are part of the case.
  public var isWholeBlock: Bool
  /// Empty where ``isWholeBlock`` is false.
  public var withdrawals: [Withdrawal]

  /// The case that `text`, one JSON object, describes; `name` is what errors call the text.
  public static func decode(
    _ text: [UInt8], name: String
  ) throws(InterchangeError) -> DifferentialCase {
    try DifferentialCase(decoding: JSONDocument(file: name, bytes: text).root)
  }

  init(decoding value: JSONValue) throws(InterchangeError) {
    id = try value.optionalMember("id").map { (id) throws(InterchangeError) in
      id.kind == .number ? String(try id.integer()) : try id.string()
    }
    forkName = try value.member("fork").string()
    let environment = try value.member("env")
    header = try BlockHeader(decodingEnvironment: environment)
    chainID = try environment.optionalMember("chainId")?.uint64() ?? 1
    allocation = try value.member("pre").allocation { (account) throws(InterchangeError) in
      try AccountAllocation(decodingSparse: account)
    }
    transactions = try value.member("txs").map { (transaction) throws(InterchangeError) in
      try Transaction(decodingRPC: transaction)
    }
    isWholeBlock = try value.optionalMember("system")?.kind == .true
    header.parentBeaconBlockRoot = try environment.optionalMember("parentBeaconBlockRoot")?.hash()
    withdrawals = []
    if isWholeBlock, let list = try environment.optionalMember("withdrawals") {
      withdrawals = try list.map { (entry) throws(InterchangeError) in
        try Withdrawal(decodingRPC: entry)
      }
    }
  }
}

extension AccountAllocation {
  /// An account of which any part may be missing, and is then empty.
  init(decodingSparse account: JSONValue) throws(InterchangeError) {
    self.init(
      balance: try account.optionalMember("balance")?.word() ?? .zero,
      nonce: try account.optionalMember("nonce")?.uint64() ?? 0,
      code: try account.optionalMember("code")?.bytes() ?? [],
      storage: try account.optionalMember("storage")?.storage() ?? [:])
  }
}
