import EVM
import Primitives
import Schedulers

/// What executing a block gave, beside the state that it left.
public struct ProcessedBlock: Sendable {
  /// By transaction, in block order.
  public var results: [TransactionResult]
  /// Of the transactions that were not rejected.
  public var receipts: [Receipt]
  /// Transactions that could not be executed where they stand: if there is one, the block is invalid.
  public var rejected: [RejectedTransaction]
  /// Gas of all blobs of the transactions that were not rejected (EIP-4844).
  public var blobGasUsed: UInt64
  /// Whether the receipts are those that the header commits to. Before Byzantium only those of
  /// ``BlockProcessor/executeInSteps(on:)`` are: they hold the state root after each transaction.
  public var areReceiptsComplete: Bool
  /// The block's requests to the consensus layer (EIP-7685), or why there are none to be had, so that the
  /// block is invalid. Empty before Prague.
  public var requests: Result<[ExecutionRequest], RequestsFailure> = .success([])
  public var counters = ExecutionCounters()
  public var attempts = AttemptHistogram()
  /// What every worker did, if that was asked for.
  public var schedule: ScheduleTrace?
  /// Why the scheduler executed the block, or the rest of it, in order after all; nil if it did not.
  public var fallback: String?
  /// What this machine took once for the system calls and the scheduler, so no measurement.
  public var duration = Duration.zero

  /// Gas used by all transactions.
  public var gasUsed: UInt64 { receipts.last?.cumulativeGasUsed ?? 0 }

  /// The root of the receipts; see ``areReceiptsComplete``.
  public var receiptsRoot: Hash { BlockHeader.receiptsRoot(of: receipts) }

  /// The filter of all logs.
  public var logsBloom: LogsBloom {
    var bloom = LogsBloom()
    for log in receipts.lazy.flatMap(\.logs) { bloom.insert(log) }
    return bloom
  }
}

extension ProcessedBlock {
  init(
    of block: Block, results: [TransactionResult], rules: ForkRules, stateRoots: [Hash]? = nil
  ) {
    self.results = results
    receipts = Harness.receipts(of: block, results: results, stateRoots: stateRoots)
    areReceiptsComplete = rules.hasReceiptStatus || stateRoots != nil
    rejected = results.enumerated().compactMap { index, result in
      result.rejectionReason.map { RejectedTransaction(index: index, reason: $0) }
    }
    blobGasUsed = zip(block.transactions, results).reduce(0) { sum, executed in
      executed.1.status == .rejected ? sum : sum + executed.0.blobGas(rules)
    }
  }
}

extension Transaction {
  /// Gas of the transaction's blobs (EIP-4844).
  func blobGas(_ rules: ForkRules) -> UInt64 {
    UInt64(blobVersionedHashes.count) * (rules.blobs?.gasPerBlob ?? 0)
  }
}
