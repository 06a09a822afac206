import Primitives
import State
import Testing

@testable import Contention

/// Transactions of known arithmetic: what commutes can be told from their steps.
@Suite struct CommutativityProbeTests {
  enum Step: Sendable {
    /// Adds to a balance, or takes from it if there is enough.
    case credit(Address, Word)
    case debit(Address, Word)
    /// The same for slots.
    case add(Address, Word, Word)
    case take(Address, Word, Word)
    /// Stores the balance, or the slot, in another account's slot.
    case report(Address)
    case copy(Address, Word)
    case set(Address, Word, Word)
    case multiply(Address, Word)
    case erase(Address)
  }

  private struct Executor: TransactionExecutor {
    var steps: [[Step]]
    var fee: Word = .zero
    var transactionCount: Int { steps.count }
    var beneficiary: Address { account(999) }
    var mayEraseStorage: Bool { true }
    func makeWorker(lane: Int) -> any TransactionWorker { Worker(steps, fee) }
  }

  private final class Worker: TransactionWorker {
    private let steps: [[Step]]
    private let fee: Word
    init(_ steps: [[Step]], _ fee: Word) { (self.steps, self.fee) = (steps, fee) }

    func execute(
      _ index: Int, reading view: any StateView, into effects: TransactionEffects
    ) throws(ReadFailure) {
      effects.clear()
      effects.gasUsed = 1
      effects.fee = fee
      for step in steps[index] {
        if try !take(step, view, effects) {
          effects.writes.removeAll()
          effects.status = .reverted
          return
        }
      }
    }

    private func take(
      _ step: Step, _ view: any StateView, _ effects: TransactionEffects
    ) throws(ReadFailure) -> Bool {
      func change(_ address: Address, _ change: (Word) -> Word?) throws(ReadFailure) -> Bool {
        let account = view.account(address)
        guard let value = change(try view.balance(of: account)) else { return false }
        effects.writes.append(StateWrite(.balance, account, value: value))
        return true
      }
      func change(
        _ address: Address, _ key: Word, _ change: (Word) -> Word?
      ) throws(ReadFailure) -> Bool {
        let account = view.account(address)
        let slot = view.slot(key, of: account)
        guard let value = change(try view.value(of: slot, in: account)) else { return false }
        effects.writes.append(StateWrite(.storage, account, slot: slot, value: value))
        return true
      }
      func store(_ value: Word) {
        let account = view.account(account(500))
        effects.writes.append(
          StateWrite(.storage, account, slot: view.slot(0, of: account), value: value))
      }
      switch step {
      case .credit(let address, let amount): return try change(address) { $0 &+ amount }
      case .debit(let address, let amount):
        return try change(address) { $0 >= amount ? $0 &- amount : nil }
      case .add(let address, let key, let amount):
        return try change(address, key) { $0 &+ amount }
      case .take(let address, let key, let amount):
        return try change(address, key) { $0 >= amount ? $0 &- amount : nil }
      case .report(let address): store(try view.balance(of: view.account(address)))
      case .copy(let address, let key):
        let account = view.account(address)
        store(try view.value(of: view.slot(key, of: account), in: account))
      case .set(let address, let key, let value): return try change(address, key) { _ in value }
      case .multiply(let address, let key): return try change(address, key) { $0 &* 3 }
      case .erase(let address):
        effects.writes.append(StateWrite(.erasure, view.account(address)))
      }
      return true
    }
  }

  private let rich = account(1)
  private let poor = account(2)

  private func record(_ steps: [[Step]], fee: Word = .zero) -> BlockAccesses {
    let state = WorldState([
      rich: AccountAllocation(balance: 1000, nonce: 1, storage: [1: 1000]),
      poor: AccountAllocation(balance: 5, nonce: 1, storage: [1: 5]),
      account(999): AccountAllocation(balance: 50),
    ])
    return BlockAccesses.recordCommuting(Executor(steps: steps, fee: fee), on: state)
  }

  private func waits(
    _ steps: [[Step]], _ relation: DependencyRelation, fee: Word = .zero
  ) -> [Bool] {
    let dependencies = Dependencies(record(steps, fee: fee), relation: relation)
    return (0..<dependencies.count).map { dependencies.nearest($0) != nil }
  }

  @Test func creditsAndAffordableDebitsCommute() {
    let steps: [[Step]] = [
      [.debit(rich, 10), .credit(poor, 10)], [.debit(rich, 20), .credit(poor, 20)],
      [.debit(poor, 5), .credit(rich, 5)],
    ]
    #expect(waits(steps, .reads) == [false, true, true])
    #expect(waits(steps, .commutativeBalances) == [false, false, false])
  }

  /// 5 are there, 6 are needed: the debit waits for the credit, and for all of them.
  @Test func aDebitThatCouldHaveBeenInsufficientKeepsItsEdge() {
    let steps: [[Step]] = [
      [.credit(poor, 10)], [.credit(poor, 10)], [.debit(poor, 6), .credit(rich, 6)],
      [.debit(rich, 900)], [.debit(rich, 100)], [.debit(rich, 3)],
    ]
    let found = Dependencies(record(steps), relation: .commutativeBalances)
    #expect(found.nearest(2) == 1 && found.joins.first?.transactions == [0, 1])
    // 1000 bear 900 and 100 without the 6, but not 3 more.
    #expect(
      waits(steps, .commutativeBalances) == [false, false, true, false, false, true])
  }

  @Test func whoLooksAtABalanceWaits() {
    let steps: [[Step]] = [
      [.credit(poor, 10)], [.report(poor)], [.credit(poor, 1)], [.report(rich)],
    ]
    #expect(waits(steps, .commutativeBalances) == [false, true, false, false])
  }

  @Test func slotsCommuteUnderD6Only() {
    let steps: [[Step]] = [
      [.add(rich, 1, 1)], [.take(rich, 1, 100)], [.add(rich, 1, 1)], [.copy(rich, 1)],
      [.multiply(rich, 1)], [.add(rich, 1, 1)],
    ]
    #expect(waits(steps, .commutativeBalances) == [false, true, true, true, true, true])
    #expect(waits(steps, .commutativeSlots) == [false, false, false, true, true, false])
  }

  /// Setting a slot to what it will be is no addition, even where it comes to the same once.
  @Test func settingIsNotAdding() {
    let steps: [[Step]] = [[.set(rich, 1, 1)], [.set(rich, 1, 2)], [.set(rich, 1, 3)]]
    #expect(record(steps).transactions[2].commuting.isEmpty)
  }

  @Test func feesWidenWhatTheBeneficiaryMayHold() {
    let miner = account(999)
    // 50 and two fees of 7: 60 are affordable with the fees only, and 10 of what is left with one more.
    let steps: [[Step]] = [[], [], [.debit(miner, 60)], [.debit(miner, 10)]]
    #expect(waits(steps, .commutativeBalances, fee: 7) == [false, false, true, true])
    let modest: [[Step]] = [[], [], [.debit(miner, 20)], [.debit(miner, 1)]]
    #expect(waits(modest, .commutativeBalances, fee: 7) == [false, false, false, false])
    #expect(waits(modest, .reads, fee: 7) == [false, false, true, true])
  }

  @Test func whatWasErasedDoesNotCommute() {
    let steps: [[Step]] = [[.erase(rich)], [.add(rich, 1, 1)], [.credit(rich, 1)]]
    #expect(waits(steps, .commutativeSlots) == [false, true, true])
  }

  /// The state ends as sequential execution leaves it, whatever was tried in between.
  @Test func probingLeavesTheStateAlone() {
    let steps: [[Step]] = [
      [.credit(poor, 10)], [.debit(poor, 6)], [.add(rich, 1, 1)], [.take(rich, 1, 9)],
    ]
    let genesis = [rich: AccountAllocation(balance: 1000, storage: [1: 1000])]
    let (probed, plain) = (WorldState(genesis), WorldState(genesis))
    let notes = BlockAccesses.recordCommuting(Executor(steps: steps, fee: 3), on: probed)
    let expected = BlockAccesses.record(Executor(steps: steps, fee: 3), on: plain)
    #expect(probed.allocation() == plain.allocation())
    #expect(notes.transactions.map(\.reads) == expected.transactions.map(\.reads))
    #expect(notes.transactions.map(\.writes) == expected.transactions.map(\.writes))
  }
}
