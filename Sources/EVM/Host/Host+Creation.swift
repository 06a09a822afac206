import Primitives
import State

extension Host {
  // These two only hand on the host's address: see ``address``.

  @inline(never)
  mutating func create(
    _ sp: UnsafeMutablePointer<Word>, _ frame: UnsafeMutablePointer<Frame>, _ gas: Int64,
    _ view: any StateView
  ) -> Int64 { Host.create(from: address, sp, frame, gas, view, salted: false) }

  @inline(never)
  mutating func create2(
    _ sp: UnsafeMutablePointer<Word>, _ frame: UnsafeMutablePointer<Frame>, _ gas: Int64,
    _ view: any StateView
  ) -> Int64 { Host.create(from: address, sp, frame, gas, view, salted: true) }

  /// Operands: value, offset and size of the init code, and CREATE2's salt.
  private static func create(
    from host: UnsafeMutablePointer<Host>, _ sp: UnsafeMutablePointer<Word>,
    _ frame: UnsafeMutablePointer<Frame>, _ gas: Int64, _ view: any StateView, salted: Bool
  ) -> Int64 {
    if frame.pointee.isStatic { return host.pointee.violation(frame) }
    var left = host.pointee.chargeInitCode(sp, frame, gas, salted: salted)
    if left < 0 { return -1 }
    frame.pointee.gas = left
    let result = salted ? sp - 3 : sp - 2
    let childGas = left &- left &>> host.pointee.rules.gas.reservedShift
    left &-= childGas
    host.pointee.returnDataCount = 0
    do throws(ReadFailure) {
      let creator = frame.pointee.account
      let value = sp[0]
      let nonce = try host.pointee.journal.nonce(creator, view)
      var isAllowed = frame.pointee.depth < depthLimit && nonce != .max
      if isAllowed && !value.isZero {
        isAllowed = try host.pointee.journal.balance(creator, view) >= value
      }
      guard isAllowed else {
        result[0] = .zero
        return left &+ childGas
      }
      let count = Int(truncatingIfNeeded: sp[-2].l0)
      let start =
        count == 0
        ? frame.pointee.memory : frame.pointee.memory + Int(truncatingIfNeeded: sp[-1].l0)
      let initCode = UnsafeRawBufferPointer(start: start, count: count)
      let address =
        salted
        ? Address.created(
          by: frame.pointee.address, salt: sp[-3], codeHash: keccak256(initCode))
        : Address.created(by: frame.pointee.address, nonce: nonce)
      host.pointee.journal.setNonce(creator, nonce &+ 1)
      let account = host.pointee.journal.number(of: address, view)
      _ = host.pointee.journal.warm(account)
      if try host.pointee.collides(account, view) {
        result[0] = .zero
        return left
      }
      let code = host.pointee.analyse(initCode)
      defer { AnalysedCode.destroy(code) }
      var child = Frame(
        code: code, stack: frame.pointee.stackTop,
        memory: frame.pointee.memory + frame.pointee.memorySize,
        memoryCapacity: frame.pointee.memoryCapacity &- frame.pointee.memorySize, gas: childGas,
        input: UnsafePointer(start), inputCount: 0, account: account,
        depth: frame.pointee.depth &+ 1, isStatic: false, address: address,
        caller: frame.pointee.address, value: value, output: UnsafePointer(start),
        stackTop: frame.pointee.stackTop)
      return withUnsafeMutablePointer(to: &child) { child in
        runCreation(host, child, payer: creator, view)
        if child.pointee.halt == .suspended {
          frame.pointee.halt = .suspended
          return -1
        }
        result[0] = child.pointee.halt.isSuccess ? Word(address) : .zero
        return left &+ child.pointee.gas
      }
    } catch { return host.pointee.suspend(frame, error) }
  }

  /// The gas left after memory, init code (EIP-3860) and CREATE2's hashing; negative halts the frame.
  private func chargeInitCode(
    _ sp: UnsafeMutablePointer<Word>, _ frame: UnsafeMutablePointer<Frame>, _ gas: Int64,
    salted: Bool
  ) -> Int64 {
    let size = sp[-2]
    let left = frame.pointee.touchMemory(sp[-1], size, gas: gas)
    if left < 0 { return -1 }
    if size.l0 > UInt64(rules.maximumInitCode) {
      frame.pointee.halt = .codeTooLarge
      return -1
    }
    let words = Int64(truncatingIfNeeded: (size.l0 &+ 31) &>> 5)
    return left &- words &* (rules.gas.initCodeWord &+ (salted ? rules.gas.keccakWord : 0))
  }

  /// Whether a contract cannot be created here: the account has a nonce, code (EIP-684) or storage
  /// (EIP-7610).
  mutating func collides(_ account: Int32, _ view: any StateView) throws(ReadFailure) -> Bool {
    if try journal.code(account, view) != .empty { return true }
    if try journal.nonce(account, view) != 0 { return true }
    return view.hadStorageBeforeBlock(journal.accounts[Int(account)].reference)
  }
}
