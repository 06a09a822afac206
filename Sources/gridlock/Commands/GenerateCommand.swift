import ArgumentParser
import Foundation
import Harness
import Schedulers
import Workloads

/// `gridlock generate`: makes a workload's blocks and says what is in them.
struct GenerateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "generate",
    abstract: "Makes a workload's blocks, prints what is in them, and writes them if asked.",
    discussion: """
      The same file and seed give the same bytes on every machine and with any number of threads; the \
      SHA-256 of those bytes is printed. Where the file has a target, its knob is turned first.

      A written stream is what 'gridlock run' and other commands take in place of a workload file. It \
      begins with two lines of header; what sha256sum says of the rest is the printed hash:
        tail -n +3 FILE | sha256sum

      With --export one block goes to a folder in a form that other clients run: t8n (alloc.json, \
      env.json and txs.json of a transition tool, and the result.json they should come to), state-test \
      (a test a transaction) or blockchain-test. Its transactions are signed; for that the accounts have \
      to have keys, which is the workload's 'signable: yes', and is set for you. A stream can be exported \
      if it was generated with it.

      Examples:
        gridlock generate Workloads/transfers.yaml
        gridlock generate Workloads/swaps.yaml -p profiles.0.pool.exponent=1.6 --seed 7
        gridlock generate Workloads/swaps.yaml -p 'target={parallelism: 8}'
        gridlock generate Workloads/mixed.yaml --out mixed.stream
        gridlock generate Workloads/mixed.yaml --out mixed.jsonl --format json-lines
        gridlock generate Workloads/transfers.yaml --time
        gridlock generate Workloads/swaps.yaml --export t8n --block 2 --out swaps-2
      """)

  @Argument(
    help: "A workload file; with --export, or a stream.", completion: .file(extensions: ["yaml"]))
  var file: String

  @Option(
    name: [.customShort("p"), .customLong("set")],
    help: .init(
      "Change a value of the file, by its dotted path; may be repeated.", valueName: "key=value"))
  var overrides: [String] = []

  @Option(help: "The seed, in place of the file's.")
  var seed: UInt64?

  @Option(
    help: "Write the blocks and their genesis state to this new file; with --export, the folder.")
  var out: String?

  @Option(help: "Write one block for other tools: t8n, state-test or blockchain-test.")
  var export: BlockExportForm?

  @Option(help: "Which block --export writes, from 1 (default: 1).")
  var block: Int?

  @Option(help: "How to write them: binary or json-lines.")
  var format: StreamForm = .binary

  @Flag(help: "Let --out replace files.")
  var force = false

  @Option(help: "Threads that make blocks; profiles that keep state use one.")
  var threads = 1

  @Flag(help: "Skip executing the blocks to see what contention they have.")
  var unmeasured = false

  @Flag(help: "Time generation against lean sequential execution, and do nothing else.")
  var time = false

  func validate() throws {
    try ThreadCount.check(threads, for: "--threads")
    guard export != nil else {
      guard block == nil else { throw ValidationError("--block is for --export") }
      return
    }
    guard out != nil else { throw ValidationError("--export needs --out FOLDER") }
    guard !time else { throw ValidationError("--time does nothing else: leave --export out") }
    guard (block ?? 1) >= 1 else {
      throw ValidationError("--block \(block ?? 1): blocks are counted from 1")
    }
  }

  func run() throws {
    if export != nil, StreamFile.isStream(file) { return try exportStream() }
    // The user's come after ours, and so count.
    let spec = try WorkloadSpec.load(
      path: file,
      overrides: (export == nil ? [] : ["signable=yes"]) + overrides
        + (seed.map { ["seed=\($0)"] } ?? []))
    let target = try checkedTarget(for: spec)
    let interruption = Interruption()
    let watch = SignalWatch(requesting: interruption) {
      if let target { unlink(StreamFile.temporaryPath(for: target)) }
      printToStandardError("\ngridlock: interrupted")
      _exit(GridlockExit.runFailed.rawValue)
    }
    defer { withExtendedLifetime(watch) {} }
    try ThreadCount.require(1)
    try onLargeStack {
      if time {
        print(try GenerationTiming.measure(spec, rounds: 9, until: interruption).text)
      } else {
        try generate(spec, to: target, until: interruption)
      }
    }
  }

  /// The file that the blocks go to, if they go to one. What would keep it, or an export, from being written is
  /// found out here, before hours of generation.
  private func checkedTarget(for spec: WorkloadSpec) throws -> String? {
    guard let out, !time else { return nil }
    guard let export else { return try OutputTarget(out, replacing: force).path }
    let block = block ?? 1
    guard block <= spec.blocks else {
      throw CommandFailure(
        .usage, "--block \(block): \(spec.name) has blocks 1 to \(spec.blocks)")
    }
    try BlockExport(form: export, block: block, folder: out, replaces: force)
      .checkWritable(named: spec.name)
    return nil
  }

  private func generate(
    _ asked: WorkloadSpec, to target: String?, until interruption: Interruption
  ) throws {
    let solved = try TargetSolver.solve(asked, until: interruption)
    let spec = solved?.workload ?? asked
    let workload = try BlockGenerator(spec).generate(threads: threads) { () throws(Interrupted) in
      try interruption.check()
    }
    let contention =
      unmeasured ? nil : try ContentionMeter.measure(workload, until: interruption)
    print(WorkloadSummary(spec, workload, contention: contention, solved: solved).text)
    if let export, let out {
      return try write(workload, as: export, to: out, until: interruption)
    }
    guard let target else { return }
    try StreamFile.write(
      workload, from: spec, contention: contention, as: format.encoding, to: target,
      replacing: force
    ) { try interruption.check() }
    print("written to    \(target)")
  }

  private func exportStream() throws {
    guard let export, let out else { return }
    guard overrides.isEmpty, seed == nil else {
      throw CommandFailure(
        .usage, "\(file): a stream is as it is: leave -p and --seed out, or name its workload file")
    }
    let stream = try StreamFile.read(file)
    try ThreadCount.require(1)
    try onLargeStack {
      try write(stream.workload, as: export, to: out, until: Interruption())
    }
  }

  private func write(
    _ workload: GeneratedWorkload, as form: BlockExportForm, to folder: String,
    until interruption: Interruption
  ) throws {
    let export = BlockExport(
      form: form, block: block ?? 1, folder: folder, replaces: force)
    for line in try export.write(workload, until: interruption) { print(line) }
  }
}

extension BlockExportForm: ExpressibleByArgument {}

/// How a stream is written, as the command line names it.
enum StreamForm: String, ExpressibleByArgument, CaseIterable {
  case binary
  case jsonLines = "json-lines"

  var encoding: StreamHeader.Encoding {
    switch self {
    case .binary: .binary
    case .jsonLines: .jsonLines
    }
  }
}

extension GenerationTiming {
  /// For people, with the ratio.
  fileprivate var text: String {
    """
    generation of blocks   \(figure(blocks)) ns a transaction
    sequential execution   \(figure(execution)) ns a transaction
    ratio                  \(String(format: "%.1f%%", 100 * ratio))
    laws and orders        \(figure(preparation / 1000)) µs, once
    genesis and hash       \(figure(assembly)) ns a transaction, which no block waits for
    """
  }

  private func figure(_ value: Double) -> String { String(format: "%6.0f", value) }
}
