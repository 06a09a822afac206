import Harness

/// Shows an experiment's events as progress.
struct ExperimentDisplay {
  private var progress: ProgressDisplay
  private var step = 0
  private let stepCount: Int

  init(_ plan: ExperimentPlan, quiet: Bool) {
    stepCount = plan.stepCount
    progress = ProgressDisplay(total: plan.stepCount, quiet: quiet)
  }

  mutating func show(_ event: ExperimentEvent) {
    switch event {
    case .preparing(let name):
      progress.show(step, "preparing \(name)")
    case .prepared(let workload):
      progress.note(
        "\(workload.name): \(workload.blocks) blocks, \(workload.transactions) transactions, "
          + "seed \(workload.seed), stream \(workload.streamHash)")
    case .running(let step, let label):
      self.step = step
      progress.show(step, label)
    case .recorded:
      // The last step has no successor to show that it ended.
      if step + 1 == stepCount { progress.show(stepCount, "done") }
    }
  }

  /// Takes the bar away.
  mutating func finish() { progress.finish() }
}
