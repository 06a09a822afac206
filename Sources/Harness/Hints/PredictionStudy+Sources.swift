import Interchange
import Primitives
import Schedulers
import State
import Workloads

extension PredictionStudy {
  /// Takes all blocks of a generated workload, one after the other. Takes a large stack: see `onLargeStack`.
  /// - Throws: ``ExperimentFailure``, ``Interrupted``.
  public mutating func take(
    _ workload: GeneratedWorkload, until interruption: Interruption
  ) throws {
    let stream = try BlockStream(workload, name: workload.name)
    let state = stream.genesis.copy()
    for step in stream.steps {
      try interruption.check()
      take(
        step.executor, step.block.transactions, number: step.block.header.number, on: state)
    }
  }

  /// Takes real blocks, each on the state that its archive has of it. Takes a large stack.
  /// - Parameter skip: told each block that cannot be executed.
  /// - Throws: `InterchangeError` for a block that cannot be read; ``Interrupted``.
  public mutating func take(
    blockFolders folders: [String], until interruption: Interruption,
    skipping skip: (UInt64, String) -> Void
  ) throws {
    var archives = ArchiveCache()
    for folder in folders {
      try interruption.check()
      let replay = BlockReplay(try archives.load(folder))
      let number = replay.archived.block.header.number
      guard let (executor, state) = replay.transactions() else {
        skip(number, "its rules are not there")
        continue
      }
      take(executor, replay.archived.block.transactions, number: number, on: state)
    }
  }
}
