import Foundation
import Results

/// A run with every field set to something of its own.
func sampleRun(pair: Int = 1, slot: Int = 0) -> RunRecord {
  var run = RunRecord(
    session: "20261121T080000Z-ab12", suite: "quick", machine: "builder, the \"big\" one / CPU / 8",
    workload: RunRecord.Workload(
      name: "erc20-zipf-0.9", profile: "erc20", streamHash: "9f2c", seed: .max, nominalSkew: 0.9,
      blocks: 4, transactions: 4_000, gas: 210_000_000, criticalPathGas: 70_000_000,
      criticalPathNanoseconds: 45_000_000, transactionsNanoseconds: 120_000_000),
    arm: RunRecord.Arm(scheduler: "block-stm", threads: 8, commit: "abc123", build: "f00d"),
    hints: RunRecord.Hints(
      precision: 0.75, recall: 0.5, edgePrecision: 1, edgeRecall: 0.125, nanoseconds: 4_321),
    position: RunRecord.Position(
      pair: pair, slot: slot, order: .reversed, startedMilliseconds: 1_795_248_000_123),
    cost: RunRecord.Cost(
      wallNanoseconds: 123_456_789, cpuNanoseconds: 987_654_321, executions: 4_100,
      validations: 4_200, aborts: 100, suspensions: 7, wastedGas: 5_000_000,
      abortCauses: ["stale-read": 98, "stale-fees": 2, "estimate": 7], attempts: sampleAttempts,
      schedulerCounts: ["rounds": 3, "reused": 1], preparationNanoseconds: 12_345),
    outcome: RunRecord.Outcome(stateRoot: "0xaa", receiptsRoot: "0xbb", logsHash: "0xcc"),
    isValid: true)
  run.fallbackBlocks = 3
  return run
}

private let sampleAttempts: RunRecord.Attempts = {
  var attempts = RunRecord.Attempts()
  (attempts.one, attempts.two, attempts.three) = (3_910, 75, 10)
  (attempts.four, attempts.fiveOrMore, attempts.maximum) = (4, 1, 9)
  return attempts
}()

/// A folder that is removed after `body`.
func withTemporaryFolder<Value>(_ body: (String) throws -> Value) throws -> Value {
  let folder = FileManager.default.temporaryDirectory
    .appendingPathComponent("gridlock-\(UUID().uuidString)").path
  defer { try? FileManager.default.removeItem(atPath: folder) }
  return try body(folder)
}

/// A `runs.csv` of these records.
func runsCSV(_ records: [RunRecord]) -> [UInt8] {
  Array(([RunRecord.csvHeader] + records.map(\.csvRow)).map { $0 + "\n" }.joined().utf8)
}
