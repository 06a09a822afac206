/// Finds additions to slots in code: `slot += amount` with its check for overflow, as Vyper compiles it.
///
/// Between its SLOAD and its SSTORE nothing else is done with what was loaded: it is added to, compared
/// with the sum, and dropped. If it is known that the sum does not overflow and that the slot is not
/// zero, which the price of SSTORE depends on, the value itself need not be known. The sequence is a
/// straight line of instructions that touch nothing but the operand stack (and memory or call data for the
/// amount), so that whoever reaches the SSTORE comes from this SLOAD.
struct CheckedAddition {
  private let code: UnsafeRawBufferPointer
  private var position: Int

  /// Where the SSTORE is that ends the addition which begins with the SLOAD at `position`; nil if none does.
  /// - Parameter previous: The instruction before the SLOAD, which made its key.
  static func store(
    after position: Int, in code: UnsafeRawBufferPointer, previous: Instruction
  ) -> Int? {
    var matcher = CheckedAddition(code: code, position: position + 1)
    return matcher.match(previous)
  }

  private mutating func match(_ previous: Instruction) -> Int? {
    // PUSH amount DUP2 ADD DUP2 DUP2 LT PUSH JUMPI SWAP1 POP; or, where the amount comes from memory or
    // call data, PUSH MLOAD DUP1 DUP3 ADD DUP3 DUP2 LT PUSH JUMPI SWAP1 POP SWAP1 POP.
    guard take(0x34) || push() != nil else { return nil }
    if take(0x51) || take(0x35) {
      guard take([0x80, 0x82, 0x01, 0x82, 0x81, 0x10]), push() != nil,
        take([0x57, 0x90, 0x50, 0x90, 0x50])
      else { return nil }
    } else {
      guard take([0x81, 0x01, 0x81, 0x81, 0x10]), push() != nil, take([0x57, 0x90, 0x50])
      else { return nil }
    }
    // The same key again: its copy, or the same constant.
    switch previous.handler {
    case .duplicate1: guard take(0x81) else { return nil }
    case .push:
      guard previous.immediate != .max, push() == previous.immediate else { return nil }
    default: return nil
    }
    return take(0x55) ? position - 1 : nil
  }

  private mutating func take(_ byte: UInt8) -> Bool {
    guard position < code.count, code[position] == byte else { return false }
    position += 1
    return true
  }

  private mutating func take(_ bytes: [UInt8]) -> Bool { bytes.allSatisfy { take($0) } }

  /// Passes a PUSH and returns its operand; nil if there is none. Larger operands are given as 2⁶⁴ − 1.
  private mutating func push() -> UInt64? {
    guard position < code.count, code[position] >= 0x5f, code[position] <= 0x7f else { return nil }
    let count = Int(code[position]) - 0x5f
    guard position + count < code.count else { return nil }
    var value: UInt64 = 0
    var isLarge = false
    for index in 0..<count {
      isLarge = isLarge || value >> 56 != 0
      value = value << 8 | UInt64(code[position + 1 + index])
    }
    position += 1 + count
    return isLarge || value == .max ? .max : value
  }
}
