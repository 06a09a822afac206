import Primitives
import State

extension Host {
  /// Runs the transaction's call or creation.
  @inline(__always)
  static func runMessage(
    _ transaction: PreparedTransaction, _ host: UnsafeMutablePointer<Host>,
    _ sender: Int32, _ view: any StateView
  ) throws(ReadFailure) -> MessageOutcome {
    let gas = transaction.gasLimit &- transaction.intrinsicGas
    if transaction.isCreation {
      return try runCreation(transaction, host, sender, gas, view)
    }
    let to = transaction.to
    let target = host.pointee.journal.number(of: to, view)
    _ = host.pointee.journal.warm(target)
    if _slowPath(host.pointee.rules.precompiles.contains(to)) {
      let input = UnsafeRawBufferPointer(
        start: transaction.input, count: transaction.inputCount)
      let outcome = try host.pointee.callPrecompile(
        to, input, gas, transaction.value, from: sender, to: target, view)
      return MessageOutcome(
        status: outcome.succeeded ? .success : .halted, gasLeft: outcome.gas)
    }
    var code = try host.pointee.journal.code(target, view)
    if _slowPath(host.pointee.rules.hasDelegations),
      let delegate = try host.pointee.delegate(of: target, view)
    {
      _ = host.pointee.journal.warm(delegate)
      code = try host.pointee.journal.code(delegate, view)
    }
    if code == .empty {
      try host.pointee.journal.transfer(
        transaction.value, from: sender, to: target, view)
      host.pointee.journal.touch(target)
      return MessageOutcome(status: .success, gasLeft: gas)
    }
    var frame = host.pointee.outermostFrame(
      transaction, host.pointee.analysed(code), account: target, address: to, gas: gas)
    return withUnsafeMutablePointer(to: &frame) { frame in
      run(host, frame, payer: sender, view)
      return MessageOutcome(frame.pointee)
    }
  }

  @inline(never)
  private static func runCreation(
    _ transaction: PreparedTransaction, _ host: UnsafeMutablePointer<Host>,
    _ sender: Int32, _ gas: Int64, _ view: any StateView
  ) throws(ReadFailure) -> MessageOutcome {
    let address = Address.created(
      by: transaction.sender, nonce: transaction.nonce)
    let account = host.pointee.journal.number(of: address, view)
    _ = host.pointee.journal.warm(account)
    if try host.pointee.collides(account, view) {
      return MessageOutcome(status: .halted, gasLeft: 0)
    }
    let code = host.pointee.analyse(
      UnsafeRawBufferPointer(
        start: transaction.input, count: transaction.inputCount))
    defer { AnalysedCode.destroy(code) }
    var frame = host.pointee.outermostFrame(
      transaction, code, account: account, address: address, gas: gas)
    frame.inputCount = 0
    return withUnsafeMutablePointer(to: &frame) { frame in
      runCreation(host, frame, payer: sender, view)
      return MessageOutcome(frame.pointee)
    }
  }

  @inline(__always)
  func outermostFrame(
    _ transaction: PreparedTransaction, _ code: UnsafePointer<AnalysedCode>,
    account: Int32, address: Address, gas: Int64
  ) -> Frame {
    let memory = memorySlab.base.assumingMemoryBound(to: UInt8.self)
    let stack = stackSlab.base.assumingMemoryBound(to: Word.self)
    return Frame(
      code: code, stack: stack, memory: memory, memoryCapacity: memorySlab.byteCount, gas: gas,
      input: transaction.input, inputCount: transaction.inputCount,
      account: account, depth: 0, isStatic: false, address: address,
      caller: transaction.sender, value: transaction.value,
      output: UnsafePointer(memory), stackTop: stack)
  }
}

extension MessageOutcome {
  init(_ frame: Frame) {
    gasLeft = frame.gas
    status =
      frame.halt.isSuccess ? .success : frame.halt == .reverted ? .reverted : .halted
  }
}
