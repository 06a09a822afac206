/// The constant facts of the 256 opcodes under one fork's rules.
struct InstructionTable {
  struct Entry {
    /// Nil where the fork does not define the opcode.
    var handler: Handler?
    /// Gas charged whatever the operands; the rest is dynamic.
    var gas: Int
    var pops: Int
    var pushes: Int
  }

  let entries: [Entry]
  /// EXP's gas for each byte of the exponent.
  let exponentByte: Int32

  init(rules: ForkRules) {
    var entries = [Entry](
      repeating: Entry(handler: nil, gas: 0, pops: 0, pushes: 0), count: 256)
    func define(_ opcode: Int, _ handler: Handler, _ gas: Int, _ pops: Int, _ pushes: Int) {
      entries[opcode] = Entry(handler: handler, gas: gas, pops: pops, pushes: pushes)
    }
    Self.defineArithmetic(define)
    Self.defineEnvironment(define, rules.gas)
    Self.defineMemoryStorageAndFlow(define, rules.gas)
    Self.defineStackOperations(define)
    Self.defineSystem(define, rules.gas)
    Self.defineLater(define, rules)
    exponentByte = Int32(truncatingIfNeeded: rules.gas.exponentByte)
    self.entries = entries
  }

  private typealias Define = (Int, Handler, Int, Int, Int) -> Void

  /// What was not there in Frontier.
  private static func defineLater(_ define: Define, _ rules: ForkRules) {
    let call = Int(rules.gas.call)
    if rules.hasDelegateCall { define(0xf4, .delegateCall, call, 6, 1) }
    if rules.hasReturnData {
      define(0x3d, .returnDataSize, 2, 0, 1)
      define(0x3e, .returnDataCopy, 3, 3, 0)
      define(0xfa, .staticCall, call, 6, 1)
      define(0xfd, .revert, 0, 2, 0)
    }
    if rules.hasConstantinopleInstructions {
      define(0x1b, .shiftLeft, 3, 2, 1)
      define(0x1c, .shiftRight, 3, 2, 1)
      define(0x1d, .arithmeticShiftRight, 3, 2, 1)
      define(0x3f, .externalCodeHash, Int(rules.gas.externalCodeHash), 1, 1)
      define(0xf5, .create2, 32000, 4, 1)
    }
    if rules.hasChainID {
      define(0x46, .chainID, 2, 0, 1)
      define(0x47, .selfBalance, 5, 0, 1)
    }
    if rules.hasBaseFee { define(0x48, .baseFee, 2, 0, 1) }
    if rules.hasPush0 { define(0x5f, .push, 2, 0, 1) }
    if rules.hasMemoryCopy { define(0x5e, .copyMemory, 3, 3, 0) }
    if rules.hasTransientStorage {
      define(0x5c, .loadTransient, 100, 1, 1)
      define(0x5d, .storeTransient, 100, 2, 0)
    }
    if rules.hasCountLeadingZeros { define(0x1e, .countLeadingZeros, 5, 1, 1) }
    if rules.hasBlobs {
      define(0x49, .blobHash, 3, 1, 1)
      define(0x4a, .blobBaseFee, 2, 0, 1)
    }
  }

  private static func defineArithmetic(_ define: Define) {
    define(0x00, .stop, 0, 0, 0)
    define(0x01, .add, 3, 2, 1)
    define(0x02, .multiply, 5, 2, 1)
    define(0x03, .subtract, 3, 2, 1)
    define(0x04, .divide, 5, 2, 1)
    define(0x05, .signedDivide, 5, 2, 1)
    define(0x06, .remainder, 5, 2, 1)
    define(0x07, .signedRemainder, 5, 2, 1)
    define(0x08, .addModulo, 8, 3, 1)
    define(0x09, .multiplyModulo, 8, 3, 1)
    define(0x0a, .exponentiate, 10, 2, 1)
    define(0x0b, .signExtend, 5, 2, 1)
    define(0x10, .less, 3, 2, 1)
    define(0x11, .greater, 3, 2, 1)
    define(0x12, .signedLess, 3, 2, 1)
    define(0x13, .signedGreater, 3, 2, 1)
    define(0x14, .equal, 3, 2, 1)
    define(0x15, .isZero, 3, 1, 1)
    define(0x16, .and, 3, 2, 1)
    define(0x17, .or, 3, 2, 1)
    define(0x18, .xor, 3, 2, 1)
    define(0x19, .not, 3, 1, 1)
    define(0x1a, .byte, 3, 2, 1)
    define(0x20, .keccak256, 30, 2, 1)
  }

  private static func defineEnvironment(_ define: Define, _ gas: GasSchedule) {
    define(0x30, .address, 2, 0, 1)
    define(0x31, .balance, Int(gas.balance), 1, 1)
    define(0x32, .origin, 2, 0, 1)
    define(0x33, .caller, 2, 0, 1)
    define(0x34, .callValue, 2, 0, 1)
    define(0x35, .callDataLoad, 3, 1, 1)
    define(0x36, .callDataSize, 2, 0, 1)
    define(0x37, .callDataCopy, 3, 3, 0)
    define(0x38, .codeSize, 2, 0, 1)
    define(0x39, .codeCopy, 3, 3, 0)
    define(0x3a, .gasPrice, 2, 0, 1)
    define(0x3b, .externalCodeSize, Int(gas.externalCode), 1, 1)
    define(0x3c, .externalCodeCopy, Int(gas.externalCode), 4, 0)
    define(0x40, .blockHash, 20, 1, 1)
    define(0x41, .coinbase, 2, 0, 1)
    define(0x42, .timestamp, 2, 0, 1)
    define(0x43, .number, 2, 0, 1)
    define(0x44, .prevRandao, 2, 0, 1)
    define(0x45, .gasLimit, 2, 0, 1)
  }

  private static func defineMemoryStorageAndFlow(_ define: Define, _ gas: GasSchedule) {
    define(0x50, .pop, 2, 1, 0)
    define(0x51, .loadMemory, 3, 1, 1)
    define(0x52, .storeMemory, 3, 2, 0)
    define(0x53, .storeMemoryByte, 3, 2, 0)
    define(0x54, .loadStorage, Int(gas.storageLoad), 1, 1)
    define(0x55, .storeStorage, 0, 2, 0)
    define(0x56, .jump, 8, 1, 0)
    define(0x57, .jumpIf, 10, 2, 0)
    // PC is a constant of its place in the code.
    define(0x58, .push, 2, 0, 1)
    define(0x59, .memorySize, 2, 0, 1)
    define(0x5a, .gas, 2, 0, 1)
    // JUMPDEST does nothing but cost its gas: the block that it begins carries that.
    define(0x5b, .beginBlock, 1, 0, 0)
  }

  private static func defineStackOperations(_ define: Define) {
    for count in 1...32 { define(0x5f + count, count <= 8 ? .push : .pushWide, 3, 0, 1) }
    for n in 1...16 {
      define(0x7f + n, Handler.duplicate(n), 3, n, n + 1)
      define(0x8f + n, Handler.swap(n), 3, n + 1, n + 1)
    }
  }

  private static func defineSystem(_ define: Define, _ gas: GasSchedule) {
    let call = Int(gas.call)
    for topics in 0...4 { define(0xa0 + topics, .log, 375 * (topics + 1), topics + 2, 0) }
    define(0xf0, .create, 32000, 3, 1)
    define(0xf1, .call, call, 7, 1)
    define(0xf2, .callCode, call, 7, 1)
    define(0xf3, .return, 0, 2, 0)
    define(0xfe, .invalid, 0, 0, 0)
    define(0xff, .selfDestruct, Int(gas.selfDestruct), 1, 0)
  }
}

extension Handler {
  /// DUP*n*, 1 to 16.
  static func duplicate(_ n: Int) -> Handler {
    Handler(rawValue: Handler.duplicate1.rawValue + UInt8(n - 1)).unsafelyUnwrapped
  }

  /// SWAP*n*, 1 to 16.
  static func swap(_ n: Int) -> Handler {
    Handler(rawValue: Handler.swap1.rawValue + UInt8(n - 1)).unsafelyUnwrapped
  }

  /// Whether nothing behind this instruction runs in the same basic block: it leaves the code, or it
  /// observes the exact gas, which it has only if no later instruction was charged for yet.
  var endsBlock: Bool {
    switch self {
    case .stop, .jump, .jumpIf, .return, .revert, .invalid, .selfDestruct: true
    case .gas, .storeStorage, .create, .create2, .call, .callCode, .delegateCall, .staticCall: true
    default: false
    }
  }
}
