import Synchronization

@testable import EVM

/// Keeps all it hears.
final class RecordingTracer: ExecutionTracer {
  let contents: TraceContents
  private let heard = Mutex(Heard())

  struct Heard: Sendable {
    var began: [Int] = []
    var steps: [TraceStep] = []
    var outcomes: [TraceOutcome] = []
  }

  init(_ contents: TraceContents = TraceContents()) { self.contents = contents }

  var all: Heard { heard.withLock { $0 } }
  var steps: [TraceStep] { all.steps }

  func transactionBegan(_ index: Int) { heard.withLock { $0.began.append(index) } }
  func step(_ step: TraceStep) { heard.withLock { $0.steps.append(step) } }
  func transactionEnded(_ outcome: TraceOutcome) { heard.withLock { $0.outcomes.append(outcome) } }
}
