import Foundation
import Primitives
import State
import Testing

@testable import Interchange

/// Every real block of the fixtures decodes to something that hashes to what its header says.
@Suite(Fixtures.condition) struct MainnetBlockTests {
  @Test func everyBlockKeepsItsOwnCommitments() throws {
    let archive = try MainnetArchive(path: Fixtures.mainnet)
    let folders = Fixtures.blockFolders
    #expect(folders.count >= 41)
    var kinds: [Transaction.Kind: Int] = [:]
    for folder in folders {
      // `load` checks the hash, the roots and the senders.
      let archived = try archive.load(folder: folder)
      for transaction in archived.block.transactions { kinds[transaction.kind, default: 0] += 1 }
      let header = archived.block.header
      #expect(archived.blockHashes[header.number - 1] == header.parentHash)
      #expect(archived.blockHashes.keys.allSatisfy { header.number - $0 <= 256 })
      let expected = try #require(archived.expected)
      #expect(expected.transactions.count == archived.block.transactions.count)
      #expect(expected.transactions.reduce(0) { $0 + $1.gasUsed } == header.gasUsed)
      #expect(expected.blobGasUsed == header.blobGasUsed)
    }
    #expect(kinds == [.legacy: 6296, .accessList: 5, .dynamicFee: 4791, .blob: 2])
  }

  /// The root over the pre-state's accounts, as the executable specification computed it.
  @Test func preStatesHaveTheirRoots() throws {
    let archive = try MainnetArchive(path: Fixtures.mainnet)
    for number in [15_537_394, 17_666_333, 19_426_587, 19_932_148] {
      let archived = try archive.load(folder: Fixtures.mainnet + "/blocks/\(number)")
      let expected = try #require(archived.expected)
      #expect(WorldState(archived.allocation).stateRoot() == expected.partialPreRoot, "\(number)")
    }
  }

  @Test func codeLibraryGivesOnlyWhatIsAskedFor() throws {
    let library = try CodeLibrary(path: Fixtures.mainnet + "/bytecodes.json")
    #expect(library.count == 2088)
    #expect(try library.code(.zero) == nil)
  }
}

/// A block that was tampered with is refused, and the field is named.
@Suite(Fixtures.condition) struct TamperedBlockTests {
  /// A smaller block with all that Cancun has, as text.
  static let folder = Fixtures.mainnet + "/blocks/19933122"

  static let changes: [(key: String, path: String)] = [
    ("gasUsed", "hash"), ("miner", "hash"), ("nonce", "hash"), ("value", "transactionsRoot"),
    ("from", "transactions[0].from"), ("amount", "withdrawalsRoot"),
  ]

  @Test(arguments: changes)
  func isRefused(key: String, path: String) throws {
    var text = try String(contentsOfFile: Self.folder + "/block.json", encoding: .utf8)
    // The last digit of the first value under that key, changed to another.
    let pattern = try Regex("\"\(key)\":\\s*\"0x[0-9a-f]*[0-9a-f]\"")
    let match = try #require(text.firstMatch(of: pattern))
    let last = text.index(match.range.upperBound, offsetBy: -2)
    text.replaceSubrange(last...last, with: text[last] == "0" ? "1" : "0")
    let document = try JSONDocument(file: "block.json", bytes: Array(text.utf8))
    let block = try MainnetBlock(decoding: document.root)
    #expect {
      try block.checkCommitments(document.root)
      try block.checkSenders(document.root)
    } throws: { error in
      (error as? InterchangeError)?.path == path
    }
  }
}
