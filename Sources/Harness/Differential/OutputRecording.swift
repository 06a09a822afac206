import EVM
import Primitives
import State
import Synchronization

/// Executes as an ``EVM/EVMExecutor`` does, and keeps what each transaction's last attempt returned.
/// Receipts do not have that, so schedulers do not carry it.
struct OutputRecordingExecutor: TransactionExecutor {
  private let base: EVMExecutor
  private let record = OutputRecord()

  init(_ base: EVMExecutor) { self.base = base }

  /// By transaction: what the outermost call returned. Meaningful after the block.
  var outputs: [Int: [UInt8]] { record.outputs.withLock { $0 } }

  var transactionCount: Int { base.transactionCount }
  var beneficiary: Address { base.beneficiary }
  var mayEraseStorage: Bool { base.mayEraseStorage }
  var transactions: [Transaction]? { base.transactions }

  func makeWorker(lane: Int) -> any TransactionWorker {
    OutputRecordingWorker(base: base.makeWorker(lane: lane), record: record)
  }
}

/// Attempts at one transaction follow one another, so the last one to write is the one that counts.
private final class OutputRecord: Sendable {
  let outputs = Mutex<[Int: [UInt8]]>([:])
}

private final class OutputRecordingWorker: TransactionWorker {
  private let base: any TransactionWorker
  private let record: OutputRecord

  init(base: any TransactionWorker, record: OutputRecord) {
    self.base = base
    self.record = record
  }

  func execute(
    _ index: Int, reading view: any StateView, into effects: TransactionEffects
  ) throws(ReadFailure) {
    try base.execute(index, reading: view, into: effects)
    guard let output = (base as? EVMWorker)?.output else { return }
    record.outputs.withLock { $0[index] = output }
  }
}
