import Foundation
import Testing

/// `gridlock blocktest` as a user meets it.
@Suite("The blocktest command", ConformanceFixtures.condition)
struct BlocktestCommandTests {
  private static let example = ConformanceFixtures.path(
    "ethereum-tests/BlockchainTests/ValidBlocks/bcExample/shanghaiExample.json")
  private static let invalid = ConformanceFixtures.path(
    "ethereum-tests/BlockchainTests/GeneralStateTests/Pyspecs/cancun/eip4844_blobs"
      + "/invalid_tx_blob_count.json")

  @Test("Right tests end in 0, with counts by network and in all")
  func passes() throws {
    let run = try GridlockProcess.run("blocktest", Self.example, Self.invalid)
    #expect(run.exitCode == 0, "\(run.output)\(run.errors)")
    #expect(run.lines.first == "Cancun: 3 passed, 0 failed, 0 skipped")
    #expect(run.lines.contains { $0.hasSuffix("2 refused as expected") })
    #expect(run.lines.last == "3 passed, 0 failed, 0 skipped")
  }

  @Test("A failing test is a line that names the scheduler and the end of the chain, and ends in 6")
  func fails() throws {
    let folder = try TemporaryFolder()
    let text = try String(contentsOfFile: Self.example, encoding: .utf8)
    let pattern = try Regex(#""lastblockhash" : "0x[0-9a-f]{64}""#)
    let zeros = String(repeating: "0", count: 64)
    let broken = text.replacing(pattern, with: #""lastblockhash" : "0x"# + zeros + "\"")
    #expect(broken != text)
    let path = try folder.write(broken, to: "broken.json")
    let run = try GridlockProcess.run("blocktest", path, "--scheduler", "block-stm")
    #expect(run.exitCode == 6)
    let line = try #require(run.lines.first)
    #expect(line.hasPrefix(path + ": "))
    #expect(line.contains(": block-stm: the canonical chain ends with 0x"))
    #expect(run.lines.last == "0 passed, 1 failed, 0 skipped")
    #expect(run.errors.isEmpty)
  }

  @Test("--json is one object that maps exceptions to our reasons")
  func json() throws {
    let run = try GridlockProcess.run("blocktest", Self.invalid, "--json")
    #expect(run.exitCode == 0)
    #expect(run.json["passed"] as? Int == 2 && run.json["refusedBlocks"] as? Int == 2)
    let refusals = try #require(run.json["refusals"] as? [[String: Any]])
    #expect(
      refusals.compactMap { $0["exception"] as? String } == [
        "TransactionException.TYPE_3_TX_BLOB_COUNT_EXCEEDED",
        "TransactionException.TYPE_3_TX_ZERO_BLOBS",
      ])
    #expect(refusals.allSatisfy { $0["judged"] as? Bool == true })
  }

  @Test("No test of the fork, or of the text, is wrong usage; a file that is none fails")
  func nothingToRun() throws {
    for option in [["--fork", "London"], ["--filter", "nothing"]] {
      let run = try GridlockProcess.start(["blocktest", Self.example] + option).finish()
      #expect(run.exitCode == 64)
      #expect(run.errors == "gridlock: no test to run in \(Self.example)\n")
    }
    let folder = try TemporaryFolder()
    let path = try folder.write("{\"x\": {}}", to: "none.json")
    let run = try GridlockProcess.run("blocktest", path)
    #expect(run.exitCode == 3)
    #expect(run.lines.first == "\(path):1:7: x: has no member \"network\"")
  }
}
