import Schedulers
import State

/// How long each transaction of a stream takes in lean sequential execution: its share of the time that
/// speedups are over, and so its weight in the bound by time. Gas says little of time where a precompile is
/// slow, or a read.
///
/// The median of several runs, so that a run that was disturbed changes nothing. A run is traced: the clock is
/// read twice a transaction, which adds some 80 ns, the same to each, and they are left in. A swap takes 6 µs,
/// a plain payment 0.15: beside what is expensive a payment weighs more than it should, so the bound of such a
/// mix is drawn towards that by count. Among payments alone nothing changes.
struct TransactionTimes {
  /// Runs that count. One before them does not: caches and tables are cold in it.
  static let runs = 5

  /// Nanoseconds by block and transaction.
  let nanoseconds: [[UInt64]]

  /// Over all blocks.
  var total: UInt64 { nanoseconds.joined().reduce(0, +) }

  /// - Parameter runs: by run, block and transaction; at least one, all of the same blocks.
  init(medianOf runs: [[[UInt64]]]) {
    nanoseconds = (runs.first ?? []).indices.map { block in
      medians(of: runs.map { $0[block] })
    }
  }

  /// Executes `stream` sequentially, ``runs`` times and once before, each in tables with room as measured runs
  /// have it.
  ///
  /// - Parameters:
  ///   - stream: as it is measured: where storage answers late, what a transaction waits for it is time of its
  ///     own, which more workers overlap as they do its work.
  ///   - oracle: checks every run. A time without the right outcome is none.
  /// - Throws: ``OutcomeMismatch``; `SchedulerFailure`; ``Interrupted`` between two blocks.
  init(
    of stream: BlockStream, checkedBy oracle: OutcomeOracle, until interruption: Interruption
  ) throws {
    let pool = WorkerPool(size: 1)
    var runs: [[[UInt64]]] = []
    for run in 0...Self.runs {
      let execution = try StreamExecution(
        of: stream, under: SchedulerSelection.baseline, with: pool, until: interruption,
        isTraced: true, roomFor: oracle.execution.state)
      if let mismatch = oracle.firstMismatch(of: execution, by: .baseline) { throw mismatch }
      if run > 0 { runs.append(execution.traces.map(\.transactionTimes)) }
    }
    self.init(medianOf: runs)
  }
}

extension BlockAccesses {
  /// Puts times that were measured without notes in the place of those that were noted.
  /// - Parameter nanoseconds: by transaction.
  mutating func replaceTimes(by nanoseconds: [UInt64]) {
    for (index, time) in nanoseconds.enumerated() { transactions[index].nanoseconds = time }
  }
}

/// By place, the median of the lists' values: of an even number the greater of the two in the middle.
func medians(of lists: [[UInt64]]) -> [UInt64] {
  (lists.first ?? []).indices.map { place in
    lists.map { $0[place] }.sorted()[lists.count / 2]
  }
}
