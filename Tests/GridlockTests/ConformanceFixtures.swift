import Foundation
import Testing

/// Data of other projects, outside this repository.
enum ConformanceFixtures {
  /// `GRIDLOCK_FIXTURES`, or the folder beside the package's.
  static let root =
    ProcessInfo.processInfo.environment["GRIDLOCK_FIXTURES"].map { URL(fileURLWithPath: $0) }
    ?? GridlockProcess.packageRoot.appendingPathComponent("../shared/fixtures").standardized

  static func path(_ name: String) -> String { root.appendingPathComponent(name).path }

  static let condition: ConditionTrait = .enabled(
    if: FileManager.default.fileExists(atPath: path("mainnet/bytecodes.json")),
    "no fixtures: set GRIDLOCK_FIXTURES to their folder")
}

extension GridlockProcess {
  /// Standard output as one JSON object; empty if it is none.
  var json: [String: Any] {
    let object = try? JSONSerialization.jsonObject(with: Data(output.utf8))
    return object as? [String: Any] ?? [:]
  }

  /// Standard output, line by line.
  var lines: [Substring] { output.split(separator: "\n") }
}
