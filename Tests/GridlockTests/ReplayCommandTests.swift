import Foundation
import Schedulers
import Testing

/// `gridlock replay` as a user meets it.
@Suite("The replay command", ConformanceFixtures.condition)
struct ReplayCommandTests {
  private static let block = ConformanceFixtures.path("mainnet/blocks/46147")

  /// Gives `body` a copy of the block whose files may be changed, in an archive of its own.
  private func withCopy(_ body: (_ block: URL) throws -> Void) throws {
    let folder = try TemporaryFolder()
    defer { withExtendedLifetime(folder) {} }
    let blocks = folder.url.appendingPathComponent("blocks")
    try FileManager.default.createDirectory(at: blocks, withIntermediateDirectories: true)
    let block = blocks.appendingPathComponent("46147")
    try FileManager.default.copyItem(at: URL(fileURLWithPath: Self.block), to: block)
    try body(block)
  }

  @Test("A block that is as its header says passes under every scheduler")
  func passes() throws {
    let run = try GridlockProcess.run("replay", Self.block, "--threads", "2")
    #expect(run.exitCode == 0, "\(run.output)\(run.errors)")
    #expect(run.lines.count == schedulersInBlockOrder.count + 1)
    #expect(run.lines.first?.hasPrefix("46147 Frontier sequential ×1: 1 transactions") == true)
    #expect(run.lines.contains { $0.hasPrefix("46147 Frontier block-stm ×2: ") })
    #expect(run.lines.last == "\(schedulersInBlockOrder.count) passed, 0 failed, 0 skipped")
  }

  @Test("Another outcome ends in 6")
  func mismatch() throws {
    try withCopy { block in
      let file = block.appendingPathComponent("pre_state.json")
      let json = try JSONSerialization.jsonObject(with: Data(contentsOf: file))
      var accounts = try #require(json as? [String: [String: Any]])
      for address in accounts.keys { accounts[address]?["nonce"] = 77 }
      try JSONSerialization.data(withJSONObject: accounts).write(to: file)
      let archive = block.deletingLastPathComponent().deletingLastPathComponent()
      let run = try GridlockProcess.run("replay", archive.path, "--scheduler", "sequential")
      #expect(run.exitCode == 6)
      #expect(
        run.lines.first?.hasSuffix("failed: transaction 0 was refused: nonce below the sender's")
          == true)
      #expect(run.lines.last == "0 passed, 1 failed, 0 skipped")
    }
  }

  @Test("A block whose header was changed is refused with its place, and ends in 3")
  func unreadable() throws {
    try withCopy { block in
      let file = block.appendingPathComponent("block.json")
      let text = try String(contentsOf: file, encoding: .utf8)
      let broken = text.replacing(#""gasUsed":"0x5208""#, with: #""gasUsed":"0x5209""#)
      #expect(broken != text)
      try broken.write(to: file, atomically: true, encoding: .utf8)
      let run = try GridlockProcess.run("replay", block.path)
      #expect(run.exitCode == 3)
      #expect(run.lines.first?.contains("hash: is 0x") == true, "\(run.output)")
      #expect(run.lines.last == "0 passed, 1 failed, 0 skipped")
    }
  }

  @Test("--json is one object with an entry for each execution")
  func json() throws {
    let run = try GridlockProcess.run("replay", Self.block, "--threads", "2", "--json")
    #expect(run.exitCode == 0)
    #expect(run.json["passed"] as? Int == schedulersInBlockOrder.count)
    let executions = try #require(run.json["executions"] as? [[String: Any]])
    #expect(
      executions.compactMap { $0["scheduler"] as? String } == schedulersInBlockOrder.map(\.name))
    #expect(executions.allSatisfy { $0["verdict"] as? String == "passed" })
    #expect(
      executions.allSatisfy { $0["receiptsRootChecked"] as? Bool == false },
      "before Byzantium it has no counterpart")
  }
}
