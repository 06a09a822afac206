/// What a session ran on and how: the content of `env.json`.
public struct EnvironmentRecord: Hashable, Sendable, Codable {
  public var schemaVersion = 1
  /// As in the session's rows of `runs.csv`.
  public var session: String
  public var plan: MeasurementPlan
  public var machine: MachineRecord
  public var build: BuildRecord
  public var container: ContainerRecord
  /// When the session started.
  public var loadBefore: LoadAverage?
  /// When it ended; nil while it runs and where it was interrupted.
  public var loadAfter: LoadAverage?

  /// Looks at the machine, the process and where its executable lies.
  ///
  /// What cannot be read is nil, never a guess. Cost: tens of milliseconds; call it outside the clock.
  public static func capture(session: String, plan: MeasurementPlan) -> Self {
    Self(
      session: session, plan: plan, machine: .capture(), build: .capture(),
      container: .capture(), loadBefore: .current())
  }

  public init(
    session: String, plan: MeasurementPlan, machine: MachineRecord, build: BuildRecord,
    container: ContainerRecord = ContainerRecord(), loadBefore: LoadAverage? = nil,
    loadAfter: LoadAverage? = nil
  ) {
    self.session = session
    self.plan = plan
    self.machine = machine
    self.build = build
    self.container = container
    self.loadBefore = loadBefore
    self.loadAfter = loadAfter
  }
}

/// How the measurements of a session were made.
public struct MeasurementPlan: Hashable, Sendable, Codable {
  public var suite: String
  /// The command line, as it can be given again.
  public var command: String
  /// ISO 8601, UTC.
  public var startedAt: String
  /// Pairs for each workload and arm: a run of sequential execution and one of the arm, back to back.
  public var pairs: Int
  /// Runs of each arm before the first that counts.
  public var warmUpRuns: Int
  /// Of the arms over the rounds: "ABBA".
  public var order: String
  /// Whether this was `--quick`: fewer pairs, and not for decisions.
  public var isQuick: Bool
  /// The seed given on the command line; nil where each workload file's own was used.
  public var seed: UInt64?
  /// What was compared with sequential execution after every run, in words.
  public var checks: [String]
  /// Whether all that was planned was measured: false until the end, so also after an interrupt.
  public var isComplete: Bool

  public init(
    suite: String, command: String, startedAt: String, pairs: Int, warmUpRuns: Int,
    order: String = "ABBA", isQuick: Bool = false, seed: UInt64? = nil,
    checks: [String] = ["state root", "receipts root", "gas used", "logs"], isComplete: Bool = false
  ) {
    self.suite = suite
    self.command = command
    self.startedAt = startedAt
    self.pairs = pairs
    self.warmUpRuns = warmUpRuns
    self.order = order
    self.isQuick = isQuick
    self.seed = seed
    self.checks = checks
    self.isComplete = isComplete
  }
}

/// The mean number of runnable processes over the last 1, 5 and 15 minutes.
public struct LoadAverage: Hashable, Sendable, Codable {
  public var oneMinute: Double
  public var fiveMinutes: Double
  public var fifteenMinutes: Double

  public init(oneMinute: Double, fiveMinutes: Double, fifteenMinutes: Double) {
    self.oneMinute = oneMinute
    self.fiveMinutes = fiveMinutes
    self.fifteenMinutes = fifteenMinutes
  }
}
