import Foundation
import Primitives
import State
import Testing

@testable import Workloads

@Suite struct GenerationTests {
  private func workload(_ overrides: String...) throws -> GeneratedWorkload {
    BlockGenerator(
      try WorkloadSpec.parse(WrongWorkload.good, name: "good.yaml", overrides: overrides)
    ).generate()
  }

  private func repositoryWorkload(_ name: String, _ overrides: String...) throws
    -> GeneratedWorkload
  {
    let path = packageRoot.appending(path: "Workloads/\(name).yaml").path
    return BlockGenerator(try WorkloadSpec.load(path: path, overrides: overrides)).generate()
  }

  @Test func sameSpecSameBytes() throws {
    let first = try workload()
    let second = try workload()
    #expect(first.streamHash == second.streamHash)
    #expect(first.genesis == second.genesis)
    #expect(first.blocks.map(\.transactions) == second.blocks.map(\.transactions))
  }

  /// Profiles without memory are made by as many threads as are asked for.
  @Test(arguments: [2, 3, 8, 100])
  func threadsDoNotChangeTheBytes(threads: Int) throws {
    let spec = try WorkloadSpec.parse(
      WrongWorkload.good, name: "x",
      overrides: ["blocks=9", "profiles.0.sender={distribution: distinct}"])
    let one = BlockGenerator(spec, collectingNames: true).generate()
    let many = BlockGenerator(spec, collectingNames: true).generate(threads: threads)
    #expect(many.streamHash == one.streamHash)
    #expect(many.genesis == one.genesis)
    #expect(many.realised == one.realised && many.kinds == one.kinds)
    for (address, account) in one.genesis {
      #expect(many.names?.name(of: address) == one.names?.name(of: address))
      for slot in account.storage.keys {
        #expect(many.names?.name(of: slot, at: address) == one.names?.name(of: slot, at: address))
      }
    }
  }

  @Test func cancellationEndsIt() throws {
    struct Stop: Error {}
    let spec = try WorkloadSpec.parse(WrongWorkload.good, name: "x")
    for threads in [1, 2] {
      #expect(throws: Stop.self) {
        _ = try BlockGenerator(spec).generate(threads: threads) { () throws(Stop) in throw Stop() }
      }
    }
  }

  @Test func everySettingChangesTheBytes() throws {
    let hashes = try [
      [], ["seed=8"], ["seed=4294967303"], ["blocks=3"], ["transactions_per_block=51"],
      ["accounts=1001"], ["profiles.0.receiver.exponent=1.2"], ["profiles.1.pools=9"],
    ].map { overrides in
      BlockGenerator(
        try WorkloadSpec.parse(WrongWorkload.good, name: "x", overrides: overrides)
      ).generate().streamHash
    }
    #expect(Set(hashes).count == hashes.count)
  }

  @Test func nameDoesNotChangeTheBytes() throws {
    #expect(try workload("name=other").streamHash == workload().streamHash)
  }

  /// Choices draw from streams of their own: one law changed leaves the other picks as they were.
  @Test func choicesAreIndependent() throws {
    let before = try workload().blocks.flatMap(\.transactions).map(\.sender)
    let after = try workload("profiles.0.receiver.exponent=2").blocks.flatMap(\.transactions)
    #expect(after.map(\.sender) == before)
  }

  @Test func blocksAreWellFormed() throws {
    let workload = try workload("blocks=3")
    var nonces: [Address: UInt64] = [:]
    for (index, block) in workload.blocks.enumerated() {
      #expect(block.header.number == UInt64(index + 1))
      #expect(block.transactions.count == 50)
      #expect(block.header.gasLimit >= block.transactions.reduce(0) { $0 + $1.gasLimit })
      #expect(index == 0 || block.header.timestamp > workload.blocks[index - 1].header.timestamp)
      #expect(workload.genesis[block.header.beneficiary] == nil)
      for transaction in block.transactions {
        #expect(transaction.nonce == nonces[transaction.sender, default: 0])
        nonces[transaction.sender] = transaction.nonce + 1
        #expect(transaction.kind == .dynamicFee && transaction.signature == nil)
        let callee = try #require(transaction.to.flatMap { workload.genesis[$0] })
        #expect(!callee.code.isEmpty)
        #expect(workload.genesis[transaction.sender].map { $0.balance > 0 } == true)
      }
    }
  }

  @Test func independentTransactionsShareNoAccount() throws {
    let transfers = try repositoryWorkload("transfers-independent", "blocks=2")
    for block in transfers.blocks {
      var accounts = Set(block.transactions.map { Word($0.sender) })
      let receivers = Set(block.transactions.map { Array($0.input[16..<36]) })
      #expect(accounts.count == block.transactions.count)
      #expect(receivers.count == block.transactions.count)
      for receiver in receivers {
        accounts.insert(receiver.reduce(Word.zero) { $0 &* 256 &+ Word(UInt64($1)) })
      }
      #expect(accounts.count == 2 * block.transactions.count)
    }
    let swaps = try repositoryWorkload("swaps-independent", "blocks=2")
    for block in swaps.blocks {
      #expect(Set(block.transactions.map(\.sender)).count == block.transactions.count)
      #expect(Set(block.transactions.map(\.to)).count == block.transactions.count)
    }
  }

  @Test func sharesAndSkewComeOut() throws {
    let workload = try repositoryWorkload("mixed")
    let transfers =
      Double(workload.transactionsByProfile[0].count) / Double(workload.transactionCount)
    #expect(abs(transfers - 0.7) < 0.02)
    let pool = try #require(workload.realised.first { $0.choice == "pool" })
    #expect(pool.keys == 64)
    #expect(abs(pool.topShare - pool.nominalTopShare) < 0.03)
    #expect(abs(pool.effectiveKeys / pool.nominalEffectiveKeys - 1) < 0.15)
    let receiver = try #require(workload.realised.first { $0.choice == "receiver" })
    #expect(receiver.nominalTopShare == 0.5 / 500)
    #expect(!workload.realised.contains { $0.choice == "amount" })
    let direction = try #require(workload.realised.first { $0.choice == "direction" })
    #expect(abs(direction.topShare - 0.7) < 0.03)
  }

  /// Whoever sends most is not who receives most: each choice orders the accounts for itself.
  @Test func hotAccountsDifferByChoice() throws {
    let workload = try workload(
      "transactions_per_block=2000", "profiles.0.share=1", "profiles.1.share=0",
      "profiles.0.sender={distribution: zipf, exponent: 1.5}")
    let transactions = workload.blocks.flatMap(\.transactions)
    func top(_ values: [[UInt8]]) -> [UInt8]? {
      Dictionary(grouping: values) { $0 }.max { $0.value.count < $1.value.count }?.key
    }
    let sender = transactions.map { withUnsafeBytes(of: $0.sender.low.bigEndian) { Array($0) } }
    #expect(top(sender) != top(transactions.map { Array($0.input[28..<36]) }))
  }

  @Test func tenMillionAccountsCostLittle() throws {
    let workload = try workload("accounts=10000000")
    #expect(workload.genesis.count < 400)
    #expect(workload.transactionCount == 100)
  }
}
