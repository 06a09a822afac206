import Primitives
import State

/// Values that transactions add to without reading them: the balance of the beneficiary, which every
/// transaction's fee goes to, and as ``BlockSTMOptions/adding`` says any balance and slot.
///
/// A fee is kept beside its transaction, a credit (or debit, modulo 2²⁵⁶) as a ``VersionWord/Flag/delta``
/// in the chain of the location; otherwise every transaction would conflict with the one before. Who reads
/// it as transaction *i* folds: the newest absolute value by some *w* < *i* (or the committed
/// balance), plus the deltas between *w* and *i*, plus, for the beneficiary, the fees of *w* and all after
/// it below *i*. All of these have to be there, else the read fails and *i* waits.
///
/// Why a fold that goes stale is caught: what a transaction *j* < *i* adds changes only by a new
/// incarnation of *j* (or its first). The first ends before a validation of *i* can be claimed, because
/// validation does not pass a transaction that was never executed. A later one comes after an abort, which
/// marks the deltas and takes *j* out of the executed stage before it lowers the validation index to
/// *j* + 1. So the last validation of *i* is claimed after the last change below it, and folds what is
/// final. It compares what *i* was told, the sum or the answer, for that is all that *i* saw.
///
/// A sum must not pass 2²⁵⁶ unseen, where a transaction that reads would have seen zero. There is not that
/// much ether, but a block may claim it: what is added to anything from 2²⁵⁵ up, or by more than 2²⁰⁰ at a
/// time, is noted (``BlockSTMBlock/immensity``), and the block executed in order.
struct FoldedValues: BitwiseCopyable {
  let beneficiary: AccountReference
  let memory: MultiVersionMemory
  let transactions: TransactionTable
  let scheduler: UnsafePointer<CollaborativeScheduler>

  /// The balance as `transaction` would read it now.
  func balance(
    of account: AccountReference, below transaction: Int
  ) throws(ReadFailure) -> Word {
    let head = memory.head(.balance, of: account)
    let committed = memory.committedBalance(of: account)
    let sum = try fold(head, committed, below: transaction, limit: .max)
    if account != beneficiary { return sum.value }
    return sum.value &+ (try fees(sum.lastWriter..<transaction))
  }

  /// Whether the balance is at least `amount`. Nil where it has to be read: if it is immense, or if more
  /// than ``longestFold`` transactions have added to it since it was last written, so that every such
  /// question would cost more than the one before.
  func isBalance(
    of account: AccountReference, atLeast amount: Word, below transaction: Int
  ) throws(ReadFailure) -> Bool? {
    let committed = memory.committedBalance(of: account)
    if Self.isImmense(committed) { return nil }
    let head = memory.head(.balance, of: account)
    let sum = try fold(head, committed, below: transaction, limit: Self.longestFold)
    guard sum.isWhole else { return nil }
    if account != beneficiary { return sum.value >= amount }
    return sum.value &+ (try fees(sum.lastWriter..<transaction)) >= amount
  }

  /// The slot's value as `transaction` would read it now. Where no storage is erased.
  func value(of slot: SlotReference, below transaction: Int) throws(ReadFailure) -> Word {
    try fold(memory.head(slot), memory.committedValue(of: slot), below: transaction, limit: .max)
      .value
  }

  /// Whether the slot's value is one that may be added to: see ``StateView/isAddable(_:in:)``.
  ///
  /// Where the newest version adds, it is, whatever the sum: who added had been told the same of what is
  /// below, and so on down to a value that was at least 1 and less than 2²⁵⁴; and 2³² transactions that add
  /// less than 2²⁰⁰ each (`Host.addToStorage`) do not bring that to 2²⁵⁵. So nothing is summed up, and a
  /// slot that everybody adds to costs each the same. That holds for an adder that was aborted too, so that
  /// its fall is not everybody's: if the next incarnation does otherwise, that counts as a new location
  /// (``WriteRecorder/noteChange(of:to:)``), and all above are validated again.
  func isAddable(_ slot: SlotReference, below transaction: Int) throws(ReadFailure) -> Bool {
    while true {
      guard let (node, version) = memory.newest(memory.head(slot), below: transaction) else {
        return Self.isAddable(memory.committedValue(of: slot))
      }
      if version.isDelta { return true }
      guard version.has(.ready) else {
        throw ReadFailure(blockingTransaction: version.transaction)
      }
      let value = node.value
      if node.version == version { return Self.isAddable(value) }
    }
  }

  private static func isAddable(_ value: Word) -> Bool { !value.isZero && value.l3 &>> 62 == 0 }

  /// On hot locations one in so many transactions reads and writes after all.
  static let longestFold = 64

  private struct Sum {
    var value = Word.zero
    /// Who wrote the value that was added to; zero for nobody in the block.
    var lastWriter = 0
    var isWhole = true
  }

  private func fold(
    _ head: SharedWords, _ committed: Word, below transaction: Int, limit: Int
  ) throws(ReadFailure) -> Sum {
    var sum = Sum()
    var length = 0
    var link = head.pointee.load(ordering: .sequentiallyConsistent)
    while let node = memory.node(link) {
      let version = node.version
      if version.transaction < transaction && !version.has(.dead) {
        if version.isEstimate {
          throw ReadFailure(blockingTransaction: version.transaction)
        }
        let value = node.value
        // It changed meanwhile: look again.
        if node.version != version { continue }
        sum.value = sum.value &+ value
        if version.has(.ready) {
          sum.lastWriter = version.transaction
          return sum
        }
        length += 1
        if length > limit {
          sum.isWhole = false
          return sum
        }
      }
      link = node.link.pointee.load(ordering: .acquiring)
    }
    sum.value = sum.value &+ committed
    return sum
  }

  /// The fees of `transactions`, the highest first, because it is the likeliest to be late.
  private func fees(_ range: Range<Int>) throws(ReadFailure) -> Word {
    var sum = Word.zero
    for transaction in range.reversed() {
      let before = scheduler.pointee.progress(of: transaction)
      let fee = transactions.fee(of: transaction)
      guard before.isAt(.executed), scheduler.pointee.progress(of: transaction) == before else {
        throw ReadFailure(blockingTransaction: transaction)
      }
      sum = sum &+ fee
    }
    return sum
  }

  // MARK: Immensity

  @inline(__always)
  static func isImmense(_ balance: Word) -> Bool { balance.l3 &>> 63 != 0 }

  /// Whether adding `amount`, which may be negative, to the account's balance could pass 2²⁵⁶.
  func isImmense(_ amount: Word, addedTo account: AccountReference) -> Bool {
    let isSmall = amount.l3 < 256 || ~amount.l3 < 256
    return !isSmall || Self.isImmense(memory.committedBalance(of: account))
  }

  /// Whether a balance became immense by being set to `balance`. What was immense before the block is not
  /// added to unseen anyway.
  func becomesImmense(_ account: AccountReference, at balance: Word) -> Bool {
    Self.isImmense(balance) && !Self.isImmense(memory.committedBalance(of: account))
  }
}

extension MultiVersionMemory {
  /// The balance before the block.
  @inline(__always)
  func committedBalance(of account: AccountReference) -> Word {
    account.index < accountCount ? accountRecords[Int(account.index)].balance : .zero
  }

  /// The slot's value before the block.
  @inline(__always)
  func committedValue(of slot: SlotReference) -> Word {
    slot.index < slotCount ? slotRecords[Int(slot.index)].value : .zero
  }
}
