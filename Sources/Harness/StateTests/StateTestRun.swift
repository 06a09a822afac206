import Interchange
import Schedulers
import Synchronization

/// Which cases of which files to run.
public struct StateTestRun: Sendable {
  /// Files of state tests, in the order in which they are reported.
  public var files: [String]
  /// Only cases of this fork, as files name it; nil for all.
  public var fork: String?
  /// Only tests whose file and name, joined by a colon, contain this; nil for all.
  public var filter: String?

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
    let queue = OrderedFindings(fileCount: files.count)
    let pool = WorkerPool(size: max(1, min(lanes, files.count)))
    onLargeStack {
      pool.run { _ in
        let runner = StateTestRunner()
        while let index = queue.takeFile() {
          queue.finish(file: index, with: findings(in: files[index], by: runner), report: report)
        }
      }
    }
    return queue.summary
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
    return zip(cases, runner.run(cases, of: test)).map { testCase, verdict in
      StateTestFinding(
        file: file, place: .init(test: test.name, testCase: testCase), verdict: verdict)
    }
  }
}

/// Hands out files to lanes, and puts what they find back into the order of files.
private final class OrderedFindings: Sendable {
  private struct Progress {
    var nextFile = 0
    var nextReport = 0
    var waiting: [Int: [StateTestFinding]] = [:]
    var summary = StateTestSummary()
  }
  private let progress = Mutex(Progress())
  private let fileCount: Int

  init(fileCount: Int) { self.fileCount = fileCount }

  var summary: StateTestSummary { progress.withLock { $0.summary } }

  /// The index of a file that no lane has yet; nil when there is none left.
  func takeFile() -> Int? {
    progress.withLock { progress in
      guard progress.nextFile < fileCount else { return nil }
      defer { progress.nextFile += 1 }
      return progress.nextFile
    }
  }

  /// Counts what a file gave, and reports it once all files before it are reported.
  func finish(
    file: Int, with findings: [StateTestFinding], report: (StateTestFinding) -> Void
  ) {
    progress.withLock { progress in
      for finding in findings { progress.summary.count(finding) }
      progress.waiting[file] = findings
      while let next = progress.waiting.removeValue(forKey: progress.nextReport) {
        next.forEach(report)
        progress.nextReport += 1
      }
    }
  }
}
