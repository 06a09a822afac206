import Foundation
import Primitives
import Signatures
import Testing

/// The blocks of ethereum/tests as bytes, valid and not: what we decode encodes to the same bytes and
/// gives the header's transactions root.
@Suite(.enabled(if: Fixtures.isPresent, "no fixtures at GRIDLOCK_FIXTURES"))
struct BlockVectorTests {
  @Test func blocksDecodeAndEncode() throws {
    var valid = 0
    for file in Self.files {
      guard
        let cases = try JSONSerialization.jsonObject(with: Data(contentsOf: file)) as? [String: Any]
      else { throw FixtureError(what: file.path) }
      for case let fields as [String: Any] in cases.values {
        for block in JSONObject(fields: fields).objects("blocks") {
          if block.has("blockHeader") {
            try checkValid(block)
            valid += 1
          } else if let bytes = hexBytes(try block.text("rlp")) {
            checkInvalid(bytes)
          }
        }
      }
    }
    #expect(valid > 1000)
  }

  private static var files: [URL] {
    let folder = Fixtures.root.appendingPathComponent("ethereum-tests/BlockchainTests")
    let all = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)
    return (all?.allObjects as? [URL] ?? []).filter { $0.pathExtension == "json" }
  }

  private func checkValid(_ block: JSONObject) throws {
    guard case .list(let parts) = try RLPItem(decoding: try block.bytes("rlp")), parts.count >= 3,
      case .list(let envelopes) = parts[1],
      let header = (block.fields["blockHeader"] as? [String: Any]).map(JSONObject.init)
    else { throw FixtureError(what: "rlp") }
    #expect(keccak256(parts[0].encoded()) == (try header.hash("hash")))
    let transactions = try envelopes.map { item in
      let bytes = envelope(item)
      let transaction = try Transaction(decoding: bytes)
      #expect(transaction.encoded() == bytes)
      #expect(transaction.recoveredSender() != nil)
      return transaction
    }
    let root = BlockHeader.transactionsRoot(of: transactions)
    #expect(root == (try header.hash("transactionsTrie")))
  }

  /// Blocks that must be rejected, some for their encoding: anything but a trap will do here.
  private func checkInvalid(_ bytes: [UInt8]) {
    guard case .list(let parts)? = try? RLPItem(decoding: bytes) else { return }
    for case .list(let envelopes) in parts {
      for item in envelopes {
        let bytes = envelope(item)
        guard let transaction = try? Transaction(decoding: bytes) else { continue }
        #expect(transaction.encoded() == bytes)
      }
    }
  }

  /// In a block a typed transaction is a string and a legacy one the list itself.
  private func envelope(_ item: RLPItem) -> [UInt8] {
    if case .string(let bytes) = item { return bytes }
    return item.encoded()
  }
}
