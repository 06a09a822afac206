import ArgumentParser
import Foundation
import Harness
import Schedulers

/// `gridlock replay`: real blocks, checked against themselves.
struct ReplayCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "replay",
    abstract: "Executes real Ethereum blocks and checks them against their own headers.",
    discussion: """
      PATH is a block's folder (block.json and pre_state.json), a folder of such, or an archive: \
      blocks/N/, and beside them bytecodes.json, block_hashes.json and expected/N.json. A block's folder \
      may also be one of grevm's test data: block.json, txs.json, pre_state.json, expected.json.

      Each block runs under each scheduler. Compared are gas used, receipts root, logs bloom and blob \
      gas with the header, and with expected/N.json, where it is, each transaction and every change of \
      state. A line's time is that of one run on a cold cache: no measurement.

      Examples:
        gridlock replay fixtures/mainnet
        gridlock replay fixtures/mainnet/blocks/19932148 --scheduler block-stm --threads 4

      Exit codes: 0 all equal, 3 a block could not be read or executed, 6 an outcome differs, \
      64 no such path, no block, or no such scheduler.
      """)

  @Argument(help: "Block folders, folders of them, or archives.")
  var paths: [String]

  @Option(help: SchedulerNames.help)
  var scheduler: [String] = []

  @Option(help: "Workers of the parallel schedulers (default: one for each core).")
  var threads: Int = ProcessInfo.processInfo.activeProcessorCount

  @Option(
    help: ArgumentHelp(
      "Write what every worker did when to this new file (Trace Event Format: open it in ui.perfetto.dev); "
        + "then the times printed are the notes' too.", valueName: "file"),
    completion: .file(extensions: ["json"]))
  var traceSchedule: String?

  @Flag(help: "Let --trace-schedule replace a file.")
  var force = false

  @Flag(help: "Print one JSON object in place of lines.")
  var json = false

  func validate() throws {
    try ThreadCount.check(threads, for: "--threads")
  }

  func run() throws {
    let schedulers = try SchedulerNames.schedulers(scheduler)
    let schedule = try ScheduleOutput(traceSchedule, replacing: force)
    let folders = try folders()
    try ThreadCount.require(threads)
    var replay = ReplayRun(folders: folders, schedulers: schedulers, workers: threads)
    replay.isTraced = schedule != nil
    var events: [ReplayRun.Event] = []
    let summary = replay.run { event in
      if case .result(let result) = event { schedule?.append(result) }
      if json { return events.append(event) }
      switch event {
      case .result(let result): print(result)
      case .unreadable(let error): print("\(error): failed")
      }
    }
    try schedule?.finish()
    if json {
      print(try ReplayReport(summary, events: events).json())
    } else {
      print("\(summary.passed) passed, \(summary.failed) failed, \(summary.skipped) skipped")
    }
    if summary.mismatches > 0 { throw CommandFailure(.outcomeMismatch, "") }
    if summary.failed > 0 { throw CommandFailure(.runFailed, "") }
  }

  private func folders() throws -> [String] {
    let folders: [String]
    do { folders = try blockFolders(under: paths) } catch {
      throw CommandFailure(.usage, "\(error)")
    }
    guard !folders.isEmpty else {
      throw CommandFailure(.usage, "no block.json in \(paths.joined(separator: ", "))")
    }
    return folders
  }
}
