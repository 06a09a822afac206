import Primitives

/// The transactions of one block, as made, before their senders' nonces are known.
struct DraftBlock: Sendable {
  var transactions: [Transaction] = []
  /// By transaction: the number of the account that sends it.
  private(set) var senders: [UInt32] = []
  /// By transaction: entry of the mix and kind, as a place in ``MixPlan``.
  private(set) var kinds: [UInt16] = []
  /// By transaction.
  private(set) var intended: [IntendedOutcome] = []
  /// By transaction: when it arrived, in nanoseconds from the start; empty for batches.
  var arrivals: [UInt64] = []

  /// An empty block with room for `count` transactions; 0 where it is not known how many there will be.
  init(count: Int) {
    transactions.reserveCapacity(count)
    senders.reserveCapacity(count)
    kinds.reserveCapacity(count)
    intended.reserveCapacity(count)
  }

  /// Adds a transaction from `sender`, with nonce 0 for now. Takes input and access list out of `call` by
  /// exchange, because to count references to what they hold takes as long as a draw.
  @inline(__always)
  mutating func append(_ call: inout GeneratedCall, from sender: Address, kind: UInt16) {
    senders.append(UInt32(truncatingIfNeeded: call.sender))
    kinds.append(kind)
    intended.append(call.intended)
    let index = transactions.count
    transactions.append(
      Transaction(
        kind: .dynamicFee, sender: sender, chainID: BlockGenerator.chainID, nonce: 0,
        gasLimit: call.gasLimit, maxFeePerGas: ChainFees.maximum,
        maxPriorityFeePerGas: ChainFees.priority, to: call.to, value: call.value, input: []))
    if !call.input.isEmpty { swap(&transactions[index].input, &call.input) }
    if !call.accessList.isEmpty { swap(&transactions[index].accessList, &call.accessList) }
  }
}
