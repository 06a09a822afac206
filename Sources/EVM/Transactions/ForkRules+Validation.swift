import Primitives

extension ForkRules {
  /// Gas that a transaction costs before its first instruction (yellow paper, 6.2; EIP-2028, EIP-2930,
  /// EIP-3860, EIP-7702).
  public func intrinsicGas(of transaction: Transaction) -> Int64 {
    var total = gas.transaction
    for byte in transaction.input {
      total &+= byte == 0 ? gas.zeroByte : gas.nonZeroByte
    }
    if transaction.to == nil {
      total &+= gas.transactionCreate
      total &+= gas.initCodeWord &* Int64((transaction.input.count + 31) / 32)
    }
    for entry in transaction.accessList {
      total &+= gas.accessListAddress &+ gas.accessListKey &* Int64(entry.storageKeys.count)
    }
    return total &+ gas.authorization &* Int64(transaction.authorizations.count)
  }

  /// The least gas that a transaction is charged, whatever it does (EIP-7623): a price for each byte of
  /// input, fourfold for those that are not zero.
  func floorGas(of transaction: Transaction) -> Int64 {
    if gas.floorToken == 0 { return 0 }
    let tokens = transaction.input.reduce(0 as Int64) { $0 &+ ($1 == 0 ? 1 : 4) }
    return gas.transaction &+ gas.floorToken &* tokens
  }

  /// Why a transaction is invalid whatever the state, or nil. O(its bytes).
  public func rejection(
    of transaction: Transaction, in environment: BlockEnvironment
  ) -> TransactionRejection? {
    rejection(
      of: transaction, in: environment,
      leastGas: max(intrinsicGas(of: transaction), floorGas(of: transaction)))
  }

  /// The same for a caller that has the least gas already: the intrinsic, or the floor.
  func rejection(
    of transaction: Transaction, in environment: BlockEnvironment, leastGas: Int64
  ) -> TransactionRejection? {
    guard supports(transaction.kind) else { return .unsupportedType }
    if let chainID = transaction.chainID {
      if transaction.kind == .legacy && !hasReplayProtection { return .namesChainTooEarly }
      if chainID != environment.chainID { return .chainIDMismatch }
    }
    if requiresLowSignatures, transaction.signature?.hasLowS == false { return .highSignature }
    if transaction.nonce == .max { return .nonceOverflow }
    if transaction.gasLimit > min(environment.gasLimit, UInt64(Int64.max)) {
      return .gasLimitAboveBlock
    }
    if transaction.gasLimit > maximumTransactionGas { return .gasLimitAboveCap }
    if transaction.maxPriorityFeePerGas > transaction.maxFeePerGas {
      return .priorityFeeAboveFeeCap
    }
    if transaction.maxFeePerGas < environment.baseFee { return .feeCapBelowBaseFee }
    if transaction.to == nil && transaction.input.count > maximumInitCode {
      return .initCodeTooLarge
    }
    if Int64(transaction.gasLimit) < leastGas { return .intrinsicGasTooLow }
    switch transaction.kind {
    case .legacy, .accessList, .dynamicFee: return nil
    case .blob: return blobRejection(of: transaction, in: environment)
    case .setCode:
      if transaction.to == nil { return .setCodeCreation }
      return transaction.authorizations.isEmpty ? .noAuthorizations : nil
    }
  }

  private func supports(_ kind: Transaction.Kind) -> Bool {
    switch kind {
    case .legacy: true
    case .accessList: hasAccessLists
    case .dynamicFee: hasBaseFee
    case .blob: hasBlobs
    case .setCode: hasDelegations
    }
  }

  private func blobRejection(
    of transaction: Transaction, in environment: BlockEnvironment
  ) -> TransactionRejection? {
    guard let blobs else { return .unsupportedType }
    if transaction.to == nil { return .blobCreation }
    let hashes = transaction.blobVersionedHashes
    if hashes.isEmpty { return .noBlobs }
    if hashes.count > min(blobs.maximumPerTransaction, blobs.maximumPerBlock) {
      return .tooManyBlobs
    }
    if hashes.contains(where: { UInt8(truncatingIfNeeded: $0.word.l3 >> 56) != blobs.hashVersion })
    {
      return .blobVersion
    }
    if transaction.maxFeePerBlobGas < environment.blobBaseFee { return .blobFeeCapBelowBaseFee }
    return nil
  }
}
