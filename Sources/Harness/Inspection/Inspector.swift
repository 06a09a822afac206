import Contention
import Foundation
import Interchange
import Primitives
import Schedulers
import State
import Synchronization
import Workloads

/// Finds out what blocks contend for: those of a workload file, of a stream, of the main network or of block
/// tests. All are executed and checked as elsewhere, and what fails its check is refused. Their times are medians
/// of lean runs, as ``TransactionTimes`` has them, for which every block is executed six times more.
public struct Inspector: Sendable {
  /// How many hot keys are named.
  public var hotKeys = 10
  /// Only the block of this number; nil for all. Blocks of block tests are numbered as they are executed.
  public var block: UInt64?
  /// Changes of the values of workload files, `key=value`.
  public var overrides: [String] = []
  public var interruption = Interruption()

  public init() {}

  /// What the blocks at `path` contend for. Takes a large stack: see `onLargeStack`.
  ///
  /// - Throws: ``PlanError`` for a path that is none of those or has no such block, `WorkloadError`,
  ///   ``UnreachableTarget``, `StreamFileError`, `InterchangeError`, ``ExperimentFailure`` for blocks that
  ///   do not end as they should, ``OutcomeMismatch`` for those that do not end alike each time,
  ///   ``Interrupted``.
  public func inspect(_ path: String) throws -> Inspection {
    if StreamFile.isStream(path) { return try inspect(stream: path) }
    if ["yaml", "yml"].contains((path as NSString).pathExtension.lowercased()) {
      return try inspect(workload: path)
    }
    let folders: [String]
    do { folders = try blockFolders(under: [path]) } catch { throw PlanError("\(error)") }
    if !folders.isEmpty { return try inspect(mainnet: path, folders) }
    return try inspect(blockTests: path)
  }

  // MARK: Generated

  private func inspect(workload path: String) throws -> Inspection {
    let asked = try WorkloadSpec.load(path: path, overrides: overrides)
    let spec = try TargetSolver.solve(asked, until: interruption)?.workload ?? asked
    let workload = BlockGenerator(spec, collectingNames: true).generate()
    return try inspect(workload, .workload)
  }

  private func inspect(stream path: String) throws -> Inspection {
    if let override = overrides.first {
      throw PlanError(
        "\(path) is a stream, whose blocks are made: '\(override)' cannot change them; generate another"
      )
    }
    return try inspect(try StreamFile.read(path).workload, .stream)
  }

  /// Executes the workload's blocks.
  func inspect(_ workload: GeneratedWorkload, _ kind: Inspection.Kind) throws -> Inspection {
    let stream = try BlockStream(workload, name: workload.name)
    let oracle = try OutcomeOracle(for: stream, until: interruption)
    try oracle.refuseUnmeant(workload.intended)
    var inspection = Inspection(
      name: workload.name, kind: kind, sha256: workload.streamHash,
      choices: workload.realised.map(Inspection.Choice.init))
    let names = workload.names ?? LocationNames()
    let state = stream.genesis.copy()
    let times = try TransactionTimes(of: stream, checkedBy: oracle, until: interruption)
    for (step, times) in zip(stream.steps, times.nanoseconds) {
      try interruption.check()
      var accesses = BlockAccesses.recordCommuting(step.executor, on: state)
      let number = step.block.header.number
      guard isWanted(number) else { continue }
      accesses.replaceTimes(by: times)
      add(
        BlockContention(accesses, on: state), number, fork: workload.fork, to: &inspection,
        naming: names)
    }
    let last = stream.steps.last?.block.header.number ?? 0
    return try finished(inspection, naming: names, blocks: "1 to \(last)")
  }

  // MARK: Real blocks and tests

  private func inspect(mainnet path: String, _ folders: [String]) throws -> Inspection {
    var inspection = Inspection(name: path, kind: .mainnet)
    var archives = ArchiveCache()
    var accounts: Set<Address> = []
    for folder in folders {
      try interruption.check()
      // An archive's folders are named by number: no need to read those that are not wanted.
      if let block, let number = UInt64((folder as NSString).lastPathComponent), number != block {
        continue
      }
      let replay = BlockReplay(try archives.load(folder))
      let number = replay.archived.block.header.number
      guard isWanted(number) else { continue }
      let notes = Mutex<[Notes]>([])
      let scheduler = RecordingScheduler(measuresTimes: true) { accesses, state, _ in
        let taken = Notes(accesses, on: state)
        notes.withLock { $0.append(taken) }
      }
      let result = replay.run(under: scheduler, with: WorkerPool(size: 1))
      guard case .passed = result.verdict, let taken = notes.withLock({ $0.first }) else {
        throw ExperimentFailure("\(folder): \(result)")
      }
      accounts.formUnion(taken.accounts)
      add(
        taken.contention, number, fork: replay.forkName, to: &inspection,
        naming: GuessedNames(accounts: taken.accounts))
    }
    let numbers = folders.map { ($0 as NSString).lastPathComponent }
    return try finished(
      inspection, naming: GuessedNames(accounts: Array(accounts)),
      blocks: numbers.prefix(4).joined(separator: ", ") + (numbers.count > 4 ? ", …" : ""))
  }

  private func inspect(blockTests path: String) throws -> Inspection {
    var inspection = Inspection(name: path, kind: .blockTest)
    let files: [String]
    do { files = try jsonFiles(under: [path]) } catch { throw PlanError("\(error)") }
    var count: UInt64 = 0
    for file in files {
      for test in try BlockTest.load(path: file) {
        try interruption.check()
        let notes = Mutex<[Notes]>([])
        let scheduler = RecordingScheduler(measuresTimes: true) { accesses, state, _ in
          let taken = Notes(accesses, on: state)
          notes.withLock { $0.append(taken) }
        }
        let finding = BlockTestRunner(schedulers: [scheduler], workers: 1).run(test, file: file)
        if case .failed = finding.verdict { throw ExperimentFailure("\(finding)") }
        for taken in notes.withLock({ $0 }) {
          count += 1
          guard isWanted(count) else { continue }
          add(
            taken.contention, count, fork: test.network, to: &inspection,
            naming: GuessedNames(accounts: taken.accounts))
        }
      }
    }
    guard count > 0 else {
      throw PlanError(
        "\(path): no workload file, stream, block folder or block test: nothing to inspect")
    }
    return try finished(inspection, naming: GuessedNames(accounts: []), blocks: "1 to \(count)")
  }

  // MARK: Putting together

  private func isWanted(_ number: UInt64) -> Bool { block == nil || block == number }

  private func add(
    _ contention: BlockContention, _ number: UInt64, fork: String, to inspection: inout Inspection,
    naming names: some LocationNaming
  ) {
    inspection.blocks.append(
      Inspection.Block(
        number: number, fork: fork, contention: contention, hotKeys: named(contention, names)))
    inspection.total.add(contention)
  }

  private func named(
    _ contention: BlockContention, _ names: some LocationNaming
  ) -> [Inspection.HotKey] {
    contention.hottest(hotKeys).map {
      Inspection.HotKey(name: names.name(of: $0.key), touches: $0.touches)
    }
  }

  private func finished(
    _ inspection: Inspection, naming names: some LocationNaming, blocks: String
  ) throws(PlanError) -> Inspection {
    if let block, inspection.blocks.isEmpty {
      throw PlanError("\(inspection.name) has no block \(block): give one of \(blocks)")
    }
    var inspection = inspection
    inspection.hotKeys = named(inspection.total, names)
    return inspection
  }
}

/// What is kept of one block's notes when its state is gone.
private struct Notes: Sendable {
  var contention: BlockContention
  /// Every account that was accessed.
  var accounts: [Address]

  init(_ accesses: BlockAccesses, on state: WorldState) {
    contention = BlockContention(accesses, on: state)
    let touched = Set(
      accesses.transactions.lazy.flatMap { $0.reads + $0.writes }.map(\.account))
    accounts = touched.sorted { $0.index < $1.index }.map { state.record($0).address }
  }
}

extension Inspection.Choice {
  init(_ skew: RealisedSkew) {
    self.init(
      name: "\(skew.profile) \(skew.choice)", distribution: skew.distribution, keys: skew.keys,
      drawnKeys: skew.distinctKeys, nominalTopShare: skew.nominalTopShare, topShare: skew.topShare,
      nominalEffectiveKeys: skew.nominalEffectiveKeys, effectiveKeys: skew.effectiveKeys)
  }
}
