import Glibc
import Primitives
import Schedulers
import State

// What a scheduler costs besides the transactions it runs, so that the figure can be repeated:
//   swift run -c release scheduler-bench [transactions] [repetitions]
// Arms alternate, because a machine's speed drifts; what counts is the ratio.

struct Arm {
  let name: String
  let scheduler: any Scheduler
  let pool: WorkerPool
  var times: [Double] = []
  var executions = 0
  var validations = 0
}

/// Median nanoseconds per transaction of each arm on `executor`, printed with the ratio to the first.
func compare(_ title: String, _ executor: SyntheticExecutor, repetitions: Int) throws {
  let genesis = executor.genesis()
  var arms = [
    Arm(
      name: "sequential", scheduler: try scheduler(named: "sequential"), pool: WorkerPool(size: 1)),
    Arm(
      name: "block-stm 1", scheduler: try scheduler(named: "block-stm"), pool: WorkerPool(size: 1)),
    Arm(
      name: "block-stm 2", scheduler: try scheduler(named: "block-stm"), pool: WorkerPool(size: 2)),
  ]
  for repetition in 0..<repetitions + 2 {
    let order = repetition % 2 == 0 ? Array(arms.indices) : arms.indices.reversed()
    for index in order {
      let state = genesis.copy()
      let start = ContinuousClock.now
      let execution = try arms[index].scheduler.execute(executor, on: state, with: arms[index].pool)
      let elapsed = start.duration(to: .now)
      if repetition < 2 { continue }
      arms[index].times.append(elapsed / .nanoseconds(executor.transactionCount))
      arms[index].executions += execution.counters.executions
      arms[index].validations += execution.counters.validations
    }
  }
  report(title, arms, perRepetition: Double(executor.transactionCount * repetitions))
}

func report(_ title: String, _ arms: [Arm], perRepetition count: Double) {
  print(title)
  for arm in arms {
    let ratios = zip(arm.times, arms[0].times).map { $0 / $1 }
    let fields = [
      median(arm.times).formatted(1), median(ratios).formatted(3),
      (median(arm.times) - median(arms[0].times)).formatted(1),
      (Double(arm.executions) / count).formatted(2), (Double(arm.validations) / count).formatted(2),
    ].map { String(repeating: " ", count: max(0, 10 - $0.count)) + $0 }
    print("  " + arm.name.padded(to: 12) + fields.joined())
  }
}

func median(_ values: [Double]) -> Double {
  let sorted = values.sorted()
  return sorted.isEmpty ? .nan : sorted[sorted.count / 2]
}

extension Double {
  /// With so many decimals.
  func formatted(_ decimals: Int) -> String {
    let scale = pow(10, Double(decimals))
    let units = (self * scale).rounded()
    guard decimals > 0, units.isFinite else { return "\(units)" }
    let whole = Int(units.magnitude / scale)
    let fraction = String(Int(units.magnitude) % Int(scale))
    let zeros = String(repeating: "0", count: decimals - fraction.count)
    return (units < 0 ? "-" : "") + "\(whole).\(zeros)\(fraction)"
  }
}

extension String {
  func padded(to width: Int) -> String {
    self + String(repeating: " ", count: max(0, width - count))
  }
}

let arguments = CommandLine.arguments.dropFirst().compactMap { Int($0) }
let transactions = arguments.first ?? 10_000
let repetitions = arguments.dropFirst().first ?? 21

print("              ns/transaction  ratio  difference  executions  validations (per transaction)")
try onLargeStack { () throws(any Error) -> Void in
  for (title, work, keys) in [
    ("no work, no conflicts", 0, 0),
    ("2 µs, no conflicts", 2000, 0),
    ("5 µs, no conflicts", 5000, 0),
    ("5 µs, 1,000 keys", 5000, 1000),
    ("5 µs, one hot key", 5000, 1),
  ] {
    try compare(
      title, SyntheticExecutor(transactionCount: transactions, nanoseconds: work, keys: keys),
      repetitions: repetitions)
  }
}
