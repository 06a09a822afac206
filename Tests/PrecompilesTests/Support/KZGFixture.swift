import Foundation
import Primitives

/// The point evaluations of consensus-specs' published vectors, as ethereum/tests wraps them: a contract
/// hands a transaction's data to the precompile and stores in slot 0 whether the call succeeded.
struct KZGFixture {
  var name: String
  var input: [UInt8]
  var succeeds: Bool

  private static let file = TestData.fixtures.appendingPathComponent(
    "ethereum-tests/BlockchainTests/GeneralStateTests/Pyspecs/cancun/eip4844_blobs/"
      + "point_evaluation_precompile_external_vectors.json")

  static let isPresent = FileManager.default.fileExists(atPath: file.path)

  static func load() throws -> [KZGFixture] {
    try JSONDecoder().decode([String: Case].self, from: Data(contentsOf: file)).compactMap {
      guard let transaction = $1.blocks.first?.transactions.first,
        let input = hexBytes(transaction.data), let contract = $1.postState[transaction.to]
      else { return nil }
      return KZGFixture(name: $0, input: input, succeeds: contract.storage["0x00"] == "0x01")
    }
  }

  private struct Case: Decodable {
    var blocks: [Block]
    var postState: [String: Account]
  }
  private struct Block: Decodable { var transactions: [Transaction] }
  private struct Transaction: Decodable { var data, to: String }
  private struct Account: Decodable { var storage: [String: String] }
}
