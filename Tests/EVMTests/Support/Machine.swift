import Primitives
import State

@testable import EVM

/// A state, an engine and a block environment to run single transactions in.
struct Machine {
  let state: WorldState
  let engine: EVMEngine
  var environment = BlockEnvironment()

  static let sender = Address(high: 0x1000_0000, middle: 0, low: 1)
  static let contract = Address(high: 0xc0de_0000, middle: 0, low: 1)
  static let other = Address(high: 0xc0de_0000, middle: 0, low: 2)
  static let beneficiary = Address(high: 0xfee0_0000, middle: 0, low: 1)

  init(
    _ allocation: Allocation, fork: Fork = .cancun, tracer: (any ExecutionTracer)? = nil
  ) {
    state = WorldState(allocation)
    engine = EVMEngine(rules: ForkRules(fork), codeStore: state.codeStore, tracer: tracer)
    environment.number = 300
    environment.beneficiary = Self.beneficiary
  }

  /// A machine whose contract has this code; the sender has 10¹⁸ wei.
  init(
    code: [UInt8], storage: [Word: Word] = [:], balance: Word = 0, fork: Fork = .cancun,
    others: Allocation = [:], tracer: (any ExecutionTracer)? = nil
  ) {
    var allocation = others
    allocation[Self.sender] = account(balance: 1_000_000_000_000_000_000)
    allocation[Self.contract] = account(
      balance: balance, nonce: 1, code: code, storage: storage)
    self.init(allocation, fork: fork, tracer: tracer)
  }

  /// A call of the contract with a million gas at a price of zero, valid in every fork.
  static func call() -> Transaction {
    Transaction(
      kind: .legacy, sender: sender, chainID: nil, nonce: 0, gasLimit: 1_000_000,
      maxFeePerGas: 0, maxPriorityFeePerGas: 0, to: contract, value: 0, input: [])
  }

  /// What the transaction would do. Reads the machine's state unless told another view.
  func attempt(
    _ transaction: Transaction = call(), reading view: (any StateView)? = nil
  ) throws(ReadFailure) -> TransactionEffects {
    let block = Block(header: BlockHeader(), transactions: [transaction])
    let executor = EVMExecutor(engine: engine, block: block, environment: environment)
    let effects = TransactionEffects()
    try executor.makeWorker(lane: 0).execute(
      0, reading: view ?? CommittedView(state), into: effects)
    return effects
  }

  /// Runs the transaction and leaves the state as it leaves it.
  @discardableResult
  func run(_ transaction: Transaction = call()) throws -> TransactionEffects {
    let effects = try attempt(transaction)
    for i in 0..<effects.writes.count { state.apply(effects.writes[i]) }
    state.credit(effects.fee, to: state.reference(environment.beneficiary))
    return effects
  }

  /// The refund counter as the last transaction left it, before the cap.
  var refundCounter: Int64 { engine.host(lane: 0).pointer.pointee.journal.refund }

  /// Gas of the instructions of a call without input.
  func executionGas(_ transaction: Transaction = call()) throws -> UInt64 {
    let effects = try attempt(transaction)
    return effects.gasUsed + effects.gasRefunded
      - UInt64(engine.rules.intrinsicGas(of: transaction))
  }

  func record(_ address: Address) -> AccountRecord { state.record(state.reference(address)) }

  func value(_ key: Word, of address: Address = contract) -> Word {
    state.record(state.reference(key, of: state.reference(address))).value
  }
}

func account(
  balance: Word = 0, nonce: UInt64 = 0, code: [UInt8] = [], storage: [Word: Word] = [:]
) -> AccountAllocation {
  AccountAllocation(balance: balance, nonce: nonce, code: code, storage: storage)
}

extension Assembly {
  static func push(_ address: Address) -> [UInt8] {
    [0x73]
      + withUnsafeTemporaryAllocation(byteCount: 32, alignment: 8) { buffer in
        if let base = buffer.baseAddress { Word(address).storeBigEndian(to: base) }
        return Array(buffer[12..<32])
      }
  }

  /// SSTORE of the top operand at `key`.
  static func store(at key: UInt64) -> [UInt8] { push(key) + [0x55] }

  /// CALL without input and output; leaves whether it succeeded.
  static func call(_ target: Address, value: UInt64 = 0, gas: UInt64 = 100_000) -> [UInt8] {
    push(0) + push(0) + push(0) + push(0) + push(value) + push(target) + push(gas) + [0xf1]
  }

  /// Init code that deploys `code`, at most 32 bytes, as a word to store and return the end of.
  static func deploying(_ code: [UInt8]) -> [UInt8] {
    [0x5f + UInt8(code.count)] + code + push(0) + [0x52] + push(UInt64(code.count))
      + push(UInt64(32 - code.count)) + [0xf3]
  }

  /// CREATE (or CREATE2 with salt 0) of init code of at most 32 bytes; leaves the address.
  static func create(_ initCode: [UInt8], salted: Bool = false, value: UInt64 = 0) -> [UInt8] {
    [0x5f + UInt8(initCode.count)] + initCode + push(0) + [0x52] + (salted ? push(0) : [])
      + push(UInt64(initCode.count)) + push(UInt64(32 - initCode.count)) + push(value)
      + [salted ? 0xf5 : 0xf0]
  }
}
