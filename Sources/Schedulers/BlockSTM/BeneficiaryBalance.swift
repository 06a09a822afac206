import Primitives
import State

/// The balance of the account that earns every transaction's fee.
///
/// Fees are kept beside the transactions, not written, or every transaction would conflict with the one
/// before. Transaction *i* reads the balance as a fold: the last absolute write by some *w* < *i* (or
/// the committed balance), plus the fees of *w* and all after it that are below *i*. All of these have
/// to be executed, else the read fails and *i* waits.
///
/// Why a fold that goes stale is caught although no location changes when a fee does: a fee changes only
/// by a new incarnation, hence after an abort, and the abort takes the transaction out of the executed
/// stage before it lowers the validation index below *i*. Any validation of *i* that is claimed after
/// that either finds the transaction not executed, and fails, or computes the sum with the new fee.
/// The last validation of *i* comes after the last abort below it. A write that comes or goes is caught
/// by the version word, as everywhere. Comparing sums is enough, because the sum is all that *i* saw.
struct BeneficiaryBalance: BitwiseCopyable {
  let account: AccountReference
  let head: SharedWords
  let memory: MultiVersionMemory
  let transactions: TransactionTable
  let scheduler: UnsafePointer<CollaborativeScheduler>

  /// The fees of `transactions`, the highest first, because it is the likeliest to be late.
  func fees(_ range: Range<Int>) throws(ReadFailure) -> Word {
    var sum = Word(0)
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

  /// Whether `transaction` would fold the same again.
  func isStill(_ version: VersionWord, _ fees: Word, below transaction: Int) -> Bool {
    guard memory.version(head, below: transaction) == version else { return false }
    let first = version == .committed ? 0 : version.transaction
    guard let sum = try? self.fees(first..<transaction) else { return false }
    return sum == fees
  }
}
