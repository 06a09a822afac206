import Primitives

/// A piece of a contract's code, by name: `assemble(.push(1), .sload, .jumpIf("done"), …)`.
enum CodePart {
  case bytes([UInt8])
  case label(String)
  case jump(String)
  case jumpIf(String)

  static func op(_ byte: UInt8) -> Self { .bytes([byte]) }
  static let stop = op(0x00), add = op(0x01), mul = op(0x02), sub = op(0x03), mod = op(0x06)
  static let lt = op(0x10), gt = op(0x11), eq = op(0x14), isZero = op(0x15), and = op(0x16)
  static let balance = op(0x31), caller = op(0x33), callValue = op(0x34), callDataLoad = op(0x35)
  static let callDataSize = op(0x36), callDataCopy = op(0x37), codeCopy = op(0x39)
  static let extCodeSize = op(0x3b), returnDataSize = op(0x3d), extCodeHash = op(0x3f)
  static let blockHash = op(0x40), coinbase = op(0x41), timestamp = op(0x42), number = op(0x43)
  static let prevRandao = op(0x44), selfBalance = op(0x47), blobHash = op(0x49), pop = op(0x50)
  static let mload = op(0x51), mstore = op(0x52), sload = op(0x54), sstore = op(0x55)
  static let dynamicJump = op(0x56), gas = op(0x5a), jumpDestination = op(0x5b)
  static let tload = op(0x5c), tstore = op(0x5d), create = op(0xf0), call = op(0xf1)
  static let returns = op(0xf3), create2 = op(0xf5), staticCall = op(0xfa), revert = op(0xfd)
  static let invalid = op(0xfe), selfDestruct = op(0xff)
  static func dup(_ n: UInt8) -> Self { op(0x7f + n) }
  static func swap(_ n: UInt8) -> Self { op(0x8f + n) }
  static func log(_ topics: UInt8) -> Self { op(0xa0 + topics) }

  /// The shortest PUSH of the number, one byte for zero.
  static func push(_ value: Word) -> Self {
    let bytes = value.bigEndianBytes.drop { $0 == 0 }
    return .bytes([UInt8(0x5f + max(1, bytes.count))] + (bytes.isEmpty ? [0] : bytes))
  }
  static func push(_ address: Address) -> Self { push(Word(address)) }
  /// Pushes word `index` of the call data.
  static func argument(_ index: UInt64) -> Self {
    .bytes(assemble(.push(Word(index * 32)), .callDataLoad))
  }
  /// Calls the address on the stack with `value` and so much gas, without data; leaves success.
  static func callTop(value: Word = 0, gas: Word) -> Self {
    // gas, address, value, argument and result ranges: the address is under all that is pushed here.
    .bytes(
      assemble(
        .push(0), .push(0), .push(0), .push(0), .push(value), .op(0x85), .push(gas), .call,
        .swap(1), .pop))
  }
  /// slot += 1
  static func increment(_ slot: Word) -> Self {
    .bytes(assemble(.push(slot), .sload, .push(1), .add, .push(slot), .sstore))
  }
  /// The top of the stack into the slot.
  static func store(_ slot: Word) -> Self { .bytes(assemble(.push(slot), .sstore)) }
  static func load(_ slot: Word) -> Self { .bytes(assemble(.push(slot), .sload)) }
}

/// The code of the parts, its jumps resolved. A jump to no label traps.
func assemble(_ parts: CodePart...) -> [UInt8] {
  var code: [UInt8] = []
  var labels: [String: Int] = [:]
  var references: [(place: Int, label: String)] = []
  for part in parts {
    switch part {
    case .bytes(let bytes): code += bytes
    case .label(let name):
      labels[name] = code.count
      code.append(0x5b)
    case .jump(let label), .jumpIf(let label):
      references.append((code.count + 1, label))
      code += [0x61, 0, 0]
      if case .jump = part { code.append(0x56) } else { code.append(0x57) }
    }
  }
  for (place, label) in references {
    guard let target = labels[label] else { preconditionFailure("no label \(label)") }
    code[place] = UInt8(target >> 8)
    code[place + 1] = UInt8(target & 0xff)
  }
  return code
}

/// Init code that deploys `runtime`, after `before`.
func deployment(of runtime: [UInt8], before: [UInt8] = []) -> [UInt8] {
  let prefix = before.count + 14
  return before
    + [0x61, UInt8(runtime.count >> 8), UInt8(runtime.count & 0xff)]  // length
    + [0x80, 0x61, UInt8(prefix >> 8), UInt8(prefix & 0xff), 0x60, 0, 0x39]  // CODECOPY
    + [0x60, 0, 0xf3, 0x5b] + runtime
}
