import Foundation
import Primitives
import State

/// A state-test file written by hand: one transfer of 7 wei from an account with a known key.
///
/// Its expected root is computed here from the state as it must be, not by the runner.
struct StateTestFixture {
  static let sender = "0xa94f5374fce5edbc8e2a8697c15331677e6ebf0b"
  static let receiver = "0x" + String(repeating: "42", count: 20)
  static let coinbase = "0x" + String(repeating: "c0", count: 20)
  static let emptyLogs = "0x1dcc4de8dec75d7aab85b567b6ccd41ad312451b948a7413f0a142fd40d49347"

  var fork = "Cancun"
  /// Wei per gas, 10 of which are the base fee.
  var gasPrice: UInt64 = 15
  var gasLimit: UInt64 = 21_000
  var logs = StateTestFixture.emptyLogs
  var exception: String?
  /// In place of the root that a transfer leaves.
  var root: String?
  /// The accounts after the case as JSON, which newer files state.
  var state: String?

  /// The accounts with these balances in ether's smallest unit, and the sender's nonce.
  static func root(sender: UInt64, nonce: UInt64, receiver: UInt64, coinbase: UInt64) -> String {
    var allocation: Allocation = [:]
    func add(_ address: String, _ balance: UInt64, nonce: UInt64 = 0) {
      guard balance + nonce > 0, let address = Address(hex: address) else { return }
      allocation[address] = AccountAllocation(
        balance: Word(balance), nonce: nonce, code: [], storage: [:])
    }
    add(Self.sender, sender, nonce: nonce)
    add(Self.receiver, receiver)
    add(Self.coinbase, coinbase)
    return WorldState(allocation).stateRoot().hex
  }

  /// The state before.
  static let initialRoot = root(sender: 1_000_000, nonce: 0, receiver: 0, coinbase: 0)

  /// After 21,000 gas at 15 wei, of which the beneficiary gets 5, and 7 wei sent.
  static let transferRoot = root(
    sender: 1_000_000 - 21_000 * 15 - 7, nonce: 1, receiver: 7, coinbase: 21_000 * 5)

  var text: String {
    let exception = exception.map { ", \"expectException\": \"\($0)\"" } ?? ""
    let state = state.map { ", \"state\": \($0)" } ?? ""
    return """
      {"transfer": {
        "env": {"currentCoinbase": "\(Self.coinbase)", "currentGasLimit": "0xffffff",
          "currentNumber": "0x1", "currentTimestamp": "0x3e8", "currentRandom": "0x0",
          "currentDifficulty": "0x0", "currentBaseFee": "0xa", "currentExcessBlobGas": "0x0"},
        "pre": {"\(Self.sender)": {"balance": "0xf4240", "nonce": "0x0", "code": "0x",
          "storage": {}}},
        "transaction": {"data": ["0x"], "gasLimit": ["0x\(String(gasLimit, radix: 16))"],
          "value": ["0x7"], "nonce": "0x0", "to": "\(Self.receiver)",
          "gasPrice": "0x\(String(gasPrice, radix: 16))",
          "secretKey": "0x45a915e4d060149eb4365960e6a7a45f334393093061116b197e3240065ff2d8"},
        "post": {"\(fork)": [{"hash": "\(root ?? Self.transferRoot)", "logs": "\(logs)",
          "indexes": {"data": 0, "gas": 0, "value": 0}\(exception)\(state)}]}}}
      """
  }
}

/// Files in a folder of their own, removed afterwards.
func withFiles<Result>(
  _ files: [(name: String, text: String)], _ body: (_ folder: String) throws -> Result
) throws -> Result {
  let folder = FileManager.default.temporaryDirectory
    .appendingPathComponent("gridlock-tests-\(UUID().uuidString)")
  defer { try? FileManager.default.removeItem(at: folder) }
  for (name, text) in files {
    let file = folder.appendingPathComponent(name)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try text.write(to: file, atomically: true, encoding: .utf8)
  }
  return try body(folder.path)
}
