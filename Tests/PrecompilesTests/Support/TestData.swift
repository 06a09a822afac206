import Foundation
import Testing

/// Where test data is.
enum TestData {
  private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent()

  /// The vectors that `generate.py` wrote.
  static let vectors = folder.appendingPathComponent("Vectors")

  /// Data that other projects publish: `GRIDLOCK_FIXTURES`, or the folder beside the package's.
  static let fixtures =
    ProcessInfo.processInfo.environment["GRIDLOCK_FIXTURES"].map { URL(fileURLWithPath: $0) }
    ?? folder.deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("../shared/fixtures").standardized
}
