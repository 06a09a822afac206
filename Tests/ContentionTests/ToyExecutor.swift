import Contention
import Primitives
import State

/// A transaction given by what it does, step by step.
struct ToyTransaction: Sendable {
  enum Step: Sendable {
    case readNonce(Address)
    case readBalance(Address)
    case readCode(Address)
    case readSlot(Address, Word)
    case writeNonce(Address, UInt64)
    case writeBalance(Address, Word)
    case writeCode(Address, [UInt8])
    case writeSlot(Address, Word, Word)
    case erase(Address)
    case askWhatWasBefore(Address)
  }
  var steps: [Step]
  var gas: UInt64 = 1
  var fee: Word = 1
}

/// Executes toys as written.
struct ToyExecutor: TransactionExecutor {
  var transactions: [ToyTransaction]
  var beneficiary = account(999)
  var transactionCount: Int { transactions.count }
  var mayEraseStorage: Bool { true }
  func makeWorker(lane: Int) -> any TransactionWorker { ToyWorker(transactions) }
}

final class ToyWorker: TransactionWorker {
  private let transactions: [ToyTransaction]
  init(_ transactions: [ToyTransaction]) { self.transactions = transactions }

  func execute(
    _ index: Int, reading view: any StateView, into effects: TransactionEffects
  ) throws(ReadFailure) {
    effects.clear()
    effects.gasUsed = transactions[index].gas
    effects.fee = transactions[index].fee
    for step in transactions[index].steps { try take(step, view, effects) }
  }

  private func take(
    _ step: ToyTransaction.Step, _ view: any StateView, _ effects: TransactionEffects
  ) throws(ReadFailure) {
    switch step {
    case .readNonce(let address): _ = try view.nonce(of: view.account(address))
    case .readBalance(let address): _ = try view.balance(of: view.account(address))
    case .readCode(let address): _ = try view.code(of: view.account(address))
    case .readSlot(let address, let key):
      let account = view.account(address)
      _ = try view.value(of: view.slot(key, of: account), in: account)
    case .writeNonce(let address, let nonce):
      effects.writes.append(StateWrite(.nonce, view.account(address), value: Word(nonce)))
    case .writeBalance(let address, let balance):
      effects.writes.append(StateWrite(.balance, view.account(address), value: balance))
    case .writeCode(let address, let code):
      let reference = view.codeStore.intern(code)
      effects.writes.append(
        StateWrite(.code, view.account(address), value: Word(UInt64(reference.index))))
    case .writeSlot(let address, let key, let value):
      let account = view.account(address)
      let slot = view.slot(key, of: account)
      effects.writes.append(StateWrite(.storage, account, slot: slot, value: value))
    case .erase(let address):
      effects.writes.append(StateWrite(.erasure, view.account(address)))
    case .askWhatWasBefore(let address):
      _ = view.existedBeforeBlock(view.account(address))
      _ = view.hadStorageBeforeBlock(view.account(address))
    }
  }
}

/// The account that tests call `number`.
func account(_ number: UInt64) -> Address { Address(high: 0, middle: 0, low: number) }

/// The dependencies among `transactions` executed in order on `genesis`.
func dependencies(
  _ transactions: [ToyTransaction], on genesis: Allocation = [:],
  beneficiary: Address = account(999)
) -> Dependencies {
  Dependencies(
    BlockAccesses.record(
      ToyExecutor(transactions: transactions, beneficiary: beneficiary), on: WorldState(genesis)))
}
