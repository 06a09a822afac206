import Foundation

/// Data that nobody on this project wrote, outside the repository; tests of it are skipped without.
enum Fixtures {
  static let root: URL = {
    if let path = ProcessInfo.processInfo.environment["GRIDLOCK_FIXTURES"] {
      return URL(fileURLWithPath: path)
    }
    let package = URL(fileURLWithPath: #filePath)
      .deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    return package.appendingPathComponent("../shared/fixtures").standardizedFileURL
  }()

  static let isPresent = FileManager.default.fileExists(
    atPath: root.appendingPathComponent("mainnet/blocks").path)

  /// The numbers of the mainnet blocks, ascending.
  static var mainnetBlocks: [Int] {
    let folder = root.appendingPathComponent("mainnet/blocks").path
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return names.compactMap(Int.init).sorted()
  }

  /// A node's answer to eth_getBlockByNumber(number, true).
  static func mainnetBlock(_ number: Int) throws -> [String: Any] {
    let file = root.appendingPathComponent("mainnet/blocks/\(number)/block.json")
    let json = try JSONSerialization.jsonObject(with: Data(contentsOf: file))
    guard let block = json as? [String: Any] else { throw FixtureError(what: "block \(number)") }
    return block
  }
}

/// A fixture is not of the shape that its README states.
struct FixtureError: Error { var what: String }
