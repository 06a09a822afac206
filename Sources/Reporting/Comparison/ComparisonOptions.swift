/// What two sessions are compared in.
public enum ComparisonMetric: String, Hashable, Sendable, CaseIterable, Codable {
  /// Time by gas of each arm. Sees every change, of the machine too.
  case throughput
  /// Time over that of the sequential run of the same round. A slower machine slows both and cancels
  /// out; so does a change that slows sequential and parallel execution alike, which it cannot see.
  case speedup
}

/// Which arms to compare, and what to put up with.
public struct ComparisonOptions: Hashable, Sendable {
  public var metric: ComparisonMetric
  /// Only these; empty for all.
  public var schedulers: [String]
  /// A regular expression: only cases whose name it matches; nil for all.
  public var filter: String?
  /// Whether runs of two machines may be compared, with a warning.
  public var allowsDifferentMachines: Bool
  /// Names, without settings, of schedulers that choose an order: their outcomes say nothing of others.
  public var orderChoosers: Set<String>

  public init(
    metric: ComparisonMetric = .throughput, schedulers: [String] = [], filter: String? = nil,
    allowsDifferentMachines: Bool = false, orderChoosers: Set<String> = []
  ) {
    self.metric = metric
    self.schedulers = schedulers
    self.filter = filter
    self.allowsDifferentMachines = allowsDifferentMachines
    self.orderChoosers = orderChoosers
  }
}

/// Why two sessions are not compared: the answer would mean something else than it seems to.
public enum ComparisonRefusal: Error, Hashable, Sendable, CustomStringConvertible {
  case wrongFilter(String)
  case nothingInCommon(a: String, b: String)
  case differentStreams(case: String, a: String, b: String)
  case differentOutcomes(case: String)
  case differentWorkers(case: String, scheduler: String, a: [Int], b: [Int])
  case differentMachines(a: [String], b: [String])
  case noSequential(case: String, name: String)

  public var description: String {
    switch self {
    case .wrongFilter(let filter):
      "the filter '\(filter)' is not a regular expression: did you mean to escape it?"
    case .nothingInCommon(let a, let b):
      "\(a) and \(b) have no arm in common (of those asked for); compare runs of the same suite"
    case .differentStreams(let name, let a, let b):
      "\(name): the transaction streams differ (\(a.prefix(12)) and \(b.prefix(12))); run both sides "
        + "with the same workload file and seed"
    case .differentOutcomes(let name):
      "\(name): the two sides left different states or used different gas on the same transactions; "
        + "one of the builds is wrong, or their forks differ"
    case .differentWorkers(let name, let scheduler, let a, let b):
      "\(name), \(scheduler): run with \(Self.list(a)) on one side and \(Self.list(b)) on the other; "
        + "run both with the same --threads"
    case .differentMachines(let a, let b):
      "measured on different machines (\(a.joined(separator: ", ")); \(b.joined(separator: ", "))); "
        + "measure both on one, or pass --allow-different-machine and read the result with care"
    case .noSequential(let name, let side):
      "\(name): \(side) has no sequential run to take a speedup over; include the scheduler sequential, "
        + "or compare by --metric throughput"
    }
  }

  private static func list(_ counts: [Int]) -> String {
    counts.map(String.init).joined(separator: ", ") + (counts == [1] ? " worker" : " workers")
  }
}
