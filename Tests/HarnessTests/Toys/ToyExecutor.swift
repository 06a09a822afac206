import Primitives
import State

/// Transactions of a toy: transaction *i* adds *i* + 1 to slot *i* mod 4 of one contract, logs what it
/// found there, and every seventh one is reverted instead.
struct ToyExecutor: TransactionExecutor {
  static let contract = Address(truncating: Word(0xc0de))

  var transactionCount: Int
  /// What the transactions from one on do wrong, as a faulty scheduler would make it look.
  var fault: Fault?

  var beneficiary: Address { Address(truncating: Word(0xfee)) }
  var mayEraseStorage: Bool { false }

  func makeWorker(lane: Int) -> any TransactionWorker { ToyWorker(fault: fault) }
}

/// One wrong thing about one transaction.
struct Fault: Sendable, CustomStringConvertible {
  enum Kind: String, Sendable, CaseIterable {
    case droppedWrite, wrongValue, missingLog, changedLog, miscountedGas, wrongStatus, wrongFee
  }
  var kind: Kind
  var transaction: Int

  var description: String { "\(kind) at \(transaction)" }

  func plant(in effects: TransactionEffects) {
    switch kind {
    case .droppedWrite: effects.writes.removeAll()
    case .wrongValue: effects.writes.base[0].value = Word(0xbad)
    case .missingLog: effects.logs.removeAll()
    case .changedLog: effects.logs.base[0].topics.0 = Word(0xbad)
    case .miscountedGas: effects.gasUsed += 1
    case .wrongStatus: effects.status = .halted
    case .wrongFee: effects.fee = effects.fee &+ Word(1)
    }
  }
}

private final class ToyWorker: TransactionWorker {
  private let fault: Fault?

  init(fault: Fault?) { self.fault = fault }

  func execute(
    _ index: Int, reading view: any StateView, into effects: TransactionEffects
  ) throws(ReadFailure) {
    effects.clear()
    effects.gasUsed = 21_000 + UInt64(index)
    effects.fee = Word(UInt64(index))
    if index % 7 == 6 {
      effects.status = .reverted
      return
    }
    let account = view.account(ToyExecutor.contract)
    let slot = view.slot(Word(UInt64(index % 4)), of: account)
    let value = try view.value(of: slot, in: account)
    effects.writes.append(
      StateWrite(.storage, account, slot: slot, value: value &+ Word(UInt64(index + 1))))
    effects.logs.append(
      LogRecord(
        address: ToyExecutor.contract, topicCount: 1,
        topics: (value, Word.zero, Word.zero, Word.zero), dataOffset: 0, dataCount: 0))
    if let fault, fault.transaction == index { fault.plant(in: effects) }
  }
}
