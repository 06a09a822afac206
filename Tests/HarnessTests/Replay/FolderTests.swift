import Foundation
import Testing

@testable import Harness

/// What of the paths on a command line is taken.
@Suite struct FolderTests {
  @Test func blockFoldersAreFoundAtThreeLevels() throws {
    let names = ["9", "10", "x"].map { (name: "archive/blocks/\($0)/block.json", text: "{}") }
    let other = [(name: "archive/bytecodes.json", text: "{}"), (name: "empty/a.txt", text: "")]
    try withFiles(names + other) { folder in
      let blocks = folder + "/archive/blocks"
      let all = ["9", "10", "x"].map { "\(blocks)/\($0)" }
      let inArchive = try blockFolders(under: [folder + "/archive"])
      let inBlocks = try blockFolders(under: [blocks + "/"])
      let named = try blockFolders(under: [blocks + "/10", blocks + "/9"])
      let nowhere = try blockFolders(under: [folder + "/empty"])
      #expect(inArchive == all)
      #expect(inBlocks == all)
      #expect(named == [all[1], all[0]])
      #expect(nowhere == [])
      #expect(throws: NoSuchPath(path: folder + "/none")) {
        try blockFolders(under: [folder + "/none"])
      }
    }
  }

  @Test func jsonFilesAreFoundAtAnyDepth() throws {
    let files = ["b.json", "a/z.json", "a/deep/er/y.json", ".hidden/x.json", "a/.x.json", "c.txt"]
    try withFiles(files.map { (name: $0, text: "{}") }) { folder in
      let found = try jsonFiles(under: [folder, folder + "/c.txt"])
      #expect(
        found.map { $0.replacing(folder + "/", with: "") }
          == ["a/deep/er/y.json", "a/z.json", "b.json", "c.txt"])
      #expect(throws: NoSuchPath(path: folder + "/none")) {
        try jsonFiles(under: [folder + "/none"])
      }
    }
  }
}
