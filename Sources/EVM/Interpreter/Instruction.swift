/// What an instruction of analysed code does: one case for each opcode that runs, and the fused ones.
///
/// Exhaustive and contiguous, so that the interpreter's switch is one jump table without a range check.
enum Handler: UInt8 {
  /// Charges the block's constant gas and checks its stack bounds, once for all its instructions.
  case beginBlock
  case stop, add, multiply, subtract, divide, signedDivide, remainder, signedRemainder
  case addModulo, multiplyModulo, exponentiate, signExtend
  case less, greater, signedLess, signedGreater, equal, isZero
  case and, or, xor, not, byte, shiftLeft, shiftRight, arithmeticShiftRight
  case countLeadingZeros
  case keccak256
  case address, balance, origin, caller, callValue
  case callDataLoad, callDataSize, callDataCopy, codeSize, codeCopy, gasPrice
  case externalCodeSize, externalCodeCopy, returnDataSize, returnDataCopy, externalCodeHash
  case blockHash, coinbase, timestamp, number, prevRandao, gasLimit, chainID, selfBalance
  case baseFee, blobHash, blobBaseFee
  case pop, loadMemory, storeMemory, storeMemoryByte, loadStorage, storeStorage
  case jump, jumpIf, memorySize, gas, loadTransient, storeTransient, copyMemory
  /// Pushes `immediate`.
  case push
  /// Pushes constant number `immediate`.
  case pushWide
  case duplicate1, duplicate2, duplicate3, duplicate4, duplicate5, duplicate6, duplicate7
  case duplicate8, duplicate9, duplicate10, duplicate11, duplicate12, duplicate13, duplicate14
  case duplicate15, duplicate16
  case swap1, swap2, swap3, swap4, swap5, swap6, swap7, swap8
  case swap9, swap10, swap11, swap12, swap13, swap14, swap15, swap16
  /// LOG with `a` topics.
  case log
  case create, call, callCode, `return`, delegateCall, create2, staticCall, revert
  case invalid, selfDestruct

  // Fused instructions. The comment names the sequence each stands for.
  /// PUSH ADD
  case addImmediate
  /// PUSH SWAP1 SUB
  case subtractImmediate
  /// PUSH MUL
  case multiplyImmediate
  /// PUSH AND, the operand below 2⁶⁴
  case andImmediate
  /// PUSH AND, with constant number `immediate`
  case andWide
  /// PUSH EQ
  case equalImmediate
  /// PUSH LT
  case lessImmediate
  /// PUSH GT
  case greaterImmediate
  /// PUSH SHL
  case shiftLeftImmediate
  /// PUSH SHR
  case shiftRightImmediate
  /// PUSH MLOAD
  case loadMemoryImmediate
  /// PUSH MSTORE
  case storeMemoryImmediate
  /// PUSH PUSH MSTORE: `a` goes to memory at `immediate`
  case storeConstantImmediate
  /// PUSH CALLDATALOAD
  case callDataLoadImmediate
  /// PUSH JUMP
  case jumpStatic
  /// PUSH JUMPI; in all of these the target is instruction number `a`
  case jumpIfStatic
  /// ISZERO PUSH JUMPI
  case jumpIfZeroStatic
  /// EQ PUSH JUMPI
  case jumpIfEqualStatic
  /// XOR PUSH JUMPI and SUB PUSH JUMPI
  case jumpIfDifferentStatic
  /// LT PUSH JUMPI
  case jumpIfLessStatic
  /// GT PUSH JUMPI
  case jumpIfGreaterStatic
  /// LT ISZERO PUSH JUMPI
  case jumpIfNotLessStatic
  /// GT ISZERO PUSH JUMPI
  case jumpIfNotGreaterStatic
  /// DUP1 PUSH EQ PUSH JUMPI: a method table's entry
  case jumpIfSelectorStatic
  /// DUP1 PUSH GT PUSH JUMPI
  case jumpIfImmediateGreaterStatic
  /// DUP1 PUSH LT PUSH JUMPI
  case jumpIfImmediateLessStatic
  /// SWAP1 POP
  case swap1Pop
  /// SWAP2 POP
  case swap2Pop
  /// `a` times POP
  case popMany
  /// SWAP2 SWAP1
  case swap2Swap1
  /// PUSH PUSH, both below 2³¹ and 2⁶⁴
  case push2
  /// ISZERO ISZERO
  case isNotZero
  /// SWAP1 SUB
  case subtractSwapped
  /// DUP(a) ADD, `a` at least 2
  case addDuplicate
  /// PUSH DUP(a): pushes `immediate`, then a copy of the operand `a` below the top
  case pushDuplicate
  /// PUSH DUP ADD: pushes `immediate` plus the operand `a` below the top
  case pushSum
  /// DUP(a) DUP(immediate)
  case duplicatePair
  /// DUP2 MSTORE: stores the top at the offset below it, which stays
  case storeMemoryBelow
  /// DUP DUP LT PUSH JUMPI: the operands compared are `immediate`'s two lowest bytes below the top
  case jumpIfLessInPlaceStatic
  /// DUP DUP LT ISZERO PUSH JUMPI, likewise
  case jumpIfNotLessInPlaceStatic

  // The first and the last of the instructions of a checked addition to a slot: see ``CheckedAddition``.
  /// SLOAD whose value is only added to
  case loadStorageToAdd
  /// SSTORE of the sum
  case addToStorage

  // Only in code analysed for a tracer.
  /// Runs the frame's traced instructions and returns: such code's only instruction.
  case traceFrame
  /// Tells the tracer of the instruction behind the block that follows: opcode `a`, in the code at
  /// `immediate`.
  case traceStep
}

/// One instruction of analysed code: 16 bytes, four to a cache line.
struct Instruction: BitwiseCopyable {
  var handler: Handler
  /// A jump's target, a number of topics, a block's constant gas, EXP's gas a byte: see ``Handler``.
  var a: Int32
  var immediate: UInt64

  init(_ handler: Handler, a: Int32 = 0, immediate: UInt64 = 0) {
    self.handler = handler
    self.a = a
    self.immediate = immediate
  }
}
