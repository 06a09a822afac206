import Foundation
import Harness
import Interchange
import State

/// The exit codes of the transition-tool interface. Test suites depend on them: never change one.
enum TransitionExit: Int32 {
  case execution = 2
  /// Also a fork that there is not.
  case configuration = 3
  case json = 10
  case inputOutput = 11
  case rlp = 12

  /// The code for an error from below; nil for what is none of the interface's business.
  init?(of error: any Error) {
    switch error {
    case let error as TransitionFailure:
      self = error.cause == .configuration ? .configuration : .execution
    case let error as InterchangeError:
      // Without a place in the text, it was the file that could not be read.
      self = error.isRLP ? .rlp : error.line == nil ? .inputOutput : .json
    case is TraceFileError, is OutputFailure: self = .inputOutput
    default: return nil
    }
  }
}

/// An output file could not be written.
struct OutputFailure: Error, CustomStringConvertible {
  var path: String
  var problem: String
  var description: String { "cannot write \(path): \(problem)" }
}

/// Where `gridlock t8n` leaves what it found: files in a folder, and one JSON object for each stream.
struct T8nOutput {
  var folder: String

  private struct Gathered: Encodable {
    var alloc: AllocationJSON?
    var result: TransitionResult?
    var body: String?
    var isEmpty: Bool { alloc == nil && result == nil && body == nil }
  }

  func write(
    _ result: TransitionResult, _ allocation: Allocation,
    to targets: (alloc: String, result: String, body: String?)
  ) throws {
    var streams = ["stdout": Gathered(), "stderr": Gathered()]
    let accounts = AllocationJSON(allocation)
    if streams[targets.alloc] == nil {
      try save(accounts, as: targets.alloc)
    } else {
      streams[targets.alloc]?.alloc = accounts
    }
    if streams[targets.result] == nil {
      try save(result, as: targets.result)
    } else {
      streams[targets.result]?.result = result
    }
    if let target = targets.body {
      if streams[target] == nil {
        try save(result.body, as: target)
      } else {
        streams[target]?.body = result.body
      }
    }
    if let gathered = streams["stdout"], !gathered.isEmpty { print(try text(of: gathered)) }
    if let gathered = streams["stderr"], !gathered.isEmpty {
      printToStandardError(try text(of: gathered))
    }
  }

  private func save(_ value: some Encodable, as name: String) throws {
    let path = name.hasPrefix("/") ? name : folder + "/" + name
    do {
      let text = try text(of: value) + "\n"
      try Data(text.utf8).write(to: URL(fileURLWithPath: path))
    } catch { throw OutputFailure(path: path, problem: error.localizedDescription) }
  }

  private func text(of value: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(value), as: UTF8.self)
  }
}
