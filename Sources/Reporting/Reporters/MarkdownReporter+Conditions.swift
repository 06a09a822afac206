import Results

extension MarkdownReporter {
  /// What the figures are; of columns that not every report has, where this one has them.
  static func howToRead(_ report: Report) -> String {
    let arms = report.cases.flatMap(\.arms)
    return reading
      + (arms.contains { $0.hints != nil } ? readingHints : "")
      + (arms.contains { $0.preparationShare > 0 } ? readingPreparation : "") + "\n\n"
  }

  private static let readingHints = """
    - **hint precision**: of the locations that hints named, the share that was accessed; **hint recall**: of the \
    locations accessed, the share that hints had named. **edge precision** and **edge recall** are the same for \
    edges, conflicts between two transactions. They are of all blocks together, and 100% is all. \
    `none` named nothing, of which all is right.

    """

  private static let readingPreparation = """
    - **preparation**: the share of the time that passed before a first transaction could be executed: resolving \
    what the scheduler was told, building graphs. It is part of the time that the speedup is of.

    """

  private static let reading = """
    ## How to read this

    - **speedup**: time of sequential execution over time of the arm, as the geometric mean over pairs of \
    runs of the same round, with its 95% interval (paired t on log ratios). `~` marks an interval that \
    includes 1: no evidence of a difference. Sequential execution is of the block's own order, also where the \
    arm chose another.
    - **of bound**: the speedup as a share of the smaller of the worker count and the workload's own \
    parallelism by time: what all transactions take over what the longest chain of dependent ones takes, each \
    the median of five sequential executions before the runs (tens of nanoseconds per transaction for the notes \
    included). Transactions depend on each other that read what another wrote before, fees apart; an arm that \
    need not wait for all of these, as of payments that commute, can exceed it.
    - **of machine**: the same over the smaller of that bound and what the machine allows: the speedup of \
    **sequential-copies**, as many sequential executions at once as there are workers, each on a state of its own, \
    measured in pairs as all else is. In brackets the 95% interval, of both speedups: they are compared round by \
    round. Cores share caches, memory, their clock and, in a virtual machine, their time. The gap to 100% in this \
    column is attributed to the scheduler; the rest of the gap to the bound, to the machine. A scheduler whose \
    workers share one state can have more of it in their caches, and pass 100% a little.
    - **bound by gas**: the same weighing gas, which is exact, but not time: a slow precompile or a read that \
    comes late makes the two differ. It is what is held to where the times are not known.
    - **executions/tx** and **validations/tx**: attempts started and read sets checked for each \
    transaction. Sequential execution makes 1 and 0.
    - **conflicts** and **wasted gas**: attempts that were discarded over transactions, and their gas over the \
    gas used.
    - **rounds**, executions **in-order** of what rounds or speculation left, and attempts made ahead of their turn \
    that were **reused**: of the schedulers that have them.
    - **attempts per transaction**, and **aborts and suspensions per run** by cause: a stale read (a location \
    changed after it was read), stale fees, an estimate met, a conflict within a round, or wrong knowledge.
    - **CPU s/Ggas**: processor seconds of all threads for 10⁹ gas: the price of the speed.
    - **transactions/s**, **gas/s**: geometric mean over runs, ± half of the 95% \
    interval (of both, since gas per transaction is fixed). Rates of \
    different machines do not compare; speedups do so roughly.

    """

  /// What anybody needs to measure the same again.
  func conditions(_ report: Report) -> String {
    var lines: [String] = []
    if let environment = report.environment {
      let plan = environment.plan
      lines.append("Command: `\(plan.command)`, started \(plan.startedAt)")
      lines.append(
        "\(counted(plan.pairs, "pair")) for each workload and arm, a run of sequential and one of the "
          + "arm back to back, in \(plan.order) order, after "
          + "\(counted(plan.warmUpRuns, "warm-up run")) of each arm")
      lines.append(
        "All runs share one process, so what differs from process to process (memory layout, for one) "
          + "is in no interval")
      lines.append(
        "Each run starts from a copy of the genesis state, in tables that have room for what the stream adds: "
          + "none doubles within a block")
      lines.append(
        "Compared with sequential after every run: \(plan.checks.joined(separator: ", "))")
      lines.append(build(environment.build))
      lines.append(
        "Load average over a minute: \(load(environment.loadBefore)) before, "
          + "\(load(environment.loadAfter)) after")
    }
    lines.append("Session: `\(report.session)`")
    var table = TextTable([("workload", .left), ("seed", .right), ("stream SHA-256", .left)])
    for item in report.cases {
      table.append([item.workload.name, "\(item.workload.seed)", "`\(item.workload.streamHash)`"])
    }
    return "## Conditions\n\n" + lines.map { "- \($0)\n" }.joined() + "\n" + table.markdown
  }

  private func build(_ build: BuildRecord) -> String {
    let commit = build.commitLabel.isEmpty ? "no commit known" : "commit `\(build.commitLabel)`"
    return "Build: `\(build.identifier)`, \(commit), \(build.statisticsLibrary)"
  }

  private func load(_ load: LoadAverage?) -> String {
    load.map { fixed($0.oneMinute, 2) } ?? "unknown"
  }
}
