import Primitives
import State

extension Host {
  /// Runs a frame whose code is set, moving its value from `payer` first where there is one. When it
  /// ends without success everything it did is taken back; its output becomes the return data.
  static func run(
    _ host: UnsafeMutablePointer<Host>, _ frame: UnsafeMutablePointer<Frame>, payer: Int32?,
    _ view: any StateView
  ) {
    let snapshot = host.pointee.snapshot()
    if let payer, !host.pointee.pay(frame, payer, view) { return }
    host.pointee.returnDataCount = 0
    interpret(frame, host, view)
    host.pointee.end(frame, snapshot)
  }

  /// Moves the frame's value to its account; false where a read failed.
  @inline(__always)
  mutating func pay(
    _ frame: UnsafeMutablePointer<Frame>, _ payer: Int32, _ view: any StateView
  ) -> Bool {
    do throws(ReadFailure) {
      try journal.transfer(frame.pointee.value, from: payer, to: frame.pointee.account, view)
    } catch {
      _ = suspend(frame, error)
      return false
    }
    journal.touch(frame.pointee.account)
    return true
  }

  /// What follows when a frame has halted.
  @inline(__always)
  mutating func end(_ frame: UnsafeMutablePointer<Frame>, _ snapshot: Snapshot) {
    switch frame.pointee.halt {
    case .stopped, .destroyed:
      returnDataCount = 0
    case .returned:
      setReturnData(frame.pointee.output, frame.pointee.outputCount)
    case .reverted:
      setReturnData(frame.pointee.output, frame.pointee.outputCount)
      revert(to: snapshot)
    case .suspended:
      break
    default:
      returnDataCount = 0
      revert(to: snapshot)
    }
  }

  /// Copies what a callee returns: the memory it lies in is the caller's to grow into.
  @inline(__always)
  mutating func setReturnData(_ bytes: UnsafePointer<UInt8>, _ count: Int) {
    returnDataCount = count
    if count == 0 { return }
    returnBytes.removeAll()
    returnBytes.append(copying: bytes, count: count)
    returnData = UnsafePointer(returnBytes.base)
  }

  /// Runs init code in a frame whose code is set and deploys what it returns (yellow paper, 7).
  /// The new account's nonce and code must have been read. Success leaves no return data.
  static func runCreation(
    _ host: UnsafeMutablePointer<Host>, _ frame: UnsafeMutablePointer<Frame>, payer: Int32,
    _ view: any StateView
  ) {
    let snapshot = host.pointee.snapshot()
    let account = frame.pointee.account
    host.pointee.journal.markCreated(account)
    host.pointee.journal.setNonce(account, host.pointee.rules.contractNonce)
    if !host.pointee.pay(frame, payer, view) { return }
    host.pointee.returnDataCount = 0
    interpret(frame, host, view)
    if frame.pointee.halt.isSuccess { host.pointee.deploy(frame) }
    host.pointee.end(frame, snapshot)
    if frame.pointee.halt != .reverted { host.pointee.returnDataCount = 0 }
  }

  /// Makes the output of init code the account's code, or halts the frame: EIP-3541, EIP-170, and 200
  /// gas a byte (without which Frontier left the account as it was, EIP-2).
  private mutating func deploy(_ frame: UnsafeMutablePointer<Frame>) {
    let count = frame.pointee.halt == .returned ? frame.pointee.outputCount : 0
    if count == 0 { return }
    let output = frame.pointee.output
    if output[0] == 0xef && rules.refusesEFCode { return fail(frame, .invalidCode) }
    let cost = rules.gas.codeDepositByte &* Int64(truncatingIfNeeded: count)
    if cost > frame.pointee.gas {
      return rules.requiresCodeDeposit ? fail(frame, .outOfGas) : ()
    }
    if count > rules.maximumCode { return fail(frame, .codeTooLarge) }
    frame.pointee.gas &-= cost
    let code = codeStore._withUnsafeGuaranteedRef {
      $0.intern(UnsafeRawBufferPointer(start: output, count: count))
    }
    journal.setCode(frame.pointee.account, code)
  }

  private func fail(_ frame: UnsafeMutablePointer<Frame>, _ halt: Halt) {
    frame.pointee.halt = halt
    frame.pointee.gas = 0
  }
}
