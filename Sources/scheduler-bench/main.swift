import Glibc
import Primitives
import Schedulers
import State

// What a scheduler costs besides the transactions it runs, so that the figure can be repeated:
//   swift run -c release scheduler-bench [transactions] [repetitions] [scheduler …]
// Arms alternate, because a machine's speed drifts; what counts is the ratio. Schedulers that have to be
// told of the block are told, off the clock; what they make of it is on the clock, and given apart.

struct Arm {
  let scheduler: any Scheduler
  let pool: WorkerPool
  let knowledge: BlockKnowledge
  var times: [Double] = []
  var preparations: [Double] = []
  var executions = 0
  var validations = 0

  var name: String { "\(scheduler.name) \(pool.size)" }
}

/// Median nanoseconds per transaction of each arm on `executor`, printed with the ratio to the first.
func compare(
  _ title: String, _ executor: SyntheticExecutor, _ schedulers: [any Scheduler], repetitions: Int
) throws {
  let genesis = executor.genesis()
  var arms = try [Arm(scheduler: scheduler(named: "sequential"), pool: one, knowledge: .nothing)]
  for scheduler in schedulers where scheduler.name != "sequential" {
    let knowledge = scheduler.knowledge(of: executor, on: genesis)
    for pool in scheduler.name.hasPrefix("sequential") ? [one] : [one, two] {
      arms.append(Arm(scheduler: scheduler, pool: pool, knowledge: knowledge))
    }
  }
  for repetition in 0..<repetitions + 2 {
    let order = repetition % 2 == 0 ? Array(arms.indices) : arms.indices.reversed()
    for index in order {
      let state = genesis.copy()
      let start = ContinuousClock.now
      let execution = try arms[index].scheduler.execute(
        executor, on: state, with: arms[index].pool, knowing: arms[index].knowledge)
      let elapsed = start.duration(to: .now)
      if repetition < 2 { continue }
      arms[index].times.append(elapsed / .nanoseconds(executor.transactionCount))
      arms[index].preparations.append(
        execution.counters.preparation / .nanoseconds(executor.transactionCount))
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
      median(arm.preparations).formatted(1),
      (Double(arm.executions) / count).formatted(2), (Double(arm.validations) / count).formatted(2),
    ].map { String(repeating: " ", count: max(0, 12 - $0.count)) + $0 }
    print("  " + arm.name.padded(to: 26) + fields.joined())
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

let arguments = CommandLine.arguments.dropFirst()
if let option = arguments.first(where: { $0.hasPrefix("-") }) {
  let isHelp = option == "-h" || option == "--help"
  let usage =
    "usage: scheduler-bench [transactions] [repetitions] [scheduler …]\n"
    + "What scheduling costs a transaction of nothing, and of some work; 10,000 transactions and 21 "
    + "repetitions unless given, and all schedulers: \(allSchedulers.map(\.name).joined(separator: ", ")).\n"
  let text = Array((isHelp ? usage : "scheduler-bench: unknown option \(option)\n" + usage).utf8)
  _ = write(isHelp ? STDOUT_FILENO : STDERR_FILENO, text, text.count)
  exit(isHelp ? 0 : 64)
}
let numbers = arguments.compactMap { Int($0) }
let transactions = numbers.first ?? 10_000
let repetitions = numbers.dropFirst().first ?? 21
let names = arguments.filter { Int($0) == nil }
let one = WorkerPool(size: 1)
let two = WorkerPool(size: 2)

let columns = ["ns/tx", "ratio", "difference", "preparation", "executions", "validations"]
  .map { String(repeating: " ", count: 12 - $0.count) + $0 }
print("  " + "scheduler, workers".padded(to: 26) + columns.joined())
do {
  let schedulers = names.isEmpty ? allSchedulers : try names.map { try scheduler(named: $0) }
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
        schedulers, repetitions: repetitions)
    }
  }
} catch {
  let text = Array("scheduler-bench: \(error)\n".utf8)
  _ = write(STDERR_FILENO, text, text.count)
  exit(64)
}
