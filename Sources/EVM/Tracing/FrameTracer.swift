import Primitives
import State

/// Makes steps of what the interpreter announces.
///
/// An instruction's price is known when the next thing happens: the next instruction, a callee's first,
/// or the frame's end. Until then its step is pending. Used by one thread at a time.
final class FrameTracer {
  private let tracer: any ExecutionTracer
  private let contents: TraceContents
  private let table: InstructionTable
  /// Only transactions are traced: system calls run the same code.
  private var isInTransaction = false
  private var pending: PendingStep?
  /// How the transaction's own frame ended, if there was one.
  private var outermost: (halt: Halt, output: [UInt8])?

  private struct PendingStep {
    var step: TraceStep
    var frame: UnsafeMutablePointer<Frame>
    /// The part of its price that the block's header charges.
    var constantGas: Int64
  }

  /// In ``Frame/gas`` while an instruction runs that has called nobody yet.
  private static var unset: Int64 { .min }

  init(_ tracer: any ExecutionTracer, _ table: InstructionTable) {
    self.tracer = tracer
    self.table = table
    contents = tracer.contents
  }

  func beginTransaction(_ index: Int) {
    isInTransaction = true
    pending = nil
    outermost = nil
    tracer.transactionBegan(index)
  }

  /// An instruction is about to run in `frame`.
  func note(
    _ instruction: UnsafePointer<Instruction>, in frame: UnsafeMutablePointer<Frame>,
    _ host: UnsafeMutablePointer<Host>, top: UnsafeMutablePointer<Word>, gas: Int64
  ) {
    guard isInTransaction else { return }
    settle(host) { pending in
      // The same frame goes on, or one that it called begins.
      let kept = pending.frame.pointee.gas
      return kept == Self.unset ? gas : kept
    }
    frame.pointee.gas = Self.unset
    pending = PendingStep(
      step: step(instruction.pointee, frame.pointee, host, top, gas), frame: frame,
      constantGas: Int64(instruction[1].a))
  }

  /// `frame` has halted.
  func leave(_ frame: UnsafeMutablePointer<Frame>, _ host: UnsafeMutablePointer<Host>) {
    guard isInTransaction else { return }
    let halt = frame.pointee.halt
    if pending?.frame == frame {
      pending?.step.error = halt.errorText
      settle(host) { $0.frame.pointee.gas }
    }
    if frame.pointee.depth == 0 {
      let output = UnsafeBufferPointer(
        start: frame.pointee.output, count: frame.pointee.outputCount)
      outermost = (halt, halt == .returned || halt == .reverted ? Array(output) : [])
    }
  }

  func endTransaction(
    _ transaction: PreparedTransaction, _ effects: TransactionEffects,
    _ host: UnsafeMutablePointer<Host>
  ) {
    isInTransaction = false
    if effects.status == .rejected { return }
    let returned = UnsafeBufferPointer(
      start: host.pointee.returnData, count: host.pointee.returnDataCount)
    let gas = transaction.gasLimit &- transaction.intrinsicGas
    tracer.transactionEnded(
      TraceOutcome(
        output: effects.status == .halted ? [] : outermost?.output ?? Array(returned),
        gasUsed: gas &- host.pointee.gasLeft,
        error: errorText(effects.status, isCreation: transaction.isCreation)))
  }

  private func errorText(_ status: TransactionStatus, isCreation: Bool) -> String? {
    switch status {
    case .success, .rejected: return nil
    case .reverted: return Halt.reverted.errorText
    case .halted:
      if let outermost { return outermost.halt.errorText ?? "code cannot be deployed" }
      return isCreation ? Halt.createCollision.errorText : "precompile failed"
    }
  }

  /// Tells the pending step, if there is one; `left` says what gas its instruction left.
  private func settle(_ host: UnsafeMutablePointer<Host>, left: (PendingStep) -> Int64) {
    guard var settled = pending else { return }
    pending = nil
    let isFailure = settled.step.error != nil && settled.step.opcode != 0xfd
    settled.step.gasCost = isFailure ? settled.constantGas : settled.step.gas &- left(settled)
    if settled.step.opcode == 0x55 || settled.step.opcode == 0xff {
      settled.step.refund = host.pointee.journal.refund
    }
    tracer.step(settled.step)
  }

  private func step(
    _ announcement: Instruction, _ frame: Frame, _ host: UnsafeMutablePointer<Host>,
    _ top: UnsafeMutablePointer<Word>, _ gas: Int64
  ) -> TraceStep {
    let opcode = UInt8(truncatingIfNeeded: announcement.a)
    let memory = UnsafeBufferPointer(start: frame.memory, count: frame.memorySize)
    let stack = UnsafeBufferPointer(start: frame.stack, count: top + 1 - frame.stack)
    let returned = UnsafeBufferPointer(
      start: host.pointee.returnData, count: host.pointee.returnDataCount)
    return TraceStep(
      programCounter: Int(truncatingIfNeeded: announcement.immediate), opcode: opcode,
      name: table.name(ofOpcode: opcode), gas: gas, gasCost: 0, memorySize: frame.memorySize,
      memory: contents.memory ? Array(memory) : nil, stack: contents.stack ? Array(stack) : nil,
      returnData: contents.returnData ? Array(returned) : nil, depth: Int(frame.depth) + 1,
      refund: host.pointee.journal.refund)
  }
}

extension Halt {
  /// What traces call it; nil for a good end.
  fileprivate var errorText: String? {
    switch self {
    case .none, .stopped, .returned, .destroyed: nil
    case .reverted: "execution reverted"
    case .outOfGas: "out of gas"
    case .stackUnderflow: "stack underflow"
    case .stackOverflow: "stack overflow"
    case .invalidJump: "invalid jump destination"
    case .invalidInstruction: "invalid opcode"
    case .staticViolation: "write protection"
    case .returnDataOutOfBounds: "return data out of bounds"
    case .invalidCode: "invalid code: must not begin with 0xef"
    case .codeTooLarge: "code too large"
    case .createCollision: "contract address collision"
    case .suspended: "suspended"
    }
  }
}
