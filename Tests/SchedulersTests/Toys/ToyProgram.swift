import Primitives
import State

/// One step of a toy transaction. Accounts and keys are small numbers; `accumulator` is what the
/// transaction has read so far, mixed up, so that a single stale read shows in gas, fee, logs and writes.
enum ToyStep: Sendable {
  case readSlot(Int, Int)
  /// Writes accumulator + value without having read the slot.
  case writeSlot(Int, Int, UInt64)
  /// Slot = accumulator modulo the last number: a location that depends on what was read.
  case readSlotByAccumulator(Int, Int)
  case writeSlotByAccumulator(Int, Int, UInt64)
  case addToSlot(Int, Int, UInt64)
  /// The same for a program that does not look at the value.
  case increase(Int, Int, UInt64)
  case clearSlot(Int, Int)
  /// A lock taken and released: reads, and writes nothing in the end.
  case touchSlot(Int, Int)
  case readBalance(Int)
  case readNonce(Int)
  case readCode(Int)
  /// Moves the amount, or reverts the transaction if there is not enough.
  case transfer(from: Int, to: Int, UInt64)
  /// Rejects the transaction unless the account has this nonce; then raises it.
  case useNonce(Int, UInt64)
  case raiseNonce(Int)
  case setCode(Int, UInt32)
  case erase(Int)
  /// Adds whether an account had storage, as account creation asks.
  case askStorage(Int)
  case skipIfOdd(Int)
  /// Goes on reading one slot after the other, as often as the accumulator says but at most so often.
  case wander(Int, limit: Int)
  case revert
  case revertIfOdd
  case log(UInt64)
}

/// A toy transaction: steps, and a fee that may depend on what was read.
struct ToyTransaction: Sendable {
  var steps: [ToyStep]
  var fee: UInt64 = 1
  var feeDependsOnReads = false
}

/// What a toy program runs on: plain state in the naive interpreter, a view and a write buffer in the
/// executor.
protocol ToyMachine {
  mutating func nonce(_ account: Int) throws(ReadFailure) -> UInt64
  mutating func balance(_ account: Int) throws(ReadFailure) -> Word
  mutating func code(_ account: Int) throws(ReadFailure) -> UInt32
  mutating func slot(_ account: Int, _ key: Int) throws(ReadFailure) -> Word
  mutating func hadStorage(_ account: Int) -> Bool
  mutating func setNonce(_ account: Int, _ value: UInt64)
  mutating func setBalance(_ account: Int, _ value: Word)
  mutating func setCode(_ account: Int, _ value: UInt32)
  mutating func setSlot(_ account: Int, _ key: Int, _ value: Word)
  mutating func erase(_ account: Int)

  /// Moves the amount; false if the payer does not have it.
  mutating func move(_ amount: UInt64, from payer: Int, to payee: Int) throws(ReadFailure) -> Bool
  mutating func increase(_ account: Int, _ key: Int, by amount: UInt64) throws(ReadFailure)
  /// Whether the account has this nonce.
  mutating func hasNonce(_ account: Int, _ nonce: UInt64) throws(ReadFailure) -> Bool
}

extension ToyMachine {
  mutating func increase(_ account: Int, _ key: Int, by amount: UInt64) throws(ReadFailure) {
    setSlot(account, key, try slot(account, key) &+ Word(amount))
  }

  mutating func move(_ amount: UInt64, from payer: Int, to payee: Int) throws(ReadFailure) -> Bool {
    let available = try balance(payer)
    if available < Word(amount) { return false }
    if payer == payee { return true }
    setBalance(payer, available &- Word(amount))
    setBalance(payee, try balance(payee) &+ Word(amount))
    return true
  }

  mutating func hasNonce(_ account: Int, _ nonce: UInt64) throws(ReadFailure) -> Bool {
    try self.nonce(account) == nonce
  }
}

/// How a toy program ended.
struct ToyOutcome: Hashable {
  var status = TransactionStatus.success
  var gasUsed: UInt64 = 0
  var fee: UInt64 = 0
  var rejection: UInt16 = 0
  var logs: [UInt64] = []
}

extension ToyTransaction {
  func run(on machine: inout some ToyMachine) throws(ReadFailure) -> ToyOutcome {
    var outcome = ToyOutcome()
    var accumulator: UInt64 = 0
    var next = 0
    func mix(_ value: UInt64) { accumulator = (accumulator &* 31 &+ value) % 1_000_003 }
    while next < steps.count, outcome.status == .success {
      let step = steps[next]
      next += 1
      switch step {
      case .readSlot(let a, let k): mix(try machine.slot(a, k).l0)
      case .writeSlot(let a, let k, let v): machine.setSlot(a, k, Word(accumulator &+ v))
      case .readSlotByAccumulator(let a, let m):
        mix(try machine.slot(a, Int(accumulator) % m).l0)
      case .writeSlotByAccumulator(let a, let m, let v):
        machine.setSlot(a, Int(accumulator) % m, Word(accumulator &+ v))
      case .addToSlot(let a, let k, let v):
        let value = try machine.slot(a, k).l0
        mix(value)
        machine.setSlot(a, k, Word(value &+ v))
      case .increase(let a, let k, let v): try machine.increase(a, k, by: v)
      case .clearSlot(let a, let k): machine.setSlot(a, k, Word(0))
      case .touchSlot(let a, let k):
        let value = try machine.slot(a, k)
        machine.setSlot(a, k, value &+ Word(1))
        machine.setSlot(a, k, value)
        mix(value.l0)
      case .readBalance(let a): mix(try machine.balance(a).l0)
      case .readNonce(let a): mix(try machine.nonce(a))
      case .readCode(let a): mix(UInt64(try machine.code(a)))
      case .transfer(let from, let to, let amount):
        if try !machine.move(amount, from: from, to: to) { outcome.status = .reverted }
      case .useNonce(let a, let expected):
        if try machine.hasNonce(a, expected) {
          machine.setNonce(a, expected + 1)
        } else {
          outcome.status = .rejected
        }
      case .raiseNonce(let a): machine.setNonce(a, try machine.nonce(a) &+ 1)
      case .setCode(let a, let code): machine.setCode(a, code)
      case .erase(let a): machine.erase(a)
      case .askStorage(let a): mix(machine.hadStorage(a) ? 2 : 1)
      case .skipIfOdd(let count): if accumulator % 2 == 1 { next += count }
      case .wander(let a, let limit):
        for key in 0..<min(Int(accumulator) % (limit + 1), limit) {
          mix(try machine.slot(a, key).l0)
        }
      case .revert: outcome.status = .reverted
      case .revertIfOdd: if accumulator % 2 == 1 { outcome.status = .reverted }
      case .log(let value): outcome.logs.append(value &+ accumulator)
      }
    }
    outcome.gasUsed = outcome.status == .rejected ? 0 : 21_000 + accumulator % 1000
    outcome.rejection = outcome.status == .rejected ? 7 : 0
    if outcome.status != .rejected {
      outcome.fee = fee + (feeDependsOnReads ? accumulator % 5 : 0)
    }
    if outcome.status != .success { outcome.logs = [] }
    return outcome
  }
}
