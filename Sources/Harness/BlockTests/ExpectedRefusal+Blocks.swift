extension ExpectedRefusal {
  /// What is wrong with a header, or with its place in the chain.
  static let headerExceptions: [String: Set<FaultKind>] = [
    "UNKNOWN_PARENT": [.unknownParent],
    "UNKNOWN_PARENT_ZERO": [.unknownParent],
    "INVALID_BLOCK_NUMBER": [.number],
    "INVALID_BLOCK_TIMESTAMP_OLDER_THAN_PARENT": [.timestamp],
    "INVALID_GASLIMIT": [.gasLimit],
    "GASLIMIT_TOO_BIG": [.gasLimit, .undecodable],
    "INVALID_GAS_USED_ABOVE_LIMIT": [.gasUsedAboveLimit],
    "EXTRA_DATA_TOO_BIG": [.extraData],
    "INVALID_BASEFEE_PER_GAS": [.baseFee],
    "INVALID_DIFFICULTY": [.difficulty],
    "INCORRECT_EXCESS_BLOB_GAS": [.excessBlobGas, .headerFields, .undecodable],
    "BLOB_GAS_USED_ABOVE_LIMIT": [.blobGasUsedAboveLimit],
    "RLP_BLOCK_LIMIT_EXCEEDED": [.tooLong],
    "INCORRECT_BLOCK_FORMAT": [.undecodable, .headerFields],
    // The first block of a fork that comes too early, or the last of its predecessor too late; or an ommer
    // that does.
    "IMPORT_IMPOSSIBLE_LEGACY": [.headerFields, .ommers],
    "IMPORT_IMPOSSIBLE_LEGACY_WRONG_PARENT": [.headerFields, .ommers],
    "IMPORT_IMPOSSIBLE_LONDON_WRONG_PARENT": [.headerFields, .ommers],
    "IMPORT_IMPOSSIBLE_LONDON_OVER_PARIS": [.headerFields, .difficulty],
    "IMPORT_IMPOSSIBLE_PARIS_WRONG_POW": [.headerFields, .difficulty],
    "IMPORT_IMPOSSIBLE_PARIS_WRONG_POS": [.headerFields, .difficulty],
    "IMPORT_IMPOSSIBLE_PARIS_OVER_SHANGHAI": [.headerFields, .undecodable],
    "IMPORT_IMPOSSIBLE_SHANGHAI": [.headerFields, .undecodable],
    "IMPORT_IMPOSSIBLE_DIFFICULTY_OVER_PARIS": [.difficulty],
  ]

  /// What is wrong with a block's content or outcome.
  static let contentExceptions: [String: Set<FaultKind>] = [
    "INVALID_TRANSACTIONS_ROOT": [.transactionsRoot],
    "INVALID_WITHDRAWALS_ROOT": [.withdrawalsRoot],
    "INVALID_UNCLES_HASH": [.ommersHash],
    "TOO_MANY_UNCLES": [.ommers],
    "UNCLE_IN_CHAIN": [.ommers],
    "UNCLE_IS_ANCESTOR": [.ommers],
    "UNCLE_IS_BROTHER": [.ommers],
    "UNCLE_PARENT_INCORRECT": [.ommers],
    "UNCLE_UNKNOWN_PARENT": [.ommers],
    "IMPORT_IMPOSSIBLE_UNCLES_OVER_PARIS": [.ommers, .ommersHash],
    "INCORRECT_BLOB_GAS_USED": [.blobGasUsed, .headerFields, .undecodable],
    "INVALID_GAS_USED": [.gasUsed],
    "GAS_USED_OVERFLOW": [.gasUsedAboveLimit, .gasAllowance],
    "INVALID_STATE_ROOT": [.stateRoot],
    "INVALID_RECEIPTS_ROOT": [.receiptsRoot],
    "INVALID_LOG_BLOOM": [.logsBloom],
    "INVALID_REQUESTS": [.requestsHash, .requests],
    "INVALID_DEPOSIT_EVENT_LAYOUT": [.requests],
    "SYSTEM_CONTRACT_EMPTY": [.requests],
    "SYSTEM_CONTRACT_CALL_FAILED": [.requests],
  ]
}
