import Foundation
import Primitives
import Testing

@testable import Interchange

/// Blocks in the form of grevm's test data.
@Suite(Fixtures.condition) struct GrevmBlockTests {
  static let folder = Fixtures.root + "/grevm/22546209"

  @Test func isRead() throws {
    #expect(GrevmBlock.isIn(folder: Self.folder))
    #expect(!GrevmBlock.isIn(folder: Fixtures.mainnet + "/blocks/46147"))
    let archived = try GrevmBlock.load(folder: Self.folder)
    let header = archived.block.header
    #expect(header.number == 22_546_209 && header.gasLimit == 36_035_155)
    #expect(header.baseFeePerGas == 2_918_101_059 && header.excessBlobGas == 655_360)
    #expect(header.gasUsed == 13_664_078)
    #expect(archived.blockHashes.count == 256)
    #expect(archived.blockHashes[22_545_972]?.hex.hasPrefix("0x615661fea356") == true)
    #expect(header.parentHash == archived.blockHashes[22_546_208])
    #expect(archived.allocation.count == 438)
    #expect(archived.expected?.transactions.count == 180)
    #expect(archived.expected?.listsChanges == false)
  }

  @Test func transactionsAreRead() throws {
    let transactions = try GrevmBlock.load(folder: Self.folder).block.transactions
    let kinds = Dictionary(grouping: transactions, by: \.kind).mapValues(\.count)
    #expect(kinds == [.legacy: 42, .accessList: 2, .dynamicFee: 133, .setCode: 3])
    #expect(transactions.allSatisfy { $0.signature == nil })
    // Three are from before EIP-155.
    #expect(transactions.count { $0.chainID == nil && $0.kind == .legacy } == 3)
    #expect(transactions.count { $0.chainID == 1 } == 177)
    let first = transactions[0]
    #expect(first.maxFeePerGas == 62_918_101_059 && first.maxPriorityFeePerGas == 55_000_000_000)
    let legacy = try #require(transactions.first { $0.kind == .legacy })
    #expect(legacy.maxFeePerGas == legacy.maxPriorityFeePerGas)
    let authorization = try #require(
      transactions.first { $0.kind == .setCode }?.authorizations.first)
    #expect(authorization.chainID == 1 && authorization.nonce == 30802)
    #expect(authorization.address.hex == "0x710fad1041f0ee79916bb1a6adef662303bb8b6e")
  }

  /// A copy of the block, with `text` for `replaced` in one of its files.
  private func error(in file: String, _ replaced: String, _ text: String) throws -> String {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
      "gridlock-grevm-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    for name in ["block.json", "txs.json", "pre_state.json", "expected.json"] {
      var content = try String(contentsOfFile: Self.folder + "/" + name, encoding: .utf8)
      if name == file { content = content.replacingOccurrences(of: replaced, with: text) }
      let path = folder.appendingPathComponent(name)
      try content.write(to: path, atomically: true, encoding: .utf8)
    }
    do {
      _ = try GrevmBlock.load(folder: folder.path)
      return ""
    } catch { return "\(error)" }
  }

  @Test(
    arguments: [
      ("block.json", "\"chain_id\": 1", "\"chain_id\": 5", "mainnet"),
      ("block.json", "\"timestamp\"", "\"time\"", "timestamp"),
      ("block.json", "\"22545953\"", "\"0x1\"", "block number"),
      ("txs.json", "\"tx_type\": 4", "\"tx_type\": 9", "type"),
      ("txs.json", "\"y_parity\": 1", "\"y_parity\": 256", "2⁸"),
      ("txs.json", "\"nonce\": 30802", "\"nonce\": -1", "nonce"),
      ("pre_state.json", "\"code\": null", "\"code\": \"0x1\"", "code"),
      ("expected.json", "\"partialPostRoot\"", "\"root\"", "partialPostRoot"),
    ])
  func whatIsWrongIsNamed(file: String, replaced: String, text: String, word: String) throws {
    let message = try error(in: file, replaced, text)
    #expect(message.contains(file) && message.contains(word), "\(message)")
  }
}
