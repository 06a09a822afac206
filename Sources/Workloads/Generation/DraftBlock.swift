import Primitives

/// The transactions of one block, as made; their nonces are 0 where blocks before it are not made yet.
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

  /// An empty block.
  init() {}

  /// A block of transactions of these kinds, in their order, each of which `make` adds.
  @inline(__always)
  init(kinds: [UInt16], make: (inout Writer) -> Void) {
    self.kinds = kinds
    let count = kinds.count
    if count == 0 { return }
    var (senders, intended): ([UInt32], [IntendedOutcome]) = ([], [])
    transactions = .init(unsafeUninitializedCapacity: count) { transactions, made in
      senders = .init(unsafeUninitializedCapacity: count) { senders, madeSenders in
        intended = .init(unsafeUninitializedCapacity: count) { intended, madeIntended in
          withUnsafeTemporaryAllocation(of: GeneratedCall.self, capacity: 1) { call in
            var writer = Writer(
              transactions: transactions.baseAddress.unsafelyUnwrapped, room: count,
              senders: senders, intended: intended, call: call.baseAddress.unsafelyUnwrapped)
            make(&writer)
            (made, madeSenders, madeIntended) = (writer.count, writer.count, writer.count)
          }
        }
      }
    }
    precondition(transactions.count == count, "a block of \(count) got \(transactions.count)")
    self.senders = senders
    self.intended = intended
  }

  /// Adds transactions to a block of known length, which are written where they stay: to append to arrays
  /// takes a check of capacity and a copy for each.
  struct Writer: ~Copyable {
    /// Not a buffer: Swift 6.3 compiles no change behind an optional pointer for ThreadSanitizer ("Invalid
    /// bitcast").
    fileprivate let transactions: UnsafeMutablePointer<Transaction>
    fileprivate let room: Int
    fileprivate let senders: UnsafeMutableBufferPointer<UInt32>
    fileprivate let intended: UnsafeMutableBufferPointer<IntendedOutcome>
    /// Room for the call that is added next. Holds nothing that needs a release.
    fileprivate let call: UnsafeMutablePointer<GeneratedCall>
    fileprivate var count = 0

    /// Adds the transaction of the next call.
    /// - Parameters:
    ///   - address: Gives an account's address.
    ///   - nonce: Gives the nonce of an account's next transaction.
    @inline(__always)
    mutating func append(
      _ next: consuming GeneratedCall, address: (_ account: Int) -> Address,
      nonce: (_ account: Int) -> UInt64
    ) {
      precondition(count < room)
      call.initialize(to: next)
      let sender = call.pointee.sender
      senders.initializeElement(at: count, to: UInt32(truncatingIfNeeded: sender))
      intended.initializeElement(at: count, to: call.pointee.intended)
      let transaction = transactions + count
      transaction.initialize(
        to: Transaction(call.pointee, from: address(sender), nonce: nonce(sender)))
      // What stays behind are two empty arrays, which are everybody's and may be forgotten.
      transaction.pointee.takeArrays(of: &call.pointee)
      count &+= 1
    }
  }

  /// Adds a transaction from `sender`, with nonce 0 for now, and takes its arrays out of `call`.
  mutating func append(_ call: inout GeneratedCall, from sender: Address, kind: UInt16) {
    senders.append(UInt32(truncatingIfNeeded: call.sender))
    kinds.append(kind)
    intended.append(call.intended)
    var transaction = Transaction(call, from: sender, nonce: 0)
    transaction.takeArrays(of: &call)
    transactions.append(transaction)
  }
}

extension Transaction {
  /// The transaction of `call`, yet without input and access list.
  @inline(__always)
  fileprivate init(_ call: GeneratedCall, from sender: Address, nonce: UInt64) {
    self.init(
      kind: .dynamicFee, sender: sender, chainID: BlockGenerator.chainID, nonce: nonce,
      gasLimit: call.gasLimit, maxFeePerGas: ChainFees.maximum,
      maxPriorityFeePerGas: ChainFees.priority, to: call.to, value: call.value, input: [])
  }

  /// Exchanges input and access list for those of `call`, because to count references to what they hold
  /// takes as long as a draw.
  @inline(__always)
  fileprivate mutating func takeArrays(of call: inout GeneratedCall) {
    swap(&input, &call.input)
    swap(&accessList, &call.accessList)
  }
}
