import Primitives
import State

extension Host {
  // These four only hand on the host's address: see ``address``.

  @inline(never)
  mutating func call(
    _ sp: UnsafeMutablePointer<Word>, _ frame: UnsafeMutablePointer<Frame>, _ gas: Int64,
    _ view: any StateView
  ) -> Int64 { Host.send(.call, from: address, sp, frame, gas, view) }

  @inline(never)
  mutating func callCode(
    _ sp: UnsafeMutablePointer<Word>, _ frame: UnsafeMutablePointer<Frame>, _ gas: Int64,
    _ view: any StateView
  ) -> Int64 { Host.send(.callCode, from: address, sp, frame, gas, view) }

  @inline(never)
  mutating func delegateCall(
    _ sp: UnsafeMutablePointer<Word>, _ frame: UnsafeMutablePointer<Frame>, _ gas: Int64,
    _ view: any StateView
  ) -> Int64 { Host.send(.delegateCall, from: address, sp, frame, gas, view) }

  @inline(never)
  mutating func staticCall(
    _ sp: UnsafeMutablePointer<Word>, _ frame: UnsafeMutablePointer<Frame>, _ gas: Int64,
    _ view: any StateView
  ) -> Int64 { Host.send(.staticCall, from: address, sp, frame, gas, view) }

  enum CallKind { case call, callCode, delegateCall, staticCall }

  /// Operands: gas, address, value (CALL and CALLCODE only), offset and size of the input, offset and
  /// size of the room for the output. Inlined into each kind, so that `kind` is a constant.
  @inline(__always)
  private static func send(
    _ kind: CallKind, from host: UnsafeMutablePointer<Host>, _ sp: UnsafeMutablePointer<Word>,
    _ frame: UnsafeMutablePointer<Frame>, _ gas: Int64, _ view: any StateView
  ) -> Int64 {
    let takesValue = kind == .call || kind == .callCode
    let rest = takesValue ? sp - 3 : sp - 2
    let value = takesValue ? sp[-2] : .zero
    let moves = takesValue && !value.isZero
    if kind == .call && moves && frame.pointee.isStatic { return host.pointee.violation(frame) }
    var left = frame.pointee.touchMemory(rest[0], rest[-1], gas: gas)
    if left < 0 { return -1 }
    left = frame.pointee.touchMemory(rest[-2], rest[-3], gas: left)
    if left < 0 { return -1 }
    let target: Int32
    (target, left) = host.pointee.access(sp[-1], left, view)
    if left < 0 { return -1 }
    do throws(ReadFailure) {
      if moves {
        left = try host.pointee.chargeValue(to: kind == .call ? target : nil, left, view)
        if left < 0 { return -1 }
      } else if kind == .call && _slowPath(!host.pointee.rules.clearsEmptyAccounts) {
        left = try host.pointee.chargeNewAccount(target, left, view)
        if left < 0 { return -1 }
      }
      var codeAccount = target
      if host.pointee.rules.hasDelegations {
        (codeAccount, left) = try host.pointee.codeAccount(of: target, left, view)
        if left < 0 { return -1 }
      }
      // All but one 64th of what is left, at most (EIP-150); before, all of it, and no less than asked.
      let available = left &- left &>> host.pointee.rules.gas.reservedShift
      let wanted = sp[0]
      var childGas = available
      if wanted.fitsInOneLimb && wanted.l0 < UInt64(bitPattern: available) {
        childGas = Int64(bitPattern: wanted.l0)
      } else if _slowPath(!host.pointee.rules.capsCallGas)
        && wanted != Word(UInt64(bitPattern: available))
      {
        return -1
      }
      left &-= childGas
      frame.pointee.gas = left
      if moves { childGas &+= host.pointee.rules.gas.callStipend }
      host.pointee.returnDataCount = 0
      var isAllowed = frame.pointee.depth < depthLimit
      if isAllowed && moves {
        isAllowed = try host.pointee.journal.balance(frame.pointee.account, view) >= value
      }
      guard isAllowed else {
        rest[-3] = .zero
        return left &+ childGas
      }
      let outcome = try execute(kind, host, sp, frame, target, codeAccount, childGas, view)
      if outcome.isStopped {
        frame.pointee.halt = .suspended
        return -1
      }
      let room = rest[-3]
      host.pointee.copyReturnData(to: frame, at: rest[-2], room)
      rest[-3] = Word(outcome.succeeded)
      return left &+ outcome.gas
    } catch { return host.pointee.suspend(frame, error) }
  }

  /// The gas left after paying for sending value, and for the new account if `payee` is none yet
  /// (EIP-161).
  @inline(never)
  private mutating func chargeValue(
    to payee: Int32?, _ gas: Int64, _ view: any StateView
  ) throws(ReadFailure) -> Int64 {
    let left = gas &- rules.gas.callValue
    guard left >= 0, let payee else { return left }
    if !rules.clearsEmptyAccounts { return try chargeNewAccount(payee, left, view) }
    if journal.hasContent(payee) { return left }
    if _slowPath(journal.takesCredits) {
      return try journal.isEmpty(payee, view) ? left &- rules.gas.newAccount : left
    }
    // The code is needed anyway, and so is the balance, to be added to.
    if try journal.code(payee, view) != .empty { return left }
    if try !journal.balance(payee, view).isZero { return left }
    return try journal.nonce(payee, view) != 0 ? left : left &- rules.gas.newAccount
  }

  /// The gas left after paying for the account that the call makes, even without value: before EIP-161.
  @inline(never)
  private mutating func chargeNewAccount(
    _ payee: Int32, _ gas: Int64, _ view: any StateView
  ) throws(ReadFailure) -> Int64 {
    try journal.exists(payee, view) ? gas : gas &- rules.gas.newAccount
  }

  /// Gives the caller as much of what was returned as it has room for.
  @inline(__always)
  private func copyReturnData(
    to frame: UnsafeMutablePointer<Frame>, at offset: Word, _ room: Word
  ) {
    let count = min(Int(truncatingIfNeeded: room.l0), returnDataCount)
    if count == 0 { return }
    (frame.pointee.memory + Int(truncatingIfNeeded: offset.l0))
      .update(from: returnData, count: count)
  }

  struct CallOutcome {
    var gas: Int64
    var succeeded: Bool
    /// The attempt cannot go on.
    var isStopped = false
  }

  @inline(__always)
  private static func execute(
    _ kind: CallKind, _ host: UnsafeMutablePointer<Host>, _ sp: UnsafeMutablePointer<Word>,
    _ frame: UnsafeMutablePointer<Frame>, _ target: Int32, _ codeAccount: Int32, _ gas: Int64,
    _ view: any StateView
  ) throws(ReadFailure) -> CallOutcome {
    let takesValue = kind == .call || kind == .callCode
    let input = takesValue ? sp - 3 : sp - 2
    let inputStart =
      input[-1].isZero
      ? frame.pointee.memory : frame.pointee.memory + Int(truncatingIfNeeded: input[0].l0)
    let inputCount = Int(truncatingIfNeeded: input[-1].l0)
    let to = Address(truncating: sp[-1])
    let value = takesValue ? sp[-2] : Word.zero
    let payee: Int32? = kind == .call || kind == .staticCall ? target : nil
    if _slowPath(host.pointee.rules.precompiles.contains(to)), codeAccount == target {
      return try host.pointee.callPrecompile(
        to, UnsafeRawBufferPointer(start: inputStart, count: inputCount), gas, value,
        from: frame.pointee.account, to: payee, view)
    }
    let code = try host.pointee.journal.code(codeAccount, view)
    if code == .empty {
      if let payee {
        try host.pointee.journal.transfer(value, from: frame.pointee.account, to: payee, view)
        host.pointee.journal.touch(payee)
      }
      return CallOutcome(gas: gas, succeeded: true)
    }
    let keepsContext = kind == .callCode || kind == .delegateCall
    var child = Frame(
      code: host.pointee.analysed(code), stack: frame.pointee.stackTop,
      memory: frame.pointee.memory + frame.pointee.memorySize,
      memoryCapacity: frame.pointee.memoryCapacity &- frame.pointee.memorySize, gas: gas,
      input: UnsafePointer(inputStart), inputCount: inputCount,
      account: keepsContext ? frame.pointee.account : target, depth: frame.pointee.depth &+ 1,
      isStatic: kind == .staticCall || frame.pointee.isStatic,
      address: keepsContext ? frame.pointee.address : to,
      caller: kind == .delegateCall ? frame.pointee.caller : frame.pointee.address,
      value: kind == .delegateCall ? frame.pointee.value : value,
      output: UnsafePointer(frame.pointee.memory), stackTop: frame.pointee.stackTop)
    return withUnsafeMutablePointer(to: &child) { child in
      run(host, child, payer: payee == nil ? nil : frame.pointee.account, view)
      return CallOutcome(
        gas: child.pointee.gas, succeeded: child.pointee.halt.isSuccess,
        isStopped: child.pointee.halt == .suspended)
    }
  }

  /// A call to a precompile; see ``CallOutcome``.
  @inline(never)
  mutating func callPrecompile(
    _ address: Address, _ input: UnsafeRawBufferPointer, _ gas: Int64, _ value: Word,
    from payer: Int32, to payee: Int32?, _ view: any StateView
  ) throws(ReadFailure) -> CallOutcome {
    let snapshot = snapshot()
    if let payee {
      try journal.transfer(value, from: payer, to: payee, view)
      journal.touch(payee)
    }
    let left = runPrecompile(UInt16(truncatingIfNeeded: address.low), input, gas)
    if left >= 0 { return CallOutcome(gas: left, succeeded: true) }
    revert(to: snapshot)
    returnDataCount = 0
    return CallOutcome(gas: 0, succeeded: false, isStopped: isInterrupted)
  }
}
