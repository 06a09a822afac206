import ArgumentParser
import Foundation
import Harness
import Interchange
import Results
import Schedulers
import Workloads

/// The exit codes of every command but `t8n`, which ends as other clients' transition tools do
/// (``TransitionExit``). Scripts depend on them: never change one.
enum GridlockExit: Int32, Sendable, CaseIterable {
  case ok = 0
  /// A fault of ours.
  case internalError = 1
  /// `check` found something slower than the tolerance allows.
  case regression = 2
  /// What was asked for could not be carried out: an unwritable folder, an output that exists, a full disk, an
  /// interruption, data that cannot be read.
  case runFailed = 3
  /// `check` has nothing to check against.
  case baselineNotFound = 5
  /// An outcome differs from that of sequential execution, from a block's own header, or from what a test
  /// expects.
  case outcomeMismatch = 6
  /// `check --require-power`: the data do not exclude a regression.
  case inconclusive = 7
  /// The command line, or a file it names, asks for something impossible.
  case usage = 64
}

/// An end that a command chose: its code and the line for standard error.
///
/// Commands throw this where they know what to say; errors of the modules below are mapped by
/// ``CommandFailure/init(mapping:)``, the only place that does so.
struct CommandFailure: Error, Sendable, CustomStringConvertible {
  var exit: GridlockExit
  var description: String

  init(_ exit: GridlockExit, _ description: String) {
    self.exit = exit
    self.description = description
  }

  /// The end that fits an error from below; nil for the argument parser's own.
  init?(mapping error: any Error) {
    switch error {
    case let error as CommandFailure:
      self = error
    case is PlanError, is WorkloadError, is SchedulerNameError, is UnreachableTarget:
      self.init(.usage, "\(error)")
    case is OutcomeMismatch:
      self.init(.outcomeMismatch, "\(error)")
    case is ExperimentFailure, is SchedulerFailure, is Interrupted, is ResultsError,
      is TraceFileError, is StreamFileError, is InterchangeError, is ThreadShortage:
      self.init(.runFailed, "\(error)")
    case let error as OutputTargetError:
      self.init(error.kind == .notAFile ? .usage : .runFailed, "\(error)")
    case is ExitCode:
      return nil
    default:
      guard Gridlock.exitCode(for: error) == .failure else { return nil }
      self.init(.internalError, "internal error: \(error)")
    }
  }
}

/// Ends the process: one message on standard error (none for a plain end), and the code.
func leave(with error: any Error) -> Never {
  if let failure = CommandFailure(mapping: error) {
    // What is printed stands before the reason for the end; that it could not be written is the lesser one.
    try? StandardOutput.finish()
    if !failure.description.isEmpty { printToStandardError("gridlock: \(failure)") }
    exit(failure.exit.rawValue)
  }
  // Help, version and misuse: the parser knows the usage line that belongs to it.
  let code = Gridlock.exitCode(for: error)
  guard code == .validationFailure else {
    if code == .success { finishAndLeave(printing: Gridlock.fullMessage(for: error)) }
    Gridlock.exit(withError: error)
  }
  let message = misspeltCommand(CommandLine.arguments) ?? Gridlock.fullMessage(for: error)
  printToStandardError(
    message.hasPrefix("Error: ") ? "gridlock: " + message.dropFirst("Error: ".count) : message)
  exit(GridlockExit.usage.rawValue)
}

/// What to say where the first argument is no command: the parser calls it an unexpected argument.
private func misspeltCommand(_ arguments: [String]) -> String? {
  // A key path to this crashes the compiler (Swift 6.3).
  var commands: [String] = []
  for command in Gridlock.configuration.subcommands {
    if let name = command.configuration.commandName { commands.append(name) }
  }
  guard arguments.count > 1, case let word = arguments[1], !word.hasPrefix("-"),
    !(commands + ["help"]).contains(word)
  else { return nil }
  let meant = nearMiss(of: word, among: commands).map { "did you mean '\($0)'? " } ?? ""
  return "Error: there is no command '\(word.prefix(60))'; \(meant)gridlock --help lists them"
}

/// Ends with what was asked for: help or the version.
private func finishAndLeave(printing message: String) -> Never {
  if !message.isEmpty { print(message) }
  do { try StandardOutput.finish() } catch { leave(with: error) }
  exit(GridlockExit.ok.rawValue)
}

/// Writes one line to standard error.
func printToStandardError(_ line: String) { writeToStandardError(line + "\n") }

/// Writes to standard error. Where that cannot be written, as after a hang-up, there is nobody to tell.
func writeToStandardError(_ text: String) {
  try? FileHandle.standardError.write(contentsOf: Data(text.utf8))
}
