import Primitives
import State

/// Transactions like token transfers to a scheduler: four reads, two writes, a fee, and work in between
/// that takes about so long. Nothing else, so that the difference to sequential is the scheduler's.
struct SyntheticExecutor: TransactionExecutor {
  let transactionCount: Int
  /// About how long a transaction computes.
  let nanoseconds: Int
  /// How many keys the transactions share; 0 for keys of their own.
  let keys: Int

  var beneficiary: Address { Address(high: 1, middle: 2, low: 3) }
  var mayEraseStorage: Bool { false }
  func makeWorker(lane: Int) -> any TransactionWorker { SyntheticWorker(self) }

  static let contract = Address(high: 7, middle: 7, low: 7)

  func sender(_ transaction: Int) -> Address {
    Address(high: 9, middle: UInt64(transaction) &* 0x9e37_79b9_7f4a_7c15, low: UInt64(transaction))
  }

  /// The two slots of a transaction: balances of sender and receiver.
  @inline(__always)
  func slots(_ transaction: Int) -> (Word, Word) {
    if keys == 0 { return (Word(UInt64(2 &* transaction)), Word(UInt64(2 &* transaction &+ 1))) }
    let random = UInt64(transaction) &* 0x9e37_79b9_7f4a_7c15
    return (
      Word((random &>> 40) % UInt64(keys)), Word(1 << 32 + (random &>> 20) % UInt64(keys))
    )
  }

  /// All accounts and slots that the transactions touch.
  func genesis() -> WorldState {
    let state = WorldState()
    let contract = state.reference(Self.contract)
    state.apply(StateWrite(.nonce, contract, value: Word(1)))
    for transaction in 0..<transactionCount {
      let sender = state.reference(sender(transaction))
      state.apply(StateWrite(.balance, sender, value: Word(1 << 60)))
      let (from, to) = slots(transaction)
      for key in [from, to] {
        let slot = state.reference(key, of: contract)
        state.apply(StateWrite(.storage, contract, slot: slot, value: Word(1 << 50)))
      }
    }
    return state
  }
}

/// One thread's runner of synthetic transactions.
private final class SyntheticWorker: TransactionWorker {
  private let executor: SyntheticExecutor
  private let rounds: Int
  /// Results of the work, kept so that it is not optimised away.
  private(set) var residue: UInt64 = 0

  init(_ executor: SyntheticExecutor) {
    self.executor = executor
    // A dependent full multiplication and exclusive or take about 1.6 ns.
    rounds = executor.nanoseconds * 10 / 16
  }

  func execute(
    _ index: Int, reading view: any StateView, into effects: TransactionEffects
  ) throws(ReadFailure) {
    effects.clear()
    let sender = view.account(executor.sender(index))
    let nonce = try view.nonce(of: sender)
    let balance = try view.balance(of: sender)
    let contract = view.account(SyntheticExecutor.contract)
    let keys = executor.slots(index)
    let from = view.slot(keys.0, of: contract)
    let to = view.slot(keys.1, of: contract)
    let available = try view.value(of: from, in: contract)
    let received = try view.value(of: to, in: contract)
    work(nonce ^ balance.l0)
    effects.writes.append(
      StateWrite(.storage, contract, slot: from, value: available &- Word(1)))
    effects.writes.append(StateWrite(.storage, contract, slot: to, value: received &+ Word(1)))
    effects.gasUsed = 30_000
    effects.fee = Word(30_000)
  }

  @inline(__always)
  private func work(_ seed: UInt64) {
    var value = seed
    for _ in 0..<rounds {
      let product = value.multipliedFullWidth(by: 0x5851_f42d_4c95_7f2d)
      value = product.low ^ product.high &+ 1
    }
    residue = value
  }
}
