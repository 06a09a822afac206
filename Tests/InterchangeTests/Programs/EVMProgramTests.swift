import Foundation
import Primitives
import Testing

@testable import Interchange

/// Files of programs, right and wrong.
@Suite struct EVMProgramTests {
  private func load(_ files: [String: String], _ name: String = "p") throws -> EVMProgram {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("programs-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    for (name, text) in files {
      try text.write(to: folder.appendingPathComponent(name), atomically: true, encoding: .utf8)
    }
    return try EVMProgram.load(path: folder.path + "/" + name)
  }

  private static let other = String(repeating: "11", count: 20)
  private static let expected = """
    {"p": {"execution_gas": 7, "refund": 1, "output": "05", "log_count": 3, "logs": [],
      "post_storage": {"\(other)": {"2": "0x3"}}}}
    """

  @Test func filesMakeAProgram() throws {
    let program = try load([
      "p.hex": "0x6001\n", "p.calldata": "00ff\n", "inner.hex": "5f",
      "p.state": "code \(Self.other) inner.hex\n\nslot 0x\(Self.other) 02 0x3\n",
      "expected.json": Self.expected,
    ])
    let other = try #require(Address(hex: "0x" + Self.other))
    #expect(program.name == "p")
    #expect(program.input == [0, 0xff])
    #expect(program.allocation[EVMProgram.target]?.code == [0x60, 1])
    #expect(program.allocation[other]?.code == [0x5f])
    #expect(program.allocation[other]?.storage == [2: 3])
    let expected = try #require(program.expected)
    #expect(expected.executionGas == 7)
    #expect(expected.refund == 1)
    #expect(expected.output == [5])
    #expect(expected.logCount == 3)
    #expect(expected.storage == [other: [2: 3]])
  }

  @Test func emptyCallDataAndNoExpectationAreFine() throws {
    let program = try load(["p.hex": "00", "p.calldata": "\n"])
    #expect(program.input.isEmpty)
    #expect(program.expected == nil)
    let unexpected = try load(
      ["q.hex": "00", "q.calldata": "", "expected.json": Self.expected], "q")
    #expect(unexpected.expected == nil)
  }

  @Test(
    arguments: [
      ([:], "p.hex: there is no such file"),
      (["p.hex": "00"], "p.calldata: cannot be read"),
      (["p.hex": "0", "p.calldata": ""], "p.hex: is not an even number"),
      (["p.hex": "00", "p.calldata": "zz"], "p.calldata: is not an even number"),
      (["p.state": "slot 0x1 0x2"], "p.state:1: expected `code ADDRESS FILE`"),
      (["p.state": "\nfoo"], "p.state:2: expected"),
      (["p.state": "code 0x12 p.hex"], "p.state:1: 0x12 is not an address"),
      (["p.state": "code \(other) none.hex"], "none.hex: cannot be read"),
      (["p.state": "slot \(other) 0x1 x"], "p.state:1: x is not a number"),
      (["expected.json": "{"], "expected.json:1"),
      (["expected.json": "{\"p\": {}}"], "expected.json:1:7: p: has no member \"execution_gas\""),
    ] as [([String: String], String)])
  func wrongFilesAreNamed(files: [String: String], message: String) throws {
    var files = files
    if files["p.state"] != nil || files["expected.json"] != nil {
      files["p.hex"] = "00"
      files["p.calldata"] = ""
    }
    #expect {
      try load(files)
    } throws: { error in
      "\(error)".contains(message)
    }
  }
}
