import Interchange
import Primitives
import State

/// What came of one case of a state test, or of a whole file that could not be read.
public struct StateTestFinding: Sendable {
  /// The file's path, as found under the path that was given.
  public var file: String
  /// Nil for a file that could not be read.
  public var place: Place?
  public var verdict: StateTestVerdict
  /// What executing the case gave; nil where nothing was executed.
  public var outcome: StateTestOutcome?

  /// A case within its file.
  public struct Place: Sendable {
    public var test: String
    public var testCase: StateTestCase
  }
}

/// How a case ended.
public enum StateTestVerdict: Sendable {
  case passed
  case failed(StateTestFailure)
  /// Not run, or not to be judged: cases are counted under this reason.
  case skipped(String)
}

/// Why a case failed.
public enum StateTestFailure: Error, Sendable {
  /// The file is not a state test.
  case unreadable(InterchangeError)
  /// The outcome has another state root or other logs.
  case outcome
  /// The transaction should have been refused for the reason that the test gives, and was executed.
  case accepted(expectedException: String)
  /// The transaction is valid, and was refused.
  case rejected(String)
  /// A fault of ours while executing.
  case execution(String)
}

/// What executing a case gave.
public struct StateTestOutcome: Hashable, Sendable {
  public var root: Hash
  public var logsHash: Hash
  /// Status and gas in words, or why the transaction was refused, to compare with another client by.
  public var summary: String
  /// The first difference from the state that the file states, where it does and there is one.
  public var difference: StateDifference?
  /// All accounts afterwards, where the run keeps them.
  public var allocation: Allocation?
}

extension StateTestFinding: CustomStringConvertible {
  /// One line: file, test, fork, indexes, and what is wrong.
  public var description: String {
    guard let place else { return verdictText }
    let indexes =
      "d\(place.testCase.dataIndex) g\(place.testCase.gasIndex) v\(place.testCase.valueIndex)"
    return "\(file): \(place.test) \(place.testCase.fork) \(indexes): \(verdictText)"
  }

  private var verdictText: String {
    switch verdict {
    case .passed: return "passed"
    case .skipped(let reason): return "skipped: \(reason)"
    case .failed(.unreadable(let error)): return error.description
    case .failed(.accepted(let exception)):
      return "the transaction was executed, expected its refusal: \(exception)\(outcomeText)"
    case .failed(.rejected(let reason)):
      return "the transaction was refused: \(reason)\(outcomeText)"
    case .failed(.execution(let fault)): return "not executed: \(fault)"
    case .failed(.outcome): return String(outcomeText.dropFirst(2))
    }
  }

  /// What differs, each part behind a semicolon, and what was executed in parentheses.
  private var outcomeText: String {
    guard let outcome, let expected = place?.testCase else { return "" }
    var differences = [""]
    if outcome.root != expected.expectedRoot {
      differences.append("root \(outcome.root.hex), expected \(expected.expectedRoot.hex)")
    }
    if outcome.logsHash != expected.expectedLogsHash {
      differences.append(
        "logs hash \(outcome.logsHash.hex), expected \(expected.expectedLogsHash.hex)")
    }
    if let difference = outcome.difference { differences.append("first: \(difference)") }
    return differences.joined(separator: "; ") + " (\(outcome.summary))"
  }
}
