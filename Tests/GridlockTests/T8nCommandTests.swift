import Foundation
import Testing

@testable import gridlock

/// `gridlock t8n` as another project's test suite drives it.
@Suite("t8n") struct T8nCommandTests {
  private static let sender = "0xa94f5374fce5edbc8e2a8697c15331677e6ebf0b"
  private static let receiver = "0x" + String(repeating: "42", count: 20)
  private static let key = "0x45a915e4d060149eb4365960e6a7a45f334393093061116b197e3240065ff2d8"
  private static let zeros = "0x" + String(repeating: "00", count: 32)

  private static let alloc = #"{"\#(sender)": {"balance": "0xde0b6b3a7640000"}}"#
  private static let env = """
    {"currentCoinbase": "0x\(String(repeating: "fe", count: 20))", "currentGasLimit": "50000",
     "currentNumber": "0x1", "currentTimestamp": 1000, "currentRandom": "\(zeros)",
     "parentBaseFee": "0xa", "parentGasUsed": "0", "parentGasLimit": "0x10000",
     "withdrawals": [{"index": "0x0", "validatorIndex": "0x0", "address": "\(receiver)",
       "amount": "0x1"}],
     "parentBeaconBlockRoot": "\(zeros)"}
    """

  private static func transfer(nonce: Int, gas: Int = 21_000) -> String {
    """
    {"nonce": "\(nonce)", "gas": "\(gas)", "gasPrice": "0x10", "to": "\(receiver)", "value": "0x7",
     "input": "0x", "secretKey": "\(key)"}
    """
  }

  /// Two transfers fit; one has a nonce too high, one is nonsense, one finds too little gas left.
  private static let txs =
    "[\(transfer(nonce: 0)), \(transfer(nonce: 9)), {\"nonce\": \"x\"}, \(transfer(nonce: 1)), "
    + "\(transfer(nonce: 2))]"

  private func folder(env: String = env, txs: String = txs) throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    try folder.write(Self.alloc, to: "alloc.json")
    try folder.write(env, to: "env.json")
    try folder.write(txs, to: "txs.json")
    return folder
  }

  private func run(_ folder: TemporaryFolder, _ arguments: String...) throws -> GridlockProcess {
    try GridlockProcess.start(["t8n"] + arguments, in: folder.url).finish()
  }

  private func object(_ text: String) throws -> [String: Any] {
    let value = try JSONSerialization.jsonObject(with: Data(text.utf8))
    return try #require(value as? [String: Any])
  }

  @Test(arguments: ["sequential", "block-stm"])
  func invalidTransactionsAreLeftOutAndTheOthersMakeTheBlock(scheduler: String) throws {
    let folder = try folder()
    let ended = try run(
      folder, "--state.fork", "Cancun", "--scheduler", scheduler, "--workers", "2",
      "--output.result", "stdout", "--output.alloc", "stdout", "--output.body", "body.txt")
    #expect(ended.exitCode == 0, "\(ended.errors)")
    let output = try object(ended.output)
    let result = try #require(output["result"] as? [String: Any])
    let rejected = try #require(result["rejected"] as? [[String: Any]])
    #expect(rejected.compactMap { $0["index"] as? Int } == [1, 2, 4])
    let errors = rejected.compactMap { $0["error"] as? String }
    #expect(errors[0] == "nonce above the sender's")
    #expect(errors[1].contains("txs.json:3:"))
    #expect(errors[2] == "gas limit above the block's")
    #expect(result["gasUsed"] as? String == "0xa410")
    #expect(result["currentBaseFee"] as? String == "0x9", "an eighth below the parent's")
    #expect(result["currentExcessBlobGas"] as? String == "0x0")
    #expect((result["receipts"] as? [[String: Any]])?.count == 2)
    let accounts = try #require(output["alloc"] as? [String: [String: Any]])
    // Two transfers of 7 wei and a withdrawal of a gigawei.
    #expect(accounts[Self.receiver]?["balance"] as? String == "0x3b9aca0e")
    #expect(accounts[Self.sender]?["nonce"] as? String == "0x2")
    #expect(folder.text("body.txt").hasPrefix("\"0xf8"))
    #expect(!folder.exists("alloc.json.tmp") && !folder.exists("result.json"))
  }

  @Test func theBodyOfOneRunIsTheInputOfAnother() throws {
    let folder = try folder()
    let first = try run(folder, "--state.fork", "Cancun", "--output.body", "txs.rlp")
    #expect(first.exitCode == 0 && first.output.isEmpty)
    let result = try object(folder.text("result.json"))
    try folder.write(Self.alloc, to: "alloc.json")
    let second = try run(
      folder, "--state.fork", "Cancun", "--input.txs", "txs.rlp", "--output.result", "again.json")
    #expect(second.exitCode == 0)
    let again = try object(folder.text("again.json"))
    for field in ["stateRoot", "txRoot", "receiptsRoot", "gasUsed", "logsHash"] {
      #expect(again[field] as? String == result[field] as? String, "\(field)")
    }
    #expect((again["rejected"] as? [Any])?.isEmpty == true)
  }

  @Test func rewardsAreThoseAskedFor() throws {
    let env = Self.env.replacing(
      "\"parentBaseFee\"", with: "\"currentDifficulty\": \"0x20000\", \"x\"")
    let folder = try folder(env: env, txs: "[]")
    let coinbase = "0x" + String(repeating: "fe", count: 20)
    for (reward, balance) in [("2000", "0x7d0"), ("0", nil), ("-1", nil)] {
      try folder.write(Self.alloc, to: "alloc.json")
      let ended = try run(folder, "--state.fork", "Berlin", "--state.reward", reward)
      #expect(ended.exitCode == 0, "\(ended.errors)")
      let accounts = try object(folder.text("alloc.json"))
      #expect((accounts[coinbase] as? [String: Any])?["balance"] as? String == balance)
    }
  }

  @Test func tracesAreFilesOfTheirTransactions() throws {
    let folder = try folder()
    let ended = try run(folder, "--state.fork", "Cancun", "--trace")
    #expect(ended.exitCode == 0, "\(ended.errors)")
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
      .filter { $0.hasPrefix("trace-") }.sorted()
    try #require(names.count == 2)
    #expect(names[0].hasPrefix("trace-0-0x") && names[1].hasPrefix("trace-1-0x"))
    #expect(folder.text(names[0]) == "{\"output\":\"\",\"gasUsed\":\"0x0\"}\n")
  }

  /// For 3 there is room for the stacks, and not for the memory of their EVMs.
  @Test(arguments: [3, 64])
  func threadsForWhichThereIsNoRoomAreSaid(workers: Int) throws {
    let folder = try folder()
    let ended = try RunningProcess(
      URL(fileURLWithPath: "/bin/sh"),
      [
        "-c", "ulimit -v 3000000; exec \"$0\" \"$@\"", GridlockProcess.executable.path, "t8n",
        "--state.fork", "Cancun", "--scheduler", "block-stm", "--workers", "\(workers)",
      ], in: folder.url
    ).finish()
    #expect(ended.exitCode == 3)
    #expect(ended.errors.hasPrefix("gridlock: no room for \(workers) that execute transactions: "))
    #expect(ended.errors.contains("ulimit -v"))
    #expect(!folder.exists("result.json"))
  }

  @Test func exitCodesAreThoseOfTheInterface() throws {
    let good = try folder()
    #expect(try run(good, "--state.fork", "Nowhere").exitCode == 3)
    #expect(try run(good, "--state.fork", "Cancun", "--input.txs", "none.json").exitCode == 11)
    let unwritable = try run(good, "--state.fork", "Cancun", "--output.basedir", "no/such/folder")
    #expect(unwritable.exitCode == 11)
    let lacking = try run(
      try folder(env: Self.env.replacing("withdrawals", with: "x")),
      "--state.fork", "Cancun")
    #expect(lacking.exitCode == 3)
    #expect(lacking.errors == "gridlock: env has no withdrawals which Cancun needs: add it\n")
    let broken = try run(try folder(env: "{"), "--state.fork", "Cancun")
    #expect(broken.exitCode == 10)
    #expect(broken.errors.hasPrefix("gridlock: env.json:1:2: "))
    let noList = try run(try folder(txs: "\"0x80\""), "--state.fork", "Cancun")
    #expect(noList.exitCode == 12)
  }

  @Test(arguments: [
    [], ["--state.fork"], ["--state.fork", "Cancun", "--workers", "0"],
    ["--state.fork", "Cancun", "--scheduler", "blok-stm"],
    ["--state.fork", "Cancun", "--state.reward", "-2"],
    ["--state.fork", "Cancun", "--trace", "--scheduler", "block-stm"],
    ["--state.fork", "Cancun", "--trace.nostack"], ["--input.allocs", "x"],
  ])
  func wrongUsage(arguments: [String]) throws {
    let run = try GridlockProcess.start(["t8n"] + arguments).finish()
    #expect(run.exitCode == 64)
    #expect(run.output.isEmpty)
    #expect(run.errors.hasPrefix("gridlock: "))
  }
}
