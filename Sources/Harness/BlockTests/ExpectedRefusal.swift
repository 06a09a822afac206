/// Why a test says that a block must be refused: one of several exceptions, by the names that
/// github.com/ethereum/tests and execution-spec-tests give them.
struct ExpectedRefusal: Hashable, Sendable {
  /// Without the class in front, like `INVALID_GAS_USED`.
  let exceptions: [String]

  /// - Parameter text: Like `BlockException.INVALID_GAS_USED|TransactionException.NONCE_IS_MAX`.
  init(_ text: String) {
    exceptions = text.split(separator: "|").map { name in
      String(name.split(separator: ".").last ?? name)
    }
  }

  /// Whether a block refused for this reason was refused as the test says; nil where one of the
  /// exceptions is not known here, so that nobody can tell.
  func admits(_ kind: FaultKind) -> Bool? {
    var isKnown = true
    for exception in exceptions {
      guard let kinds = Self.kinds(of: exception) else {
        isKnown = false
        continue
      }
      if kinds.contains(kind) { return true }
    }
    return isKnown ? false : nil
  }

  /// The reasons that fit an exception; nil for one that is not known here.
  private static func kinds(of exception: String) -> Set<FaultKind>? {
    blockExceptions[exception] ?? transactionExceptions[exception]
  }

  private static let blockExceptions: [String: Set<FaultKind>] = [
    "UNKNOWN_PARENT": [.unknownParent],
    "UNKNOWN_PARENT_ZERO": [.unknownParent],
    "INVALID_BLOCK_NUMBER": [.number],
    "INVALID_BLOCK_TIMESTAMP_OLDER_THAN_PARENT": [.timestamp],
    "INVALID_GASLIMIT": [.gasLimit, .undecodable],
    "GASLIMIT_OVERFLOW": [.gasLimit, .undecodable],
    "INVALID_GAS_USED": [.gasUsed],
    "INVALID_GAS_USED_ABOVE_LIMIT": [.gasUsedAboveLimit],
    "GAS_USED_OVERFLOW": [.gasUsedAboveLimit, .gasAllowance],
    "EXTRA_DATA_TOO_BIG": [.extraData],
    "INVALID_BASEFEE_PER_GAS": [.baseFee],
    "INVALID_DIFFICULTY": [.difficulty],
    "INVALID_STATE_ROOT": [.stateRoot],
    "INVALID_RECEIPTS_ROOT": [.receiptsRoot],
    "INVALID_LOG_BLOOM": [.logsBloom],
    "INVALID_TRANSACTIONS_ROOT": [.transactionsRoot],
    "INVALID_WITHDRAWALS_ROOT": [.withdrawalsRoot],
    "INVALID_UNCLES_HASH": [.ommersHash],
    "INVALID_REQUESTS": [.requestsHash, .requests],
    "SYSTEM_CONTRACT_EMPTY": [.requests],
    "SYSTEM_CONTRACT_CALL_FAILED": [.requests],
    "INVALID_DEPOSIT_EVENT_LAYOUT": [.requests],
    "INCORRECT_BLOB_GAS_USED": [.blobGasUsed, .headerFields, .undecodable],
    "BLOB_GAS_USED_ABOVE_LIMIT": [.blobGasUsedAboveLimit],
    "INCORRECT_EXCESS_BLOB_GAS": [.excessBlobGas, .headerFields, .undecodable],
    "INCORRECT_BLOCK_FORMAT": [.undecodable, .headerFields],
    "RLP_STRUCTURES_ENCODING": [.undecodable],
    "RLP_WITHDRAWALS_NOT_READ": [.undecodable],
    "RLP_INVALID_FIELD_OVERFLOW_64": [.undecodable],
    "RLP_INVALID_ADDRESS": [.undecodable],
    "UNCLE_PARENT_INCORRECT": [.ommers],
    "UNCLE_IS_ANCESTOR": [.ommers],
    "UNCLE_IS_BROTHER": [.ommers],
    "UNCLE_IN_CHAIN": [.ommers],
    "UNCLE_UNKNOWN_PARENT": [.ommers],
    "TOO_MANY_UNCLES": [.ommers],
    // The first block of a fork that comes too early, or the last of its predecessor too late; or an ommer
    // that does.
    "IMPORT_IMPOSSIBLE_LEGACY_WRONG_PARENT": [.headerFields, .ommers],
    "IMPORT_IMPOSSIBLE_LONDON_WRONG_PARENT": [.headerFields, .ommers],
    "IMPORT_IMPOSSIBLE_LONDON_OVER_PARIS": [.headerFields, .difficulty],
    "IMPORT_IMPOSSIBLE_PARIS_WRONG_POW": [.headerFields, .difficulty],
    "IMPORT_IMPOSSIBLE_PARIS_OVER_SHANGHAI": [.headerFields, .undecodable],
    "IMPORT_IMPOSSIBLE_SHANGHAI": [.headerFields, .undecodable],
  ]

  private static let transactionExceptions: [String: Set<FaultKind>] = [
    "INSUFFICIENT_ACCOUNT_FUNDS": [.transaction(.insufficientFunds), .transaction(.costOverflow)],
    "INSUFFICIENT_MAX_FEE_PER_GAS": [.transaction(.feeCapBelowBaseFee)],
    "PRIORITY_GREATER_THAN_MAX_FEE_PER_GAS": [.transaction(.priorityFeeAboveFeeCap)],
    "INSUFFICIENT_MAX_FEE_PER_BLOB_GAS": [.transaction(.blobFeeCapBelowBaseFee)],
    "INTRINSIC_GAS_TOO_LOW": [.transaction(.intrinsicGasTooLow)],
    "INITCODE_SIZE_EXCEEDED": [.transaction(.initCodeTooLarge)],
    "NONCE_IS_MAX": [.transaction(.nonceOverflow), .transaction(.nonceTooHigh)],
    "NONCE_MISMATCH_TOO_HIGH": [.transaction(.nonceTooHigh)],
    "NONCE_MISMATCH_TOO_LOW": [.transaction(.nonceTooLow)],
    "GAS_ALLOWANCE_EXCEEDED": [.gasAllowance],
    "GASLIMIT_PRICE_PRODUCT_OVERFLOW": [
      .transaction(.costOverflow), .transaction(.insufficientFunds),
    ],
    "SENDER_NOT_EOA": [.transaction(.senderHasCode)],
    "INVALID_CHAINID": [.transaction(.chainIDMismatch)],
    "INVALID_SIGNATURE_VRS": [.signature, .transaction(.highSignature), .undecodable],
    "TYPE_NOT_SUPPORTED": [.transaction(.unsupportedType), .undecodable],
    "TYPE_1_TX_PRE_FORK": [.transaction(.unsupportedType)],
    "TYPE_2_TX_PRE_FORK": [.transaction(.unsupportedType)],
    "TYPE_3_TX_PRE_FORK": [.transaction(.unsupportedType)],
    "TYPE_4_TX_PRE_FORK": [.transaction(.unsupportedType)],
    "TYPE_3_TX_ZERO_BLOBS": [.transaction(.noBlobs)],
    "TYPE_3_TX_INVALID_BLOB_VERSIONED_HASH": [.transaction(.blobVersion)],
    "TYPE_3_TX_BLOB_COUNT_EXCEEDED": [.transaction(.tooManyBlobs), .blobGasUsedAboveLimit],
    "TYPE_3_TX_MAX_BLOB_GAS_ALLOWANCE_EXCEEDED": [
      .transaction(.tooManyBlobs), .blobGasUsedAboveLimit,
    ],
    "TYPE_4_EMPTY_AUTHORIZATION_LIST": [.transaction(.noAuthorizations)],
    "TYPE_4_TX_CONTRACT_CREATION": [.transaction(.setCodeCreation), .undecodable],
    // A creation has no recipient, which a blob transaction's encoding has no room for.
    "TYPE_3_TX_CONTRACT_CREATION": [.transaction(.blobCreation), .undecodable],
  ]
}
