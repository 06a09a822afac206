import Glibc
import Primitives
import State

/// A folder of real blocks: `blocks/N/{block,pre_state}.json`, and beside `blocks` what they share,
/// `bytecodes.json`, `block_hashes.json` and `expected/N.json`. Each of the shared ones may be missing.
public final class MainnetArchive: Sendable {
  /// The folder that holds `blocks`.
  public let path: String
  private let codes: CodeLibrary?
  private let hashes: [UInt64: Hash]

  /// Opens the archive at `path` and scans what its blocks share.
  public init(path: String) throws(InterchangeError) {
    self.path = path
    let codePath = path + "/bytecodes.json"
    codes = fileExists(codePath) ? try CodeLibrary(path: codePath) : nil
    hashes = try Self.blockHashes(path: path + "/block_hashes.json")
  }

  /// The archive that the block in `folder` belongs to: two levels above it. The same text for all
  /// blocks of an archive.
  public static func path(ofBlockFolder folder: String) -> String {
    let path = folder + "/../.."
    guard let resolved = realpath(path, nil) else { return path }
    defer { free(resolved) }
    return String(cString: resolved)
  }

  /// Reads the block in `folder` and everything needed to execute and to check it.
  public func load(folder: String) throws(InterchangeError) -> ArchivedBlock {
    let block = try MainnetBlock.load(path: folder + "/block.json")
    let number = block.block.header.number
    let expectedPath = path + "/expected/\(number).json"
    return ArchivedBlock(
      block: block.block,
      allocation: try loadPreState(path: folder + "/pre_state.json", codes: codes),
      blockHashes: ancestors(of: block.block.header),
      expected: fileExists(expectedPath) ? try ExpectedOutcome.load(path: expectedPath) : nil)
  }

  /// The hashes known of the 256 blocks before one: all that BLOCKHASH can be asked for.
  private func ancestors(of header: BlockHeader) -> [UInt64: Hash] {
    guard header.number > 0 else { return [:] }
    let oldest = header.number > 256 ? header.number - 256 : 0
    var known: [UInt64: Hash] = [:]
    for number in oldest..<header.number { known[number] = hashes[number] }
    known[header.number - 1] = header.parentHash
    return known
  }

  private static func blockHashes(path: String) throws(InterchangeError) -> [UInt64: Hash] {
    guard fileExists(path) else { return [:] }
    var hashes: [UInt64: Hash] = [:]
    for (key, value) in try JSONDocument(path: path).root.members() {
      guard let number = UInt64(try key.string()) else {
        throw key.expected("a block number in decimal")
      }
      hashes[number] = try value.hash()
    }
    return hashes
  }
}

/// A real block with what it needs to be executed on, and what it must give.
public struct ArchivedBlock: Sendable {
  public var block: Block
  /// The accounts and slots the block touches, as they are before it.
  public var allocation: Allocation
  /// By number: the ancestors whose hashes are known, the parent always among them.
  public var blockHashes: [UInt64: Hash]
  /// Nil where the archive says nothing beyond the block's own header.
  public var expected: ExpectedOutcome?
}
