import Results

/// What an experiment tells whoever watches it.
public enum ExperimentEvent: Sendable {
  /// Generates a case, executes it sequentially as the oracle and to time its transactions, and finds its
  /// critical path.
  case preparing(name: String)
  /// The case is ready.
  case prepared(RunRecord.Workload)
  /// A run or warm-up begins; `step` counts both, from zero.
  case running(step: Int, label: String)
  /// A measured run ended, was checked and is on the disk.
  case recorded(RunRecord)
}
