import ArgumentParser
import Foundation
import Harness
import Prediction
import Schedulers
import Workloads

/// `gridlock predict`: how well accesses can be predicted.
struct PredictCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "predict",
    abstract: "Predicts what transactions will access, and says how often that is right.",
    discussion: """
      The predictor behind 'hints=learned' is shown one block after the other: it predicts a block from \
      those before it, the block is executed, the prediction compared, and then the block is learnt from. \
      Precision is the share of what was predicted that happened, recall the share of what happened that \
      was predicted; both over locations (a field of an account or a slot, for each transaction) and over \
      conflicts (a transaction accesses what an earlier one was last to write). A transaction is covered \
      if all of its accesses were predicted: schedulers that enforce access sets need all of them covered.

      Blocks of an archive stand alone: with --split 0.5 the first half of each block's transactions is \
      learnt from, besides the blocks before, and the second half predicted.

      What was missed is counted by cause:
        new          no transaction of this kind (code and selector) had been seen
        unexplained  no expression over sender, arguments and state was found for it
        stale        the expression reads state that the block itself had changed
        rare         the expression is known, but too few transactions go there

      Examples:
        gridlock predict Workloads/swaps.yaml
        gridlock predict Workloads/nft.yaml --learn 4 -p blocks=20
        gridlock predict fixtures/mainnet --split 0.5 --json
      """)

  @Argument(
    help: ArgumentHelp(
      "A workload, a stream, or block folders and archives.", valueName: "workload-or-blocks"))
  var paths: [String]

  @Option(help: "Blocks at the beginning that are learnt from and not predicted.")
  var learn = 0

  @Option(
    help: "Share of each block's transactions that is learnt from before the rest is predicted.")
  var split = 0.0

  @Option(
    help: "Expected share of transactions that access a location, from which on it is predicted.")
  var confidence = AccessPredictor.Settings().minimumConfidence

  @Option(help: "Kinds of transactions to print, the most frequent first.")
  var kinds = 20

  @Option(
    name: [.customShort("p"), .customLong("set")],
    help: .init("Change a value of the workload file; may be repeated.", valueName: "key=value"))
  var overrides: [String] = []

  @Option(help: "The seed, in place of the file's.")
  var seed: UInt64?

  @Flag(help: "Print JSON.")
  var json = false

  func validate() throws {
    guard learn >= 0 else { throw ValidationError("--learn \(learn): give 0 or more blocks") }
    guard (0..<1).contains(split) else {
      throw ValidationError("--split \(split): give a share from 0 to below 1")
    }
    guard (0...1).contains(confidence) else {
      throw ValidationError("--confidence \(confidence): give a share from 0 to 1")
    }
    guard kinds >= 0 else { throw ValidationError("--kinds \(kinds): give 0 or more") }
  }

  func run() throws {
    var settings = PredictionStudy.Settings()
    settings.learningBlocks = learn
    settings.split = split
    settings.predictor.minimumConfidence = confidence
    var study = PredictionStudy(settings)
    let interruption = Interruption()
    let watch = SignalWatch(requesting: interruption) {
      printToStandardError("\ngridlock: interrupted")
      _exit(GridlockExit.runFailed.rawValue)
    }
    defer { withExtendedLifetime(watch) {} }
    try ThreadCount.require(1)
    let workload = try workload(until: interruption)
    let folders = workload == nil ? try blocks() : []
    try onLargeStack {
      if let workload {
        try study.take(workload, until: interruption)
      } else {
        try study.take(blockFolders: folders, until: interruption) { number, reason in
          printToStandardError("gridlock: block \(number) is left out: \(reason)")
        }
      }
    }
    guard !study.blocks.isEmpty else {
      throw CommandFailure(
        .usage, "no block is left to predict after learning from \(learn): give fewer to --learn")
    }
    let report = PredictionReport(study, kinds: kinds)
    print(json ? try report.json() : report.text)
  }

  /// The workload, if the path is one's or a stream's.
  private func workload(until interruption: Interruption) throws -> GeneratedWorkload? {
    guard paths.count == 1, let path = paths.first else { return nil }
    if StreamFile.isStream(path) {
      guard overrides.isEmpty, seed == nil else {
        throw CommandFailure(.usage, "\(path) is a stream: -p and --seed cannot change its blocks")
      }
      return try StreamFile.read(path).workload
    }
    guard path.hasSuffix(".yaml") || path.hasSuffix(".yml") else { return nil }
    let asked = try WorkloadSpec.load(
      path: path, overrides: overrides + (seed.map { ["seed=\($0)"] } ?? []))
    let spec = try onLargeStack { try TargetSolver.solve(asked, until: interruption)?.workload }
    return try BlockGenerator(spec ?? asked).generate(threads: 1) { () throws(Interrupted) in
      try interruption.check()
    }
  }

  private func blocks() throws -> [String] {
    guard overrides.isEmpty, seed == nil else {
      throw CommandFailure(.usage, "-p and --seed are for a workload file, and for one only")
    }
    let folders: [String]
    do { folders = try blockFolders(under: paths) } catch {
      throw CommandFailure(.usage, "\(error)")
    }
    guard !folders.isEmpty else {
      throw CommandFailure(
        .usage, "neither a workload file nor a block.json in \(paths.joined(separator: ", "))")
    }
    return folders
  }
}
