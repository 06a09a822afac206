import Interchange
import Schedulers

/// Which blocks to replay under which schedulers.
public struct ReplayRun: Sendable {
  /// Folders with a `block.json` each.
  public var folders: [String]
  public var schedulers: [any Scheduler]
  /// Workers of every scheduler but the sequential one, which has one.
  public var workers: Int
  /// Whether workers note what they do; see ``ReplayResult/schedule``.
  public var isTraced = false

  public init(folders: [String], schedulers: [any Scheduler], workers: Int) {
    self.folders = folders
    self.schedulers = schedulers
    self.workers = workers
  }

  /// One thing to report.
  public enum Event: Sendable {
    case result(ReplayResult)
    /// A block that cannot be read.
    case unreadable(InterchangeError)
  }

  /// Replays every block under every scheduler, one execution at a time, and counts.
  /// - Parameter report: Told each event as it happens.
  public func run(report: (Event) -> Void) -> ReplaySummary {
    onLargeStack {
      let one = WorkerPool(size: 1)
      let many = workers == 1 ? one : WorkerPool(size: workers)
      var archives = ArchiveCache()
      var summary = ReplaySummary()
      for folder in folders {
        let replay: BlockReplay
        do throws(InterchangeError) {
          replay = BlockReplay(try archives.load(folder))
        } catch {
          summary.unreadable += 1
          report(.unreadable(error))
          continue
        }
        for scheduler in schedulers {
          let pool = scheduler is SequentialScheduler ? one : many
          let result = replay.run(under: scheduler, with: pool, isTraced: isTraced)
          summary.count(result.verdict)
          report(.result(result))
        }
      }
      return summary
    }
  }
}

/// How many executions ended how; an execution is one block under one scheduler.
public struct ReplaySummary: Hashable, Sendable {
  public var passed = 0
  public var mismatches = 0
  public var faults = 0
  /// Blocks that could not be read, each counted once.
  public var unreadable = 0
  public var skipped = 0

  public var failed: Int { mismatches + faults + unreadable }

  mutating func count(_ verdict: ReplayVerdict) {
    switch verdict {
    case .passed: passed += 1
    case .mismatch: mismatches += 1
    case .fault: faults += 1
    case .skipped: skipped += 1
    }
  }
}

/// The archive of the last block, since neighbours share one and its code is large.
struct ArchiveCache {
  private var last: MainnetArchive?

  mutating func load(_ folder: String) throws(InterchangeError) -> ArchivedBlock {
    if GrevmBlock.isIn(folder: folder) { return try GrevmBlock.load(folder: folder) }
    let path = MainnetArchive.path(ofBlockFolder: folder)
    if let last, last.path == path { return try last.load(folder: folder) }
    let archive = try MainnetArchive(path: path)
    last = archive
    return try archive.load(folder: folder)
  }
}
