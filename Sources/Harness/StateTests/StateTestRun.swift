import Interchange
import Synchronization

/// Which cases of which files to run.
public struct StateTestRun: Sendable {
  /// Files of state tests, in the order in which they are reported.
  public var files: [String]
  /// Only cases of this fork, as files name it; nil for all.
  public var fork: String?
  /// Only tests whose file and name, joined by a colon, contain this; nil for all.
  public var filter: String?
  /// Hears of every step, and of the root after each case. A run that is traced has one lane.
  public var trace: TraceWriter?
  /// Whether findings carry all accounts after their case.
  public var keepsStates = false

  public init(files: [String], fork: String? = nil, filter: String? = nil) {
    self.files = files
    self.fork = fork
    self.filter = filter
  }

  /// Runs everything, whole files at a time on `lanes` threads, and counts.
  ///
  /// A file that cannot be read is one failure and the run goes on.
  /// - Parameter report: Told each finding, in the order of files and of cases in them, one at a time.
  public func run(
    lanes: Int, report: @Sendable (StateTestFinding) -> Void
  ) -> StateTestSummary {
    let summary = Mutex(StateTestSummary())
    findInOrder(in: files, lanes: trace == nil ? lanes : 1) {
      let runner = StateTestRunner(trace: trace, keepsStates: keepsStates)
      return { findings(in: $0, by: runner) }
    } report: { finding in
      summary.withLock { $0.count(finding) }
      report(finding)
    }
    return summary.withLock { $0 }
  }

  private func findings(in file: String, by runner: StateTestRunner) -> [StateTestFinding] {
    do {
      return try StateTest.load(path: file).flatMap { findings(of: $0, in: file, by: runner) }
    } catch {
      return [StateTestFinding(file: file, place: nil, verdict: .failed(.unreadable(error)))]
    }
  }

  private func findings(
    of test: StateTest, in file: String, by runner: StateTestRunner
  ) -> [StateTestFinding] {
    if let filter, !"\(file):\(test.name)".contains(filter) { return [] }
    let cases = test.cases.filter { fork == nil || $0.fork.lowercased() == fork?.lowercased() }
    return zip(cases, runner.run(cases, of: test)).map { testCase, judgement in
      StateTestFinding(
        file: file, place: .init(test: test.name, testCase: testCase),
        verdict: judgement.verdict, outcome: judgement.outcome)
    }
  }
}
