import EVM

/// How many cases ended how.
public struct StateTestSummary: Hashable, Sendable {
  public var passed = 0
  public var failed = 0
  /// Those of the failed that have no outcome: their file could not be read, or they could not be executed.
  public var notExecuted = 0
  /// Skipped cases by reason.
  public var skipped: [String: Int] = [:]
  /// The same by fork, as files name it. Files that could not be read are of no fork.
  public var forks: [String: Counts] = [:]

  /// Cases of one fork.
  public struct Counts: Hashable, Sendable, Encodable {
    public var passed = 0
    public var failed = 0
    public var skipped = 0
  }

  /// Skipped cases in all.
  public var skippedCount: Int { skipped.values.reduce(0, +) }
  /// Cases in all.
  public var count: Int { passed + failed + skippedCount }

  /// The names of ``forks``, oldest first; those that we do not know at the end.
  public var forkNames: [String] {
    func age(_ name: String) -> Int { Fork(name: name)?.rawValue ?? .max }
    return forks.keys.sorted { (age($0), $0) < (age($1), $1) }
  }

  /// For people: a line for each fork, for each reason to skip, and one for all.
  public var lines: [String] {
    let byFork = forkNames.map { name in
      let counts = forks[name] ?? Counts()
      return "\(name): \(counts.passed) passed, \(counts.failed) failed, \(counts.skipped) skipped"
    }
    let byReason = skipped.sorted { $0.key < $1.key }.map { "skipped \($0.value): \($0.key)" }
    return byFork + byReason + ["\(passed) passed, \(failed) failed, \(skippedCount) skipped"]
  }

  mutating func count(_ finding: StateTestFinding) {
    switch finding.verdict {
    case .passed: passed += 1
    case .failed(let failure):
      failed += 1
      switch failure {
      case .unreadable, .execution: notExecuted += 1
      case .outcome, .accepted, .rejected: break
      }
    case .skipped(let reason): skipped[reason, default: 0] += 1
    }
    guard let fork = finding.place?.testCase.fork else { return }
    switch finding.verdict {
    case .passed: forks[fork, default: Counts()].passed += 1
    case .failed: forks[fork, default: Counts()].failed += 1
    case .skipped: forks[fork, default: Counts()].skipped += 1
    }
  }
}
