import Schedulers
import Synchronization

/// Works through files on several lanes and reports what was found in the order of files, one finding at
/// a time.
///
/// - Parameters:
///   - lane: Makes what one lane works with; its result finds everything there is in a file, on a large
///     stack.
///   - report: Told each finding.
func findInOrder<Finding: Sendable>(
  in files: [String], lanes: Int,
  lane: @Sendable () -> ((_ file: String) -> [Finding]),
  report: @Sendable (Finding) -> Void
) {
  let queue = OrderedFindings<Finding>(fileCount: files.count)
  let pool = WorkerPool(size: max(1, min(lanes, files.count)))
  onLargeStack {
    pool.run { _ in
      let findings = lane()
      while let index = queue.takeFile() {
        queue.finish(file: index, with: findings(files[index]), report: report)
      }
    }
  }
}

/// Hands out files to lanes, and puts what they find back into the order of files.
private final class OrderedFindings<Finding: Sendable>: Sendable {
  private struct Progress {
    var nextFile = 0
    var nextReport = 0
    var waiting: [Int: [Finding]] = [:]
  }
  private let progress = Mutex(Progress())
  private let fileCount: Int

  init(fileCount: Int) { self.fileCount = fileCount }

  /// The index of a file that no lane has yet; nil when there is none left.
  func takeFile() -> Int? {
    progress.withLock { progress in
      guard progress.nextFile < fileCount else { return nil }
      defer { progress.nextFile += 1 }
      return progress.nextFile
    }
  }

  /// Reports what a file gave once all files before it are reported.
  func finish(file: Int, with findings: [Finding], report: (Finding) -> Void) {
    progress.withLock { progress in
      progress.waiting[file] = findings
      while let next = progress.waiting.removeValue(forKey: progress.nextReport) {
        next.forEach(report)
        progress.nextReport += 1
      }
    }
  }
}
