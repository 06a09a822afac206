import EVM
import Primitives
import Synchronization

/// Writes the steps of each transaction of a block to a file of its own in a folder,
/// `trace-<index>-<hash>.jsonl`, as transition tools do. The index counts transactions that are in the
/// block; one that is not has no file.
public final class TransactionTraceFiles: ExecutionTracer {
  public let contents: TraceContents
  private let folder: String
  private let state: Mutex<State>

  private struct State {
    /// Of all transactions, those included that will be rejected.
    var hashes: [Hash]
    var current = 0
    var written = 0
    var file: TraceFile?
    var problem: TraceFileError?
  }

  public init(
    folder: String, transactions: [Transaction], contents: TraceContents = TraceContents()
  ) {
    self.folder = folder
    self.contents = contents
    state = Mutex(State(hashes: transactions.map { keccak256($0.encoded()) }))
  }

  public func transactionBegan(_ index: Int) {
    state.withLock { $0.current = index }
  }

  public func step(_ step: TraceStep) { append(step.appendLine) }

  public func transactionEnded(_ outcome: TraceOutcome) {
    append(outcome.appendLine)
    state.withLock { state in
      do throws(TraceFileError) { try state.file?.finish() } catch {
        state.problem = state.problem ?? error
      }
      state.file = nil
      state.written += 1
    }
  }

  /// Throws the first thing that went wrong.
  public func finish() throws(TraceFileError) {
    if let problem = state.withLock({ $0.problem }) { throw problem }
  }

  private func append(_ write: (inout [UInt8]) -> Void) {
    state.withLock { state in
      guard state.problem == nil else { return }
      if state.file == nil {
        let name = "trace-\(state.written)-\(state.hashes[state.current].hex).jsonl"
        do throws(TraceFileError) {
          state.file = try TraceFile(creating: folder + "/" + name)
        } catch {
          state.problem = error
          return
        }
      }
      state.file?.append(write)
    }
  }
}
