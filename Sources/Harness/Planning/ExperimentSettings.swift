import Workloads

/// What a user may say about an experiment beyond its files; nil leaves it to them.
public struct ExperimentSettings: Sendable {
  /// Names of schedulers to compare with sequential execution.
  public var schedulers: [String]?
  /// Worker counts at which each is run.
  public var workers: [Int]?
  public var pairs: Int?
  /// Executions of each arm that come before the measured ones.
  public var warmups: Int?
  /// Whether sequential executions at once say what the machine allows.
  public var measuresCopies: Bool?
  /// The seed of every workload.
  public var seed: UInt64?
  /// A regular expression; cases whose name it does not match are left out.
  public var filter: String?
  /// Hints, each spelt as in "learned:missing=0.2", in place of the files': schedulers that take hints are
  /// run with each of them.
  public var hints: [String]?
  /// Blocks at the beginning of every case that predictors learn from and nobody is measured on.
  public var learningBlocks: Int?
  /// `key=value`, for every workload.
  public var overrides: [String] = []
  /// Few pairs, for a first look.
  public var isQuick = false

  public init() {}

  /// Pairs of a quick experiment: enough for an interval, too few to decide on.
  public static let quickPairs = 3
  /// The most workers that any command takes.
  public static let mostWorkers = SuiteSpec.mostThreads

  /// Refuses numbers that cannot be meant.
  func check() throws(PlanError) {
    if let workers, let wrong = workers.first(where: { !(1...Self.mostWorkers).contains($0) }) {
      throw PlanError("--threads \(wrong): give counts from 1 to \(Self.mostWorkers)")
    }
    try Self.check(pairs, in: SuiteSpec.possiblePairs, option: "--pairs")
    try Self.check(warmups, in: SuiteSpec.possibleWarmup, option: "--warmup")
    try Self.check(
      learningBlocks, in: SuiteSpec.possibleLearningBlocks, option: "--learning-blocks")
  }

  /// The bounds of suite files: what is past them would not end, or not fit a count.
  private static func check(
    _ number: Int?, in range: ClosedRange<Int>, option: String
  ) throws(PlanError) {
    guard let number, !range.contains(number) else { return }
    throw PlanError("\(option) \(number): give \(range.lowerBound) to \(range.upperBound)")
  }
}
