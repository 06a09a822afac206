import Foundation
import Primitives
import Signatures
import Testing

/// Real blocks, encoded again from their fields: one wrong bit anywhere changes a hash.
@Suite(.enabled(if: Fixtures.isPresent, "no fixtures at GRIDLOCK_FIXTURES"))
struct MainnetBlockTests {
  @Test(arguments: Fixtures.mainnetBlocks)
  func commitmentsMatch(number: Int) throws {
    let json = JSONObject(fields: try Fixtures.mainnetBlock(number))
    let header = try BlockHeader(json)
    #expect(header.hash == (try json.hash("hash")))
    let objects = json.objects("transactions")
    let transactions = try objects.map(Transaction.init)
    #expect(BlockHeader.transactionsRoot(of: transactions) == header.transactionsRoot)
    for (transaction, object) in zip(transactions, objects) {
      #expect(transaction.hash == (try object.hash("hash")))
      var decoded = try Transaction(decoding: transaction.encoded())
      decoded.sender = transaction.sender
      #expect(decoded == transaction)
    }
    if let root = header.withdrawalsRoot {
      let withdrawals = try json.objects("withdrawals").map(Withdrawal.init)
      #expect(BlockHeader.withdrawalsRoot(of: withdrawals) == root)
    }
  }

  @Test(arguments: Fixtures.mainnetBlocks)
  func sendersAreRecovered(number: Int) throws {
    let json = JSONObject(fields: try Fixtures.mainnetBlock(number))
    for object in json.objects("transactions") {
      let transaction = try Transaction(object)
      #expect(transaction.recoveredSender() == transaction.sender)
    }
  }

  @Test func fixturesAreAll() { #expect(Fixtures.mainnetBlocks.count >= 40) }
}
