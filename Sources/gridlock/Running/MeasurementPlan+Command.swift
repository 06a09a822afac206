import Harness
import Results

extension MeasurementPlan {
  /// The plan as `env.json` keeps it.
  static func of(_ plan: ExperimentPlan, seed: UInt64?) -> Self {
    Self(
      suite: plan.suite, command: commandLine, startedAt: SessionIdentifier.iso8601(),
      pairs: plan.pairs, warmUpRuns: plan.warmups, isQuick: plan.isQuick, seed: seed)
  }

  /// The command line, quoted where a shell needs it.
  private static var commandLine: String {
    (["gridlock"] + CommandLine.arguments.dropFirst()).map(shellQuoted).joined(separator: " ")
  }
}

/// The argument as a shell reads it back.
func shellQuoted(_ argument: String) -> String {
  let plain = argument.allSatisfy {
    $0.isASCII && ($0.isLetter || $0.isNumber || "-_./=,:@%+".contains($0))
  }
  if plain && !argument.isEmpty { return argument }
  return "'" + argument.replacing("'", with: #"'\''"#) + "'"
}
