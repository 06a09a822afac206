import Primitives

/// Hears of every instruction of every transaction that an ``EVMEngine`` with it executes.
///
/// Called on the thread that executes, and by one thread at a time as long as transactions are executed
/// in order: a scheduler that speculates would have each attempt traced.
public protocol ExecutionTracer: AnyObject, Sendable {
  /// What steps shall carry. Asked once an engine.
  var contents: TraceContents { get }

  /// Transaction `index` of the block begins. A transaction that is rejected has no step and no end.
  func transactionBegan(_ index: Int)

  /// An instruction has been executed as far as its own price goes: a call's step comes before those of
  /// the callee, as it does in other clients' traces.
  func step(_ step: TraceStep)

  /// The transaction that began last has ended.
  func transactionEnded(_ outcome: TraceOutcome)
}

/// What to copy at every step beside what is always there.
public struct TraceContents: Hashable, Sendable {
  public var stack: Bool
  /// The frame's whole memory, at every step.
  public var memory: Bool
  /// What the last call returned.
  public var returnData: Bool

  public init(stack: Bool = true, memory: Bool = false, returnData: Bool = false) {
    self.stack = stack
    self.memory = memory
    self.returnData = returnData
  }
}

/// One instruction of a traced transaction, in the terms of EIP-3155.
public struct TraceStep: Hashable, Sendable {
  /// Its place in the code that runs; the code's length for the STOP that follows all code.
  public var programCounter: Int
  public var opcode: UInt8
  /// The mnemonic, or words for an opcode that the fork does not know.
  public var name: String
  /// What the frame had left before it.
  public var gas: Int64
  /// What it took. Of a call also what the callee was given, but not the stipend, and of a creation not,
  /// as geth and the executable specification count. Where ``error`` says that it failed, the part of
  /// its price that does not depend on operands; the frame loses all its gas then.
  public var gasCost: Int64
  /// Bytes of memory before it.
  public var memorySize: Int
  /// Memory before it, if asked for.
  public var memory: [UInt8]?
  /// Operands before it, the top one last, if asked for.
  public var stack: [Word]?
  /// What the last call before it returned, if asked for.
  public var returnData: [UInt8]?
  /// Frames in progress: 1 for the transaction's own.
  public var depth: Int
  /// The refund counter; after an SSTORE or SELFDESTRUCT, before anything else.
  public var refund: Int64
  /// Why the frame halted here, where it did not end well.
  public var error: String?

  public init(
    programCounter: Int, opcode: UInt8, name: String, gas: Int64, gasCost: Int64, memorySize: Int,
    memory: [UInt8]? = nil, stack: [Word]? = nil, returnData: [UInt8]? = nil, depth: Int,
    refund: Int64, error: String? = nil
  ) {
    self.programCounter = programCounter
    self.opcode = opcode
    self.name = name
    self.gas = gas
    self.gasCost = gasCost
    self.memorySize = memorySize
    self.memory = memory
    self.stack = stack
    self.returnData = returnData
    self.depth = depth
    self.refund = refund
    self.error = error
  }
}

/// How a traced transaction ended.
public struct TraceOutcome: Hashable, Sendable {
  /// What the transaction's call returned, or the code that its creation deployed.
  public var output: [UInt8]
  /// Gas of the instructions: without the intrinsic gas, before refunds.
  public var gasUsed: Int64
  /// Why it failed, if it did.
  public var error: String?

  public init(output: [UInt8], gasUsed: Int64, error: String? = nil) {
    self.output = output
    self.gasUsed = gasUsed
    self.error = error
  }
}
