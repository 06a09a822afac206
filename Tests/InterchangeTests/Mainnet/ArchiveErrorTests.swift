import Foundation
import Primitives
import Testing

@testable import Interchange

/// Archives that lack something, or have it wrong.
@Suite struct ArchiveErrorTests {
  private func withFolder<Result>(
    _ files: [String: String], _ body: (String) throws -> Result
  ) throws -> Result {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("interchange-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    for (name, text) in files {
      try text.write(to: folder.appendingPathComponent(name), atomically: true, encoding: .utf8)
    }
    return try body(folder.path)
  }

  private let address = "0x" + String(repeating: "11", count: 20)
  private let emptyHash = "0xc5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470"

  @Test func preStateWithoutLibraryNeedsNone() throws {
    let text = """
      {"\(address)": {"balance": "0x5", "nonce": 7, "storage": {"0x1": "0x0", "0x2": "0x3"}},
       "0x\(String(repeating: "22", count: 20))": {"balance": "0x0", "nonce": 0,
         "code_hash": "\(emptyHash)", "storage": {}},
       "0x\(String(repeating: "33", count: 20))": {"balance": "0x0", "nonce": 0, "code": "0x6000",
         "storage": {}}}
      """
    let allocation = try withFolder(["pre_state.json": text]) {
      try loadPreState(path: $0 + "/pre_state.json", codes: nil)
    }
    let parsed = try #require(Address(hex: address))
    let first = try #require(allocation[parsed])
    #expect(first.balance == 5)
    #expect(first.nonce == 7)
    #expect(first.storage == [2: 3])
    #expect(allocation.values.map(\.code.count).sorted() == [0, 0, 2])
  }

  @Test func missingCodeIsNamed() throws {
    let text =
      "{\"\(address)\": {\"balance\": \"0x5\", \"nonce\": 7, \"storage\": {}, \"code_hash\": \"0x\(String(repeating: "ab", count: 32))\"}}"
    try withFolder(["pre_state.json": text, "bytecodes.json": "{}"]) { folder in
      for library in [nil, try CodeLibrary(path: folder + "/bytecodes.json")] {
        #expect {
          try loadPreState(path: folder + "/pre_state.json", codes: library)
        } throws: { error in
          (error as? InterchangeError)?.path == "\(address).code_hash"
        }
      }
    }
  }

  @Test func wrongCodeIsRefused() throws {
    let hash = "0x" + String(repeating: "ab", count: 32)
    try withFolder(["bytecodes.json": "{\"\(hash)\": \"0x00\"}"]) { folder in
      let library = try CodeLibrary(path: folder + "/bytecodes.json")
      let key = try #require(Hash(hex: hash))
      #expect(throws: InterchangeError.self) {
        try library.code(key)
      }
    }
  }

  @Test func missingFilesAreNamed() throws {
    try withFolder([:]) { folder in
      let archive = try MainnetArchive(path: folder)
      #expect {
        try archive.load(folder: folder + "/blocks/1")
      } throws: { error in
        "\(error)" == "\(folder)/blocks/1/block.json: cannot be read: No such file or directory"
      }
    }
  }

  @Test func aFolderIsNoFile() throws {
    #expect(throws: InterchangeError.self) { try StateTest.load(path: "/") }
  }
}
