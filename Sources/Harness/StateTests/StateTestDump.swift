import Foundation
import Interchange

/// The state that a case left, for programs: a line of `gridlock statetest --dump`.
private struct StateTestDump: Encodable {
  var file: String
  var test: String
  var fork: String
  var dataIndex: Int
  var gasIndex: Int
  var valueIndex: Int
  var passed: Bool
  var stateRoot: String
  var state: AllocationJSON
}

extension StateTestFinding {
  /// One JSON object on one line, keys in order; nil where the run kept no state.
  public var dump: String? {
    guard let place, let outcome, let allocation = outcome.allocation else { return nil }
    var passed = false
    if case .passed = verdict { passed = true }
    let dump = StateTestDump(
      file: file, test: place.test, fork: place.testCase.fork,
      dataIndex: place.testCase.dataIndex, gasIndex: place.testCase.gasIndex,
      valueIndex: place.testCase.valueIndex, passed: passed, stateRoot: outcome.root.hex,
      state: AllocationJSON(allocation))
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    // Strings, numbers and dictionaries of them: nothing that the encoder refuses.
    return (try? encoder.encode(dump)).map { String(decoding: $0, as: UTF8.self) }
  }
}
