import Primitives
import State

/// Transactions whose accesses a test writes down as a function of transaction and state.
struct ScriptedExecutor: TransactionExecutor {
  typealias Read = (Address, Word) throws(ReadFailure) -> Word
  typealias Write = (Address, Word, Word) -> Void
  typealias Script = @Sendable (Transaction, Read, Write) throws(ReadFailure) -> Void

  let list: [Transaction]
  let script: Script

  var transactionCount: Int { list.count }
  var beneficiary: Address { Address(truncating: Word(0xbe)) }
  var mayEraseStorage: Bool { false }
  var transactions: [Transaction]? { list }
  func makeWorker(lane: Int) -> any TransactionWorker { Worker(self) }

  private final class Worker: TransactionWorker {
    let executor: ScriptedExecutor
    init(_ executor: ScriptedExecutor) { self.executor = executor }

    func execute(
      _ index: Int, reading view: any StateView, into effects: TransactionEffects
    ) throws(ReadFailure) {
      effects.clear()
      effects.gasUsed = 50_000
      let transaction = executor.list[index]
      let sender = view.account(transaction.sender)
      let nonce = try view.nonce(of: sender)
      _ = try view.balance(of: sender)
      effects.writes.append(StateWrite(.nonce, sender, value: Word(nonce &+ 1)))
      if let target = transaction.to { _ = try view.code(of: view.account(target)) }
      try executor.script(
        transaction,
        { (address, key) throws(ReadFailure) in
          let account = view.account(address)
          return try view.value(of: view.slot(key, of: account), in: account)
        },
        { address, key, value in
          let account = view.account(address)
          effects.writes.append(
            StateWrite(.storage, account, slot: view.slot(key, of: account), value: value))
        })
    }
  }
}

/// A transaction to `target` with a selector and words.
func call(
  _ target: Address?, from sender: Int, selector: UInt32 = 0xa905_9cbb, _ arguments: [Word] = [],
  tail: [UInt8] = [], value: Word = .zero
) -> Transaction {
  var input = (0..<4).map { UInt8(truncatingIfNeeded: selector >> (24 - 8 * UInt32($0))) }
  for argument in arguments { input += argument.bigEndianBytes }
  return Transaction(
    kind: .dynamicFee, sender: Address(truncating: account(sender)), chainID: 1, nonce: 0,
    gasLimit: 100_000, maxFeePerGas: Word(1), maxPriorityFeePerGas: Word(1), to: target,
    value: value,
    input: input + tail)
}

/// An account's address as a word: nothing that could be a number.
func account(_ number: Int) -> Word {
  Word(Address(truncating: keccak256(Word(UInt64(number) + 1_000_000)).word))
}
