import Foundation
import Testing

/// Data that other projects publish, outside this repository.
enum Fixtures {
  /// `GRIDLOCK_FIXTURES`, or the folder beside the package's.
  static let root: String =
    ProcessInfo.processInfo.environment["GRIDLOCK_FIXTURES"]
    ?? URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appendingPathComponent("../shared/fixtures").standardized.path

  static let mainnet = root + "/mainnet"
  static let isPresent = FileManager.default.fileExists(atPath: mainnet + "/bytecodes.json")
  static let condition: ConditionTrait = .enabled(
    if: isPresent, "no fixtures: set GRIDLOCK_FIXTURES to their folder")

  /// The paths of the JSON files under a folder of the fixtures, in order.
  static func files(_ folder: String) -> [String] {
    let names = FileManager.default.enumerator(atPath: root + "/" + folder)?.allObjects ?? []
    return names.compactMap { $0 as? String }.filter { $0.hasSuffix(".json") }.sorted()
      .map { root + "/" + folder + "/" + $0 }
  }

  /// The folders of the mainnet blocks, in order.
  static var blockFolders: [String] {
    let blocks = mainnet + "/blocks"
    return ((try? FileManager.default.contentsOfDirectory(atPath: blocks)) ?? []).sorted()
      .map { blocks + "/" + $0 }
  }
}
