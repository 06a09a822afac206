import Foundation
import Harness
import Reporting
import Results
import Schedulers

/// One `gridlock run` from its first file to its report.
struct MeasuringSession {
  let plan: ExperimentPlan
  let files: ResultFiles
  let quiet: Bool
  private let seed: UInt64?
  private let kept = KeptRuns()
  private let schedule: ScheduleOutput?

  /// - Parameters:
  ///   - folder: where Results/ and Reports/ are.
  ///   - seed: from the command line, for the record.
  ///   - schedule: where traced runs go, if there are any.
  init(
    _ plan: ExperimentPlan, folder: String, seed: UInt64?, quiet: Bool,
    schedule: ScheduleOutput? = nil
  ) {
    self.plan = plan
    self.schedule = schedule
    self.seed = seed
    self.quiet = quiet
    files = ResultFiles(folder: folder, suite: plan.suite)
  }

  /// Measures, records, reports.
  /// - Throws: What the experiment or the files throw; `CommandFailure` after an interruption. Whatever
  ///   it is, the rows of runs that ended are in `runs.csv`, and a report of them is written.
  func measure() throws {
    // All that can be found out before measuring is found out before measuring.
    try files.checkWritable()
    try ThreadCount.require(plan.threadCount)
    let writer = try ResultWriter(folder: files.results)
    if let older = writer.setAside {
      printToStandardError(
        "gridlock: \(files.runs) was written by another version; its rows are now in \(older)")
    }
    if let tail = writer.removedTail { printToStandardError("gridlock: \(tail)") }
    var environment = EnvironmentRecord.capture(
      session: SessionIdentifier.make(), plan: .of(plan, seed: seed))
    try environment.write(toFolder: files.results)
    do {
      try execute(on: environment, recordingTo: writer)
    } catch {
      // The error that ended the session matters more than a second one about its report.
      let isReported = (try? report(on: environment))?.isEmpty == false
      throw explained(error, isReported: isReported)
    }
    environment.plan.isComplete = true
    environment.loadAfter = .current()
    try environment.write(toFolder: files.results)
    print(try report(on: environment))
    // Last: a trace that could not be written takes nothing from what was measured.
    try schedule?.finish()
  }

  private func execute(
    on environment: EnvironmentRecord, recordingTo writer: consuming ResultWriter
  ) throws {
    let interruption = Interruption()
    let watch = SignalWatch(requesting: interruption) { [kept, plan, files] in
      printToStandardError("\ngridlock: " + kept.interruptionNote(plan: plan, files: files))
      _exit(GridlockExit.runFailed.rawValue)
    }
    defer { withExtendedLifetime(watch) {} }
    var display = ExperimentDisplay(plan, quiet: quiet)
    defer { display.finish() }
    try onLargeStack {
      var experiment = Experiment(plan, on: environment, until: interruption) { display.show($0) }
      try experiment.run(tracing: schedule.map { schedule in { schedule.append($0) } }) { run in
        try writer.append(run)
        kept.append(run)
      }
    }
  }

  /// Writes the report's files of the runs so far; returns the report for the terminal.
  @discardableResult
  private func report(on environment: EnvironmentRecord) throws -> String {
    let runs = kept.all
    guard !runs.isEmpty else { return "" }
    var report = Report(runs: runs, environment: environment)
    report.schedules = schedule?.figures ?? []
    return "\n" + (try files.write(report, ofRuns: runs.count, in: files.runs))
  }

  private func explained(_ error: any Error, isReported: Bool) -> any Error {
    guard error is Interrupted else { return error }
    var note = kept.interruptionNote(plan: plan, files: files)
    if isReported { note += "; their report is \(files.report)" }
    return CommandFailure(.runFailed, note)
  }
}
