import EVM

extension ExpectedRefusal {
  /// What is wrong with a transaction.
  static let transactionExceptions: [String: Set<FaultKind>] = [
    "INSUFFICIENT_ACCOUNT_FUNDS": rejected(.insufficientFunds, .costOverflow),
    "GASLIMIT_PRICE_PRODUCT_OVERFLOW": rejected(.costOverflow, .insufficientFunds),
    "INSUFFICIENT_MAX_FEE_PER_GAS": rejected(.feeCapBelowBaseFee),
    "PRIORITY_GREATER_THAN_MAX_FEE_PER_GAS": rejected(.priorityFeeAboveFeeCap),
    "PRIORITY_GREATER_THAN_MAX_FEE_PER_GAS_2": rejected(.priorityFeeAboveFeeCap),
    "INSUFFICIENT_MAX_FEE_PER_BLOB_GAS": rejected(.blobFeeCapBelowBaseFee),
    "INTRINSIC_GAS_TOO_LOW": rejected(.intrinsicGasTooLow),
    "INTRINSIC_GAS_BELOW_FLOOR_GAS_COST": rejected(.intrinsicGasTooLow),
    "INITCODE_SIZE_EXCEEDED": rejected(.initCodeTooLarge),
    "NONCE_IS_MAX": rejected(.nonceOverflow, .nonceTooHigh),
    "NONCE_TOO_BIG": rejected(.nonceOverflow, .nonceTooHigh),
    "NONCE_MISMATCH_TOO_HIGH": rejected(.nonceTooHigh),
    "NONCE_MISMATCH_TOO_LOW": rejected(.nonceTooLow),
    "GAS_ALLOWANCE_EXCEEDED": [.gasAllowance],
    "GAS_LIMIT_EXCEEDS_MAXIMUM": rejected(.gasLimitAboveCap),
    "SENDER_NOT_EOA": rejected(.senderHasCode),
    "INVALID_CHAINID": rejected(.chainIDMismatch),
    "INVALID_SIGNATURE_VRS": rejected(.highSignature).union([.signature, .undecodable]),
    "EC_RECOVERY_FAIL": [.signature],
    "TYPE_NOT_SUPPORTED": rejected(.unsupportedType).union([.undecodable]),
    "TYPE_1_TX_PRE_FORK": rejected(.unsupportedType),
    "TYPE_2_TX_PRE_FORK": rejected(.unsupportedType),
    "TYPE_3_TX_PRE_FORK": rejected(.unsupportedType),
    "TYPE_3_TX_ZERO_BLOBS_PRE_FORK": rejected(.unsupportedType, .noBlobs),
    "TYPE_4_TX_PRE_FORK": rejected(.unsupportedType),
    "TYPE_3_TX_ZERO_BLOBS": rejected(.noBlobs),
    "TYPE_3_TX_INVALID_BLOB_VERSIONED_HASH": rejected(.blobVersion),
    "TYPE_3_TX_BLOB_COUNT_EXCEEDED": rejected(.tooManyBlobs).union([.blobGasUsedAboveLimit]),
    "TYPE_3_TX_MAX_BLOB_GAS_ALLOWANCE_EXCEEDED":
      rejected(.tooManyBlobs).union([.blobGasUsedAboveLimit]),
    "TYPE_3_TX_WITH_FULL_BLOBS": [.undecodable],
    // A creation has no recipient, which the encodings of these two have no room for.
    "TYPE_3_TX_CONTRACT_CREATION": rejected(.blobCreation).union([.undecodable]),
    "TYPE_4_TX_CONTRACT_CREATION": rejected(.setCodeCreation).union([.undecodable]),
    "TYPE_4_EMPTY_AUTHORIZATION_LIST": rejected(.noAuthorizations),
    "TYPE_4_INVALID_AUTHORIZATION_FORMAT": [.undecodable],
  ]

  private static func rejected(_ reasons: TransactionRejection...) -> Set<FaultKind> {
    Set(reasons.map { .transaction($0) })
  }
}
