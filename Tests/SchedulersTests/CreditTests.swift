import Primitives
import State
import Testing

@testable import Schedulers

/// Balances that are added to unread: who reads gets the sum, who pays must have it, and nobody who does
/// neither is in anybody's way.
@Suite struct CreditTests {
  static let names = BlockSTMFamilyNames.lazy

  /// Payments of fresh senders to one account; a reader at the end.
  private func deposits(_ count: Int) -> ToyBlock {
    var block = HostileBlocks.block("deposits", count: count) { i in
      [.useNonce(2000 + i, 0), .transfer(from: 2000 + i, to: 3, UInt64(i % 7) + 1)]
    }
    for account in 2000..<2000 + count {
      block.genesis[toyAddress(account)] = NaiveAccount(balance: Word(1000))
    }
    return block
  }

  @Test(arguments: names, [1, 2, 3, 8])
  func depositsDoNotConflict(name: String, workers: Int) throws {
    let execution = try execute(deposits(2000), name, workers, reads: false)
    #expect(execution.counters.executions == 2000)
    #expect(execution.counters.aborts == 0)
  }

  @Test(arguments: names, [1, 2, 3, 8])
  func aReaderAtTheEndFoldsThemAll(name: String, workers: Int) throws {
    var block = deposits(3000)
    block.transactions.append(ToyTransaction(steps: [.readBalance(3), .log(1)]))
    block.transactions.append(ToyTransaction(steps: [.readBalance(3), .log(1)]))
    _ = try execute(block, name, workers)
  }

  /// In the end everybody has enough, but not at each moment (T7): who pays before being paid fails.
  @Test(arguments: names, [1, 2, 3, 8])
  func whoCannotPayInTheMiddleFails(name: String, workers: Int) throws {
    for seed in seeds(20) {
      var block = HostileBlocks.block("debits", count: 90) { i in
        switch i % 3 {
        case 0: [.transfer(from: 30, to: 31, 40), .log(1)]
        case 1: [.transfer(from: 2, to: 30, 25), .log(1)]
        default: [.transfer(from: 31, to: 32 + i % 4, 35), .log(1)]
        }
      }
      block.genesis[toyAddress(30)] = NaiveAccount(balance: Word(30))
      let execution = try execute(block, name, workers, seed: seed)
      #expect(Set(execution.results.map(\.status)) == [.success, .reverted])
    }
  }

  /// A funds B, B funds C, and so on, through accounts that were not there (T6).
  @Test(arguments: names, [1, 2, 3, 8])
  func fundingChains(name: String, workers: Int) throws {
    for seed in seeds(20) {
      let block = HostileBlocks.block("funding chain", count: 60) { i in
        [
          .useNonce(i == 0 ? 1 : 100 + i, 0),
          .transfer(from: i == 0 ? 1 : 100 + i, to: 101 + i, UInt64(1000 - i)), .log(1),
        ]
      }
      let execution = try execute(block, name, workers, seed: seed)
      #expect(execution.results.allSatisfy { $0.status == .success })
    }
  }

  /// One sender after the other with the right nonce, and one that has it wrong: the nonces do not have
  /// to be read for that to be found.
  @Test(arguments: names, [1, 2, 3, 8])
  func nonceChains(name: String, workers: Int) throws {
    let block = HostileBlocks.block("nonces", count: 300) { i in
      [.useNonce(5, UInt64(i > 200 ? i + 1 : i)), .transfer(from: 5, to: 6, 1), .log(1)]
    }
    let execution = try execute(block, name, workers, reads: false)
    #expect(execution.results.count { $0.status == .rejected } == 99)
    // How many attempts it takes depends on who is when; one worker needs a second one only where the nonce
    // turns out to be wrong.
    if workers == 1 { #expect(execution.counters.aborts == 99) }
  }

  /// Slots that are only added to: no conflict, but for the first additions to one that is zero, which as
  /// many as there are workers may read too early, and again when one of those below turns out so.
  @Test(arguments: names.filter { !$0.contains("adding=balances") }, [1, 2, 3, 8])
  func countersDoNotConflict(name: String, workers: Int) throws {
    let block = HostileBlocks.block("counters", count: 2000) { i in
      [.useNonce(20 + i, 0), .increase(1, i % 3 == 0 ? 20 : 2, 1), .increase(2, 3, UInt64(i % 4))]
    }
    let execution = try execute(block, name, workers, reads: false)
    #expect(execution.counters.executions <= 2000 + 4 * (workers - 1) * workers)
  }

  /// Readers of what others add to, and writers in between.
  @Test(arguments: names, [1, 2, 3, 8])
  func whoReadsASlotGetsTheSum(name: String, workers: Int) throws {
    for seed in seeds(20) {
      let block = HostileBlocks.block("sums", count: 120) { i in
        switch i % 10 {
        case 7: [.readSlot(1, 2), .log(UInt64(i))]
        case 8: i % 3 == 0 ? [.clearSlot(1, 2)] : [.writeSlot(1, 2, 5)]
        case 9: [.increase(1, 2, 3), .readSlot(1, 2), .log(1)]
        default: [.increase(1, 2, UInt64(i % 4))]
        }
      }
      _ = try execute(block, name, workers, seed: seed)
    }
  }

  /// Existence follows the sum: an account that is paid and pays everything is not there in the end.
  @Test(arguments: names, [1, 2, 3, 8])
  func emptiedAccountsAreNotThere(name: String, workers: Int) throws {
    for beneficiary in [999, 50] {
      let block = HostileBlocks.block("pass through", count: 60, beneficiary: beneficiary) { i in
        i % 2 == 0
          ? [.transfer(from: 1, to: 50 + i / 8, 9)] : [.transfer(from: 50 + i / 8, to: 2, 9)]
      }
      _ = try execute(block, name, workers)
    }
  }

  /// There is not so much ether, but a block may say so: sums that could pass 2²⁵⁶ are not made unseen.
  @Test(arguments: names, [1, 2, 8])
  func immenseBalancesAreExecutedInOrder(name: String, workers: Int) throws {
    var block = deposits(100)
    block.genesis[toyAddress(3)] = NaiveAccount(balance: .max &- Word(50))
    let execution = try execute(block, name, workers, reads: false)
    #expect(try #require(execution.fallback).contains("2²⁵⁵"))
    // Whoever has so much may pay as everybody else.
    block = HostileBlocks.block("immense payers", count: 40) { i in
      [.transfer(from: i % 2, to: 2 + i % 5, 10), .log(1)]
    }
    block.genesis[toyAddress(0)]?.balance = .max
    block.genesis[toyAddress(1)]?.balance = .max
    #expect(try execute(block, name, workers).fallback == nil)
  }

  @discardableResult
  private func execute(
    _ block: ToyBlock, _ name: String, _ workers: Int, seed: UInt64 = 1, reads: Bool = true
  ) throws -> BlockExecution {
    var naive = NaiveInterpreter(accounts: block.genesis)
    let expected = naive.execute(block)
    let state = WorldState(naive: block.genesis)
    var executor = ToyExecutor(block: block, seed: seed, wanders: reads)
    executor.alwaysTakesCredits = !reads
    let execution = try scheduler(named: name).execute(
      executor, on: state, with: WorkerPool(size: workers))
    let context: Comment = "\(block.name), \(workers) workers, seed \(seed)"
    try #require(execution.results == expected.map(TransactionResult.init), context)
    try #require(state.naive == naive.accounts, context)
    try #require(state.accountsOfWrongExistence == [], context)
    return execution
  }
}
