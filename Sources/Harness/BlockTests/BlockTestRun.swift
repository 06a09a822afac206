import Interchange
import Schedulers
import Synchronization

/// Which block tests of which files to run, under which schedulers.
public struct BlockTestRun: Sendable {
  /// Files of block tests, in the order in which they are reported.
  public var files: [String]
  /// Only tests of this network, as files name it; nil for all.
  public var network: String?
  /// Only tests whose file and name, joined by a colon, contain this; nil for all.
  public var filter: String?
  /// Every block runs under each.
  public var schedulers: [any Scheduler]
  /// Workers of every scheduler but the sequential one, which has one.
  public var workers: Int

  public init(
    files: [String], network: String? = nil, filter: String? = nil,
    schedulers: [any Scheduler] = schedulersInBlockOrder, workers: Int = 2
  ) {
    self.files = files
    self.network = network
    self.filter = filter
    self.schedulers = schedulers
    self.workers = workers
  }

  /// Runs everything, whole files at a time on `lanes` threads, and counts.
  ///
  /// A file that cannot be read is one failure and the run goes on.
  /// - Parameter report: Told each finding, in the order of files and of tests in them, one at a time.
  public func run(
    lanes: Int, report: @Sendable (BlockTestFinding) -> Void
  ) -> BlockTestSummary {
    let summary = Mutex(BlockTestSummary())
    findInOrder(in: files, lanes: lanes) {
      let runner = BlockTestRunner(schedulers: schedulers, workers: workers)
      return { findings(in: $0, by: runner) }
    } report: { finding in
      summary.withLock { $0.count(finding) }
      report(finding)
    }
    return summary.withLock { $0 }
  }

  private func findings(in file: String, by runner: BlockTestRunner) -> [BlockTestFinding] {
    do throws(InterchangeError) {
      return try BlockTest.load(path: file).filter { isWanted($0, in: file) }
        .map { runner.run($0, file: file) }
    } catch {
      let failure = BlockTestFailure(problem: .unreadable(error))
      return [BlockTestFinding(file: file, verdict: .failed(failure))]
    }
  }

  private func isWanted(_ test: BlockTest, in file: String) -> Bool {
    if let filter, !"\(file):\(test.name)".contains(filter) { return false }
    return network == nil || test.network.lowercased() == network?.lowercased()
  }
}
