import Primitives

/// A transaction as attempts read it: plain data, everything computed that does not depend on state.
struct PreparedTransaction {
  var sender: Address
  /// The account called; without meaning for a creation.
  var to: Address
  var isCreation: Bool
  var nonce: UInt64
  var gasLimit: Int64
  /// Gas charged before the first instruction.
  var intrinsicGas: Int64
  /// The least gas that is charged in all, refunds or not (EIP-7623); zero before.
  var floorGas: Int64
  var value: Word
  /// What the sender must own: gas at the fee cap, value, blob gas at its cap.
  var maximumCost: Word
  /// What the sender pays before execution: gas at the effective price, and blob gas, which is burnt.
  var upfrontCost: Word
  /// Wei per gas that the sender pays (EIP-1559).
  var gasPrice: Word
  /// Wei per gas that the beneficiary gets.
  var tip: Word
  var input: UnsafePointer<UInt8>
  var inputCount: Int
  var accessList: UnsafeBufferPointer<PreparedAccess>
  var blobHashes: UnsafeBufferPointer<Word>
  /// Those that hold whatever the state (EIP-7702).
  var authorizations: UnsafeBufferPointer<PreparedAuthorization>
  /// The rejection that needs no state to know, or zero.
  var rejection: UInt16
}

/// One account of an access list with its keys.
struct PreparedAccess {
  var address: Address
  var keys: UnsafeBufferPointer<Word>
}

/// What a transaction costs, computed from it alone.
struct TransactionCost {
  var intrinsicGas: Int64
  var floorGas: Int64
  var maximum: Word
  var upfront: Word
  var gasPrice: Word
  var tip: Word
  var rejection: TransactionRejection?
}

extension TransactionCost {
  /// A transaction that cannot be valid gets a rejection, and costs without meaning.
  init(of transaction: Transaction, in environment: BlockEnvironment, rules: ForkRules) {
    intrinsicGas = rules.intrinsicGas(of: transaction)
    floorGas = rules.floorGas(of: transaction)
    maximum = .zero
    upfront = .zero
    gasPrice = .zero
    tip = .zero
    rejection = rules.rejection(
      of: transaction, in: environment, leastGas: max(intrinsicGas, floorGas))
    if rejection != nil { return }
    tip = min(
      transaction.maxPriorityFeePerGas, transaction.maxFeePerGas &- environment.baseFee)
    gasPrice = environment.baseFee &+ tip
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
