import Results

@testable import Reporting

/// A session of made-up runs whose times follow from the parameters alone.
struct SyntheticSession {
  var name = "A"
  var pairs = 6
  var streamHash = "9f2c4e5d6a7b8c90"
  var machine = "builder / CPU / 8 processors"
  var stateRoot = "0xaa"
  var threads = [2]
  var workloads = ["erc20"]
  /// Time of sequential execution, in nanoseconds.
  var sequential = 100e6
  /// Speedup of Block-STM over it, by workers.
  var speedup: [Int: Double] = [1: 0.95, 2: 1.6, 4: 2.4]
  /// Speedup of sequential executions at once, by how many; none where it was not measured.
  var copies: [Int: Double] = [:]
  /// Factor on the time of Block-STM only.
  var slowdown = 1.0
  /// Factor on all times, as of a slower machine.
  var machineFactor = 1.0
  /// Standard deviation of the noise of each run.
  var noise = 0.005
  var seed: UInt64 = 1
  var criticalPathGas: UInt64? = 50_000_000
  /// Of the longest chains and of all transactions.
  var nanoseconds: (path: UInt64, all: UInt64)?
  /// How good what Block-STM was told is; nil where it was told nothing.
  var hints: RunRecord.Hints?
  /// Of its time, what it takes to get ready.
  var preparationShare = 0.0

  var runs: [RunRecord] {
    var random = SplitMix(state: seed)
    var runs: [RunRecord] = []
    for workload in workloads {
      for pair in 1...pairs {
        runs.append(run(workload, "sequential", 1, pair, runs.count, sequential, &random))
        for count in threads {
          let time = sequential / (speedup[count] ?? 1) * slowdown
          runs.append(run(workload, "block-stm", count, pair, runs.count, time, &random))
        }
        for (count, speedup) in copies.sorted(by: { $0.key < $1.key }) {
          let time = sequential / speedup
          runs.append(run(workload, "sequential-copies", count, pair, runs.count, time, &random))
        }
      }
    }
    return runs
  }

  var stored: StoredRuns { StoredRuns(name: name, session: "session-\(name)", runs: runs) }

  private func run(
    _ workload: String, _ scheduler: String, _ threads: Int, _ pair: Int, _ slot: Int,
    _ time: Double, _ random: inout SplitMix
  ) -> RunRecord {
    let speculative = !scheduler.hasPrefix("sequential")
    // Uniform noise of this standard deviation, so that the figures need no logarithm to foresee.
    let factor = 1 + noise * 1.732 * Double.random(in: -1...1, using: &random)
    let wall = UInt64(time * machineFactor * factor)
    let isHinted = scheduler == "block-stm"
    return RunRecord(
      session: "session-\(name)", suite: "quick", machine: machine,
      workload: RunRecord.Workload(
        name: workload, profile: "erc20", streamHash: streamHash, seed: 42, nominalSkew: 0.9,
        blocks: 2, transactions: 4_000, gas: 200_000_000, criticalPathGas: criticalPathGas,
        criticalPathNanoseconds: nanoseconds?.path, transactionsNanoseconds: nanoseconds?.all),
      arm: RunRecord.Arm(scheduler: scheduler, threads: threads, commit: "", build: "f00d"),
      hints: isHinted ? hints : nil,
      position: RunRecord.Position(
        pair: pair, slot: slot, order: pair % 2 == 1 ? .forward : .reversed,
        startedMilliseconds: 1_795_248_000_000),
      cost: RunRecord.Cost(
        wallNanoseconds: wall, cpuNanoseconds: wall * UInt64(threads),
        executions: speculative ? 4_400 : 4_000, validations: speculative ? 5_000 : 0,
        aborts: speculative ? 400 : 0, suspensions: 0, wastedGas: speculative ? 20_000_000 : 0,
        preparationNanoseconds: isHinted ? UInt64(preparationShare * Double(wall)) : 0),
      outcome: RunRecord.Outcome(stateRoot: stateRoot, receiptsRoot: "0xbb", logsHash: "0xcc"),
      isValid: true)
  }
}

struct SplitMix: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}

/// An environment that no machine's own state enters.
func syntheticEnvironment() -> EnvironmentRecord {
  var machine = MachineRecord(
    hostName: "builder", cpuModel: "CPU", logicalProcessors: 8, usableProcessors: 8,
    kernel: "Linux 6.1 x86_64")
  machine.isSMTActive = false
  machine.governor = "performance"
  machine.memoryBytes = 16_000_000_000
  return EnvironmentRecord(
    session: "session-A",
    plan: MeasurementPlan(
      suite: "quick", command: "gridlock run quick.yaml", startedAt: "2026-11-21T08:00:00Z",
      pairs: 6, warmUpRuns: 1, isComplete: true),
    machine: machine,
    build: BuildRecord(
      configuration: "release", compiler: "Swift 6.3", statisticsLibrary: "GSL 2.7.1",
      allocator: "glibc 2.36", identifier: "f00d"),
    loadBefore: LoadAverage(oneMinute: 0.1, fiveMinutes: 0.1, fifteenMinutes: 0.1),
    loadAfter: LoadAverage(oneMinute: 1.9, fiveMinutes: 0.5, fifteenMinutes: 0.1))
}
