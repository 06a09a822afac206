/// One timed run of one workload under one scheduler: one row of `runs.csv`, never aggregated.
///
/// Each row says by itself what was run, on what, and what came out, so that rows of several sessions
/// can be kept in one file and still be told apart. ``RunRecord/columns`` is the schema of the file.
public struct RunRecord: Hashable, Sendable {
  /// Which experiment the run belongs to: one name per `gridlock run`, such as "20261121T080351Z-4f2a".
  public var session: String
  /// The suite's name, or the workload's where no suite was given.
  public var suite: String
  /// The machine in words, as ``MachineRecord/label`` has it. Runs of different labels do not compare.
  public var machine: String
  public var workload: Workload
  public var arm: Arm
  public var position: Position
  public var cost: Cost
  public var outcome: Outcome
  /// What the arm was told beforehand and how good it was; nil where hints were not varied.
  public var hints: Hints?
  /// Blocks of which some transaction was executed in order after all, because hints had missed an access.
  public var fallbackBlocks = 0
  /// Whether the outcome was checked against sequential execution and is equal to it. A run that is
  /// not valid is kept for the record and never enters a figure.
  public var isValid: Bool

  public init(
    session: String, suite: String, machine: String, workload: Workload, arm: Arm,
    hints: Hints? = nil, position: Position, cost: Cost, outcome: Outcome, isValid: Bool
  ) {
    self.session = session
    self.suite = suite
    self.machine = machine
    self.workload = workload
    self.arm = arm
    self.hints = hints
    self.position = position
    self.cost = cost
    self.outcome = outcome
    self.isValid = isValid
  }
}

extension RunRecord {
  /// What was executed.
  public struct Workload: Hashable, Sendable {
    /// The case's name, stable over time: no date, no host, no commit.
    public var name: String
    /// The profile, or the profiles of a mix joined by "+".
    public var profile: String
    /// SHA-256 of the transaction stream: equal hashes mean equal bytes.
    public var streamHash: String
    public var seed: UInt64
    /// The exponent or share that the workload file asked for; nil where no one number says it.
    public var nominalSkew: Double?
    public var blocks: Int
    /// Over all blocks.
    public var transactions: Int
    /// Gas used over all blocks.
    public var gas: UInt64
    /// Gas of the longest chain of dependent transactions, summed over the blocks (which execute one
    /// after another); nil where it was not computed. Gas over this bounds the speedup of any schedule as far
    /// as gas is time.
    public var criticalPathGas: UInt64?
    /// Nanoseconds of the longest chain of dependent transactions, summed over the blocks, by what each takes in
    /// sequential execution; nil where that was not measured. It need not be the chain with the most gas.
    public var criticalPathNanoseconds: UInt64?
    /// Nanoseconds that all transactions take by the same measurement: over ``criticalPathNanoseconds``, this
    /// bounds the speedup of any schedule.
    public var transactionsNanoseconds: UInt64?

    public init(
      name: String, profile: String, streamHash: String, seed: UInt64, nominalSkew: Double?,
      blocks: Int, transactions: Int, gas: UInt64, criticalPathGas: UInt64?,
      criticalPathNanoseconds: UInt64? = nil, transactionsNanoseconds: UInt64? = nil
    ) {
      self.name = name
      self.profile = profile
      self.streamHash = streamHash
      self.seed = seed
      self.nominalSkew = nominalSkew
      self.blocks = blocks
      self.transactions = transactions
      self.gas = gas
      self.criticalPathGas = criticalPathGas
      self.criticalPathNanoseconds = criticalPathNanoseconds
      self.transactionsNanoseconds = transactionsNanoseconds
    }
  }

  /// What executed it.
  public struct Arm: Hashable, Sendable {
    /// The scheduler's name, such as "block-stm".
    public var scheduler: String
    /// Workers that the run used; 1 for sequential execution, whatever it is compared with.
    public var threads: Int
    /// The commit in the clone that the executable lies in, as ``BuildRecord/commitLabel`` has it; empty where
    /// unknown.
    public var commit: String
    /// The identity of the executable, as ``BuildRecord/identifier`` has it.
    public var build: String

    /// The name of what is no scheduler: `threads` sequential executions at once, each on a state of its own. The
    /// times of such a run are of one passage through the stream at the rate of all together, so that
    /// sequential time over its time is what the machine allows to so many workers.
    public static let sequentialCopies = "sequential-copies"

    public init(scheduler: String, threads: Int, commit: String, build: String) {
      self.scheduler = scheduler
      self.threads = threads
      self.commit = commit
      self.build = build
    }
  }

  /// How well what the arm was told of the blocks agrees with what their transactions did, over all blocks.
  /// Shares from 0 to 1.
  public struct Hints: Hashable, Sendable {
    /// Of the locations predicted, those that were accessed.
    public var precision: Double
    /// Of the locations accessed, those that were predicted.
    public var recall: Double
    /// The same for conflicts between two transactions.
    public var edgePrecision: Double
    public var edgeRecall: Double
    /// What finding the hints out took, off the clock.
    public var nanoseconds: UInt64

    public init(
      precision: Double, recall: Double, edgePrecision: Double, edgeRecall: Double,
      nanoseconds: UInt64
    ) {
      self.precision = precision
      self.recall = recall
      self.edgePrecision = edgePrecision
      self.edgeRecall = edgeRecall
      self.nanoseconds = nanoseconds
    }

    /// What a row is read into, field by field.
    static let blank = Hints(
      precision: 0, recall: 0, edgePrecision: 0, edgeRecall: 0, nanoseconds: 0)
  }

  /// When in the session it ran.
  public struct Position: Hashable, Sendable {
    /// The pair of the case, from 1: a run of sequential execution and one of another arm, back to back.
    public var pair: Int
    /// The run's place in the session's order of execution, from 0, over all cases.
    public var slot: Int
    public var order: Order
    /// When it started: milliseconds since 1970, UTC.
    public var startedMilliseconds: Int64

    public init(pair: Int, slot: Int, order: Order, startedMilliseconds: Int64) {
      self.pair = pair
      self.slot = slot
      self.order = order
      self.startedMilliseconds = startedMilliseconds
    }
  }

  /// The order within a pair, A being sequential execution. Alternating (ABBA) cancels a steady drift of the machine.
  public enum Order: String, Hashable, Sendable, CaseIterable, Codable {
    case forward = "AB"
    case reversed = "BA"
  }

  /// What it cost.
  public struct Cost: Hashable, Sendable {
    /// From the first block's start to the last block's end, without checks.
    public var wallNanoseconds: UInt64
    /// Of all threads of the process, over the same time.
    public var cpuNanoseconds: UInt64
    /// Attempts started.
    public var executions: Int
    /// Read sets checked.
    public var validations: Int
    /// Attempts discarded because a check failed.
    public var aborts: Int
    /// Attempts given up because a read met an estimate.
    public var suspensions: Int
    /// Gas of the attempts that were discarded.
    public var wastedGas: UInt64
    /// Aborts and suspensions by cause, such as "stale-read"; causes that there were not are left out.
    public var abortCauses: [String: Int]
    public var attempts: Attempts
    /// What only some schedulers count, by name, where it is not zero: "rounds", "reused" attempts that were
    /// made ahead of their turn, executions "in-order" of what was left.
    public var schedulerCounts: [String: Int]
    /// Of the wall time, what passed before a first transaction could be executed: resolving what the
    /// scheduler was told, building graphs.
    public var preparationNanoseconds: UInt64

    public init(
      wallNanoseconds: UInt64, cpuNanoseconds: UInt64, executions: Int, validations: Int,
      aborts: Int, suspensions: Int, wastedGas: UInt64, abortCauses: [String: Int] = [:],
      attempts: Attempts = Attempts(), schedulerCounts: [String: Int] = [:],
      preparationNanoseconds: UInt64 = 0
    ) {
      self.wallNanoseconds = wallNanoseconds
      self.cpuNanoseconds = cpuNanoseconds
      self.executions = executions
      self.validations = validations
      self.aborts = aborts
      self.suspensions = suspensions
      self.wastedGas = wastedGas
      self.abortCauses = abortCauses
      self.attempts = attempts
      self.schedulerCounts = schedulerCounts
      self.preparationNanoseconds = preparationNanoseconds
    }
  }

  /// How many transactions took how many attempts.
  public struct Attempts: Hashable, Sendable {
    public var one = 0
    public var two = 0
    public var three = 0
    public var four = 0
    public var fiveOrMore = 0
    /// The most that any transaction took.
    public var maximum = 0

    public init() {}
  }

  /// What came out, as 0x-prefixed hex; one value for the whole run.
  public struct Outcome: Hashable, Sendable {
    /// After the last block.
    public var stateRoot: String
    /// The block's receipts root; of several blocks, a hash over theirs.
    public var receiptsRoot: String
    /// Hash over all logs in order.
    public var logsHash: String

    public init(stateRoot: String, receiptsRoot: String, logsHash: String) {
      self.stateRoot = stateRoot
      self.receiptsRoot = receiptsRoot
      self.logsHash = logsHash
    }
  }
}
