import Primitives
import State

/// A transaction as attempts read it: where its parts are. Plain data, everything computed that does not
/// depend on state.
///
/// What every transaction needs is 128 bytes, two cache lines; all of it together was five, and a plain
/// transfer waits for memory as long as it computes.
struct PreparedTransaction: BitwiseCopyable {
  private let head: UnsafePointer<PreparedHead>
  /// Not to be read but where the head says that there is something to be read.
  private let tail: UnsafePointer<PreparedTail>

  init(_ head: UnsafePointer<PreparedHead>, _ tail: UnsafePointer<PreparedTail>) {
    self.head = head
    self.tail = tail
  }
}

/// What every transaction has.
///
/// Amounts are here where they are less than 2¹²⁸ each, as all that can be paid on a main network are, and
/// otherwise in ``PreparedAmounts``: arithmetic is shorter, too.
struct PreparedHead {
  var sender: Address
  var traits: Traits
  /// The rejection that needs no state to know, or zero.
  var rejection: UInt16
  /// The account called; without meaning for a creation.
  var to: Address
  var inputCount: UInt32
  var nonce: UInt64
  var gasLimit: Int64
  /// Gas charged before the first instruction.
  var intrinsicGas: Int64
  /// The least gas that is charged in all, refunds or not (EIP-7623); zero before.
  var floorGas: Int64
  var gasPrice: UInt128 = 0
  var value: UInt128 = 0
  var maximumCost: UInt128 = 0

  struct Traits: OptionSet, BitwiseCopyable {
    var rawValue: UInt16
    static let isCreation = Traits(rawValue: 1 << 0)
    /// There is an access list.
    static let hasAccessList = Traits(rawValue: 1 << 1)
    static let hasBlobHashes = Traits(rawValue: 1 << 2)
    static let hasAuthorizations = Traits(rawValue: 1 << 3)
    /// There are ``PreparedAmounts``.
    static let isWide = Traits(rawValue: 1 << 4)
  }
}

/// What transactions have that do more than pay.
struct PreparedTail {
  var input: UnsafePointer<UInt8>
  var accessList: UnsafeBufferPointer<PreparedAccess>
  var blobHashes: UnsafeBufferPointer<Word>
  var authorizations: UnsafeBufferPointer<PreparedAuthorization>
  /// Of wide transactions only.
  var amounts: UnsafePointer<PreparedAmounts>?
}

/// What a transaction costs that pays for blobs, or has an amount of 2¹²⁸ or more.
struct PreparedAmounts {
  var gasPrice: Word
  var value: Word
  var maximumCost: Word
  var upfrontCost: Word
}

extension PreparedTransaction {
  var sender: Address { @inline(__always) get { head.pointee.sender } }
  var to: Address { @inline(__always) get { head.pointee.to } }
  var isCreation: Bool { @inline(__always) get { head.pointee.traits.contains(.isCreation) } }
  var nonce: UInt64 { @inline(__always) get { head.pointee.nonce } }
  var gasLimit: Int64 { @inline(__always) get { head.pointee.gasLimit } }
  var intrinsicGas: Int64 { @inline(__always) get { head.pointee.intrinsicGas } }
  var floorGas: Int64 { @inline(__always) get { head.pointee.floorGas } }
  var rejection: UInt16 { @inline(__always) get { head.pointee.rejection } }

  var input: UnsafePointer<UInt8> { @inline(__always) get { tail.pointee.input } }
  var inputCount: Int { @inline(__always) get { Int(head.pointee.inputCount) } }
  var accessList: UnsafeBufferPointer<PreparedAccess> {
    @inline(__always) get {
      has(.hasAccessList) ? tail.pointee.accessList : .init(start: nil, count: 0)
    }
  }
  var blobHashes: UnsafeBufferPointer<Word> {
    @inline(__always) get {
      has(.hasBlobHashes) ? tail.pointee.blobHashes : .init(start: nil, count: 0)
    }
  }
  /// Those that hold whatever the state (EIP-7702).
  var authorizations: UnsafeBufferPointer<PreparedAuthorization> {
    @inline(__always) get {
      has(.hasAuthorizations) ? tail.pointee.authorizations : .init(start: nil, count: 0)
    }
  }

  @inline(__always)
  private func has(_ trait: PreparedHead.Traits) -> Bool { head.pointee.traits.contains(trait) }

  /// Asks for what every transaction has.
  @inline(__always)
  func prefetch() {
    prefetchToRead(head)
    prefetchToRead(UnsafeRawPointer(head) + 64)
  }

  /// Asks for what transactions have that do more than pay.
  @inline(__always)
  func prefetchTail() { prefetchToRead(tail) }

  /// Asks for the input's first line; reads where it is.
  @inline(__always)
  func prefetchInput() { prefetchToRead(tail.pointee.input) }

  private var amounts: UnsafePointer<PreparedAmounts> {
    guard let amounts = tail.pointee.amounts else { fatalError("a wide transaction has amounts") }
    return amounts
  }

  // MARK: Amounts

  var value: Word {
    @inline(__always) get {
      _slowPath(has(.isWide)) ? amounts.pointee.value : Word(low: head.pointee.value)
    }
  }
  /// What the sender must own: gas at the fee cap, value, blob gas at its cap.
  var maximumCost: Word {
    @inline(__always) get {
      _slowPath(has(.isWide)) ? amounts.pointee.maximumCost : Word(low: head.pointee.maximumCost)
    }
  }
  /// What the sender pays before execution: gas at the effective price, and blob gas, which is burnt.
  var upfrontCost: Word {
    @inline(__always) get {
      _slowPath(has(.isWide)) ? amounts.pointee.upfrontCost : cost(of: gasLimit)
    }
  }
  /// Wei per gas that the sender pays (EIP-1559).
  var gasPrice: Word {
    @inline(__always) get {
      _slowPath(has(.isWide)) ? amounts.pointee.gasPrice : Word(low: head.pointee.gasPrice)
    }
  }

  /// What so much gas costs the sender: at most the limit, so that nothing wraps.
  @inline(__always)
  func cost(of gas: Int64) -> Word {
    if _slowPath(has(.isWide)) {
      return amounts.pointee.gasPrice &* Word(UInt64(bitPattern: gas))
    }
    return Word(low: head.pointee.gasPrice &* UInt128(UInt64(bitPattern: gas)))
  }

  /// What the beneficiary gets for so much gas: all that is not burnt (EIP-1559).
  @inline(__always)
  func fee(for gas: Int64, baseFee: Word) -> Word {
    if _slowPath(has(.isWide)) {
      return (amounts.pointee.gasPrice &- baseFee) &* Word(UInt64(bitPattern: gas))
    }
    // The price is the base fee and more, so that this is as narrow as that.
    let base = UInt128(baseFee.l1) &<< 64 | UInt128(baseFee.l0)
    return Word(low: (head.pointee.gasPrice &- base) &* UInt128(UInt64(bitPattern: gas)))
  }
}

/// One account of an access list with its keys.
struct PreparedAccess {
  var address: Address
  var keys: UnsafeBufferPointer<Word>
}

extension PreparedHead {
  /// A head without amounts, if one of them is not narrow.
  init(_ transaction: Transaction, _ cost: TransactionCost) {
    sender = transaction.sender
    to = transaction.to ?? .zero
    nonce = transaction.nonce
    gasLimit = Int64(truncatingIfNeeded: transaction.gasLimit)
    intrinsicGas = cost.intrinsicGas
    floorGas = cost.floorGas
    rejection = cost.rejection?.rawValue ?? 0
    precondition(
      transaction.input.count <= UInt32.max, "an input of \(transaction.input.count) bytes")
    inputCount = UInt32(transaction.input.count)
    traits = transaction.to == nil ? .isCreation : []
    if !transaction.accessList.isEmpty { traits.insert(.hasAccessList) }
    if !transaction.blobVersionedHashes.isEmpty { traits.insert(.hasBlobHashes) }
    if !cost.paysForBlobs, let gasPrice = UInt128(exactly: cost.gasPrice),
      let value = UInt128(exactly: transaction.value), let maximum = UInt128(exactly: cost.maximum)
    {
      self.gasPrice = gasPrice
      self.value = value
      maximumCost = maximum
    } else {
      traits.insert(.isWide)
    }
  }
}

/// What a transaction costs, computed from it alone.
struct TransactionCost {
  var intrinsicGas: Int64
  var floorGas: Int64
  var maximum: Word
  var upfront: Word
  var gasPrice: Word
  var rejection: TransactionRejection?
  /// Whether a part of it is for blobs.
  var paysForBlobs = false
}

extension TransactionCost {
  /// A transaction that cannot be valid gets a rejection, and costs without meaning.
  init(of transaction: Transaction, in environment: BlockEnvironment, rules: ForkRules) {
    intrinsicGas = rules.intrinsicGas(of: transaction)
    floorGas = rules.floorGas(of: transaction)
    maximum = .zero
    upfront = .zero
    gasPrice = .zero
    rejection = rules.rejection(
      of: transaction, in: environment, leastGas: max(intrinsicGas, floorGas))
    if rejection != nil { return }
    let tip = min(
      transaction.maxPriorityFeePerGas, transaction.maxFeePerGas &- environment.baseFee)
    gasPrice = environment.baseFee &+ tip
    paysForBlobs = !transaction.blobVersionedHashes.isEmpty
    let blobGas =
      (rules.blobs?.gasPerBlob ?? 0) &* UInt64(transaction.blobVersionedHashes.count)
    var sum = OverflowingSum()
    sum.add(transaction.maxFeePerGas, times: transaction.gasLimit)
    sum.add(transaction.value, times: 1)
    sum.add(transaction.maxFeePerBlobGas, times: blobGas)
    if sum.overflowed {
      rejection = .costOverflow
      return
    }
    maximum = sum.total
    // At most the maximum, so it cannot overflow.
    upfront =
      gasPrice &* Word(transaction.gasLimit) &+ environment.blobBaseFee &* Word(blobGas)
  }
}

/// A sum of products that remembers whether it has passed 2²⁵⁶.
private struct OverflowingSum {
  var total = Word.zero
  var overflowed = false

  mutating func add(_ word: Word, times factor: UInt64) {
    let product = word &* Word(factor)
    let top = word.l3.multipliedFullWidth(by: factor)
    // The product modulo 2²⁵⁶ divides back into the word only if nothing was lost.
    if top.high != 0 || (factor != 0 && product.dividedBySmall(factor) != word) {
      overflowed = true
    }
    let (sum, overflow) = total.addingReportingOverflow(product)
    total = sum
    overflowed = overflowed || overflow
  }
}
