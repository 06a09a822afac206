import Primitives

/// The transactions of one block, as made, before their senders' nonces are known.
struct DraftBlock: Sendable {
  var transactions: [Transaction] = []
  /// By transaction: the number of the account that sends it.
  var senders: [UInt32] = []
  /// By transaction: entry of the mix and kind, as a place in ``MixPlan``.
  var kinds: [UInt16] = []
  /// By transaction.
  var intended: [IntendedOutcome] = []
  /// By transaction: when it arrived, in nanoseconds from the start; empty for batches.
  var arrivals: [UInt64] = []

  init(capacity: Int) {
    transactions.reserveCapacity(capacity)
    senders.reserveCapacity(capacity)
    kinds.reserveCapacity(capacity)
    intended.reserveCapacity(capacity)
  }

  /// Adds a transaction, with nonce 0 for now.
  @inline(__always)
  mutating func append(_ call: GeneratedCall, kind: UInt16) {
    var transaction = Transaction(
      kind: .dynamicFee, sender: AccountAddress.address(of: call.sender),
      chainID: BlockGenerator.chainID, nonce: 0, gasLimit: call.gasLimit,
      maxFeePerGas: ChainFees.maximum, maxPriorityFeePerGas: ChainFees.priority, to: call.to,
      value: call.value, input: call.input)
    if !call.accessList.isEmpty { transaction.accessList = call.accessList }
    transactions.append(transaction)
    senders.append(UInt32(truncatingIfNeeded: call.sender))
    kinds.append(kind)
    intended.append(call.intended)
  }
}
