import EVM
import Foundation
import Primitives
import Synchronization

/// Writes the steps of all transactions it hears of to one file, as JSON lines (EIP-3155).
///
/// After each transaction stands the summary line of its outcome.
public final class TraceWriter: ExecutionTracer {
  public let contents: TraceContents
  private let file: Mutex<TraceFile>

  /// A writer to a new file at `path`, replacing what was there.
  public init(creating path: String, contents: TraceContents) throws(TraceFileError) {
    self.contents = contents
    file = Mutex(try TraceFile(creating: path))
  }

  /// A writer to standard error.
  public init(toStandardError contents: TraceContents) {
    self.contents = contents
    file = Mutex(TraceFile(.standardError, name: "standard error"))
  }

  public func transactionBegan(_ index: Int) {}

  public func step(_ step: TraceStep) {
    file.withLock { $0.append(step.appendLine) }
  }

  public func transactionEnded(_ outcome: TraceOutcome) {
    file.withLock { $0.append(outcome.appendLine) }
  }

  /// Writes the line that closes a case of a state test.
  func write(stateRoot: Hash) {
    file.withLock { file in
      file.append { $0.append(contentsOf: "{\"stateRoot\": \"\(stateRoot.hex)\"}\n".utf8) }
      // Standard error is shared with whoever else writes there: whole cases at a time.
      file.flush()
    }
  }

  /// Writes what waits, and throws the first thing that went wrong.
  public func finish() throws(TraceFileError) {
    try file.withLock { (file) throws(TraceFileError) in try file.finish() }
  }
}
