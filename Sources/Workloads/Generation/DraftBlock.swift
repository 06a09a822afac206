import Primitives

/// The transactions of one block, as made, before their senders' nonces are known.
struct DraftBlock: Sendable {
  /// The first of them are made; the others, if there are more, blank.
  var transactions: [Transaction]
  /// By transaction: the number of the account that sends it.
  private(set) var senders: [UInt32] = []
  /// By transaction: entry of the mix and kind, as a place in ``MixPlan``.
  private(set) var kinds: [UInt16] = []
  /// By transaction.
  private(set) var intended: [IntendedOutcome] = []
  /// By transaction: when it arrived, in nanoseconds from the start; empty for batches.
  var arrivals: [UInt64] = []

  /// What all generated transactions have in common.
  private static let blank = Transaction(
    kind: .dynamicFee, sender: .zero, chainID: BlockGenerator.chainID, nonce: 0, gasLimit: 0,
    maxFeePerGas: ChainFees.maximum, maxPriorityFeePerGas: ChainFees.priority, to: nil,
    value: .zero, input: [])

  /// An empty block with room for `count` transactions, all of which have to be made; 0 where it is not
  /// known how many there will be.
  init(count: Int) {
    transactions = .init(repeating: Self.blank, count: count)
    senders.reserveCapacity(count)
    kinds.reserveCapacity(count)
    intended.reserveCapacity(count)
  }

  /// Transactions made so far.
  var count: Int { senders.count }

  /// Adds a transaction from `sender`, with nonce 0 for now. Takes input and access list out of `call`: in
  /// place and by exchange, because to copy a transaction, or to count references to what it holds, takes
  /// as long as all its draws.
  @inline(__always)
  mutating func append(_ call: inout GeneratedCall, from sender: Address, kind: UInt16) {
    let index = senders.count
    if index == transactions.count { transactions.append(Self.blank) }
    transactions.withUnsafeMutableBufferPointer { transactions in
      transactions[index].sender = sender
      transactions[index].gasLimit = call.gasLimit
      transactions[index].to = call.to
      transactions[index].value = call.value
      if !call.input.isEmpty { swap(&transactions[index].input, &call.input) }
      if !call.accessList.isEmpty { swap(&transactions[index].accessList, &call.accessList) }
    }
    senders.append(UInt32(truncatingIfNeeded: call.sender))
    kinds.append(kind)
    intended.append(call.intended)
  }
}
