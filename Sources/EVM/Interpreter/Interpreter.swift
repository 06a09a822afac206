import Primitives
import State

/// Runs `frame` until it halts: ``Frame/halt`` says how, ``Frame/gas`` what is left.
///
/// One function over locals: the instruction pointer, the top of the operand stack and the gas stay in
/// registers. `switch` over an exhaustive enum becomes one jump table, which the module's compiler
/// flags replicate behind every handler. Everything that touches state is a call that takes values and
/// returns the new gas: a local passed `inout` would live in memory from then on.
///
/// What makes the pointers safe: a block's header has checked that its instructions find their operands
/// and have room (``CodeAnalyser``), every block ends in a jump, a halt or the next header, and jumps
/// go to headers only.
@inline(never)
func interpret(
  _ frame: UnsafeMutablePointer<Frame>, _ host: UnsafeMutablePointer<Host>, _ view: any StateView
) {
  let code = frame.pointee.code
  let instructions = UnsafePointer(code.pointee.instructions)
  let constants = UnsafePointer(code.pointee.constants)
  let jumpTargets = UnsafePointer(code.pointee.jumpTargets)
  let codeCount = UInt64(truncatingIfNeeded: code.pointee.count)
  /// One below the first slot: the stack pointer of an empty stack.
  let bottom = frame.pointee.stack - 1
  let empty = UnsafeRawPointer(bottom)
  let memory = UnsafeMutableRawPointer(frame.pointee.memory)
  var memorySize = UInt64(truncatingIfNeeded: frame.pointee.memorySize)
  var ip = instructions
  var sp = bottom
  var gas = frame.pointee.gas
  var halt = Halt.none

  loop: while true {
    switch ip.pointee.handler {
    case .beginBlock:
      gas &-= Int64(ip.pointee.a)
      if _slowPath(gas < 0) {
        halt = .outOfGas
        break loop
      }
      // One comparison for both bounds: too low a stack wraps to a number that is too large.
      let bounds = StackBounds(rawValue: ip.pointee.immediate)
      let excess = UInt64(bitPattern: Int64(UnsafeRawPointer(sp) - empty)) &- bounds.neededBytes
      if _slowPath(excess >= bounds.roomBytes) {
        halt = Int64(bitPattern: excess) < 0 ? .stackUnderflow : .stackOverflow
        break loop
      }
      ip += 1
    case .stop:
      halt = .stopped
      break loop
    case .add:
      sp[-1] = sp[0] &+ sp[-1]
      sp -= 1
      ip += 1
    case .multiply:
      sp[-1] = sp[0] &* sp[-1]
      sp -= 1
      ip += 1
    case .subtract:
      sp[-1] = sp[0] &- sp[-1]
      sp -= 1
      ip += 1
    case .divide:
      sp[-1] = Word.divide(sp[0], sp[-1])
      sp -= 1
      ip += 1
    case .signedDivide:
      sp[-1] = Word.signedDivide(sp[0], sp[-1])
      sp -= 1
      ip += 1
    case .remainder:
      sp[-1] = Word.remainder(sp[0], sp[-1])
      sp -= 1
      ip += 1
    case .signedRemainder:
      sp[-1] = Word.signedRemainder(sp[0], sp[-1])
      sp -= 1
      ip += 1
    case .addModulo:
      sp[-2] = Word.addModulo(sp[0], sp[-1], sp[-2])
      sp -= 2
      ip += 1
    case .multiplyModulo:
      sp[-2] = Word.multiplyModulo(sp[0], sp[-1], sp[-2])
      sp -= 2
      ip += 1
    case .exponentiate:
      gas &-= Int64(ip.pointee.a) &* Int64(truncatingIfNeeded: sp[-1].byteCount)
      if _slowPath(gas < 0) {
        halt = .outOfGas
        break loop
      }
      sp[-1] = Word.power(sp[0], sp[-1])
      sp -= 1
      ip += 1
    case .signExtend:
      sp[-1] = Word.signExtend(sp[0], sp[-1])
      sp -= 1
      ip += 1
    case .less:
      sp[-1] = Word(sp[0] < sp[-1])
      sp -= 1
      ip += 1
    case .greater:
      sp[-1] = Word(sp[-1] < sp[0])
      sp -= 1
      ip += 1
    case .signedLess:
      sp[-1] = Word(Word.signedLess(sp[0], sp[-1]))
      sp -= 1
      ip += 1
    case .signedGreater:
      sp[-1] = Word(Word.signedLess(sp[-1], sp[0]))
      sp -= 1
      ip += 1
    case .equal:
      sp[-1] = Word(sp[0] == sp[-1])
      sp -= 1
      ip += 1
    case .isZero:
      sp[0] = Word(sp[0].isZero)
      ip += 1
    case .and:
      sp[-1] = sp[0] & sp[-1]
      sp -= 1
      ip += 1
    case .or:
      sp[-1] = sp[0] | sp[-1]
      sp -= 1
      ip += 1
    case .xor:
      sp[-1] = sp[0] ^ sp[-1]
      sp -= 1
      ip += 1
    case .not:
      sp[0] = ~sp[0]
      ip += 1
    case .byte:
      sp[-1] = Word.byte(sp[0], of: sp[-1])
      sp -= 1
      ip += 1
    case .shiftLeft:
      sp[-1] = Word.shiftLeft(sp[-1], by: sp[0])
      sp -= 1
      ip += 1
    case .shiftRight:
      sp[-1] = Word.shiftRight(sp[-1], by: sp[0])
      sp -= 1
      ip += 1
    case .arithmeticShiftRight:
      sp[-1] = Word.arithmeticShiftRight(sp[-1], by: sp[0])
      sp -= 1
      ip += 1
    case .countLeadingZeros:
      sp[0] = Word(UInt64(truncatingIfNeeded: sp[0].leadingZeroBitCount))
      ip += 1
    case .keccak256:
      gas = hashMemory(frame, sp, gas)
      if _slowPath(gas < 0) {
        halt = .outOfGas
        break loop
      }
      memorySize = UInt64(truncatingIfNeeded: frame.pointee.memorySize)
      sp -= 1
      ip += 1
    case .address:
      sp += 1
      sp[0] = Word(frame.pointee.address)
      ip += 1
    case .origin:
      sp += 1
      sp[0] = host.pointee.environment.origin
      ip += 1
    case .caller:
      sp += 1
      sp[0] = Word(frame.pointee.caller)
      ip += 1
    case .callValue:
      sp += 1
      sp[0] = frame.pointee.value
      ip += 1
    case .callDataLoad:
      sp[0] = callDataWord(frame, sp[0])
      ip += 1
    case .callDataSize:
      sp += 1
      sp[0] = Word(UInt64(truncatingIfNeeded: frame.pointee.inputCount))
      ip += 1
    case .codeSize:
      sp += 1
      sp[0] = Word(codeCount)
      ip += 1
    case .gasPrice:
      sp += 1
      sp[0] = host.pointee.environment.gasPrice
      ip += 1
    case .returnDataSize:
      sp += 1
      sp[0] = Word(UInt64(truncatingIfNeeded: host.pointee.returnDataCount))
      ip += 1
    case .callDataCopy:
      gas = copyCallData(frame, sp, gas)
      if _slowPath(gas < 0) {
        halt = .outOfGas
        break loop
      }
      memorySize = UInt64(truncatingIfNeeded: frame.pointee.memorySize)
      sp -= 3
      ip += 1
    case .codeCopy:
      gas = copyCode(frame, sp, gas)
      if _slowPath(gas < 0) {
        halt = .outOfGas
        break loop
      }
      memorySize = UInt64(truncatingIfNeeded: frame.pointee.memorySize)
      sp -= 3
      ip += 1
    case .returnDataCopy:
      gas = copyReturnData(frame, host, sp, gas)
      if _slowPath(gas < 0) { break loop }
      memorySize = UInt64(truncatingIfNeeded: frame.pointee.memorySize)
      sp -= 3
      ip += 1
    case .copyMemory:
      gas = copyWithinMemory(frame, sp, gas)
      if _slowPath(gas < 0) {
        halt = .outOfGas
        break loop
      }
      memorySize = UInt64(truncatingIfNeeded: frame.pointee.memorySize)
      sp -= 3
      ip += 1
    case .coinbase:
      sp += 1
      sp[0] = host.pointee.environment.coinbase
      ip += 1
    case .timestamp:
      sp += 1
      sp[0] = host.pointee.environment.timestamp
      ip += 1
    case .number:
      sp += 1
      sp[0] = host.pointee.environment.number
      ip += 1
    case .prevRandao:
      sp += 1
      sp[0] = host.pointee.environment.prevRandao
      ip += 1
    case .gasLimit:
      sp += 1
      sp[0] = host.pointee.environment.gasLimit
      ip += 1
    case .chainID:
      sp += 1
      sp[0] = host.pointee.environment.chainID
      ip += 1
    case .baseFee:
      sp += 1
      sp[0] = host.pointee.environment.baseFee
      ip += 1
    case .blobBaseFee:
      sp += 1
      sp[0] = host.pointee.environment.blobBaseFee
      ip += 1
    case .pop:
      sp -= 1
      ip += 1
    case .loadMemory:
      if _slowPath(!sp[0].fitsInOneLimb || sp[0].l0 &+ 32 > memorySize || sp[0].l0 > 0xffff_ffff) {
        gas = frame.pointee.touchMemory(sp[0], 32, gas: gas)
        if gas < 0 {
          halt = .outOfGas
          break loop
        }
        memorySize = UInt64(truncatingIfNeeded: frame.pointee.memorySize)
      }
      sp[0] = Word(bigEndian: memory + Int(truncatingIfNeeded: sp[0].l0))
      ip += 1
    case .storeMemory:
      if _slowPath(!sp[0].fitsInOneLimb || sp[0].l0 &+ 32 > memorySize || sp[0].l0 > 0xffff_ffff) {
        gas = frame.pointee.touchMemory(sp[0], 32, gas: gas)
        if gas < 0 {
          halt = .outOfGas
          break loop
        }
        memorySize = UInt64(truncatingIfNeeded: frame.pointee.memorySize)
      }
      sp[-1].storeBigEndian(to: memory + Int(truncatingIfNeeded: sp[0].l0))
      sp -= 2
      ip += 1
    case .storeMemoryByte:
      if _slowPath(!sp[0].fitsInOneLimb || sp[0].l0 &+ 1 > memorySize || sp[0].l0 > 0xffff_ffff) {
        gas = frame.pointee.touchMemory(sp[0], 1, gas: gas)
        if gas < 0 {
          halt = .outOfGas
          break loop
        }
        memorySize = UInt64(truncatingIfNeeded: frame.pointee.memorySize)
      }
      (memory + Int(truncatingIfNeeded: sp[0].l0)).storeBytes(
        of: UInt8(truncatingIfNeeded: sp[-1].l0), as: UInt8.self)
      sp -= 2
      ip += 1
    case .jump:
      if _slowPath(!sp[0].fitsInOneLimb || sp[0].l0 >= codeCount) {
        halt = .invalidJump
        break loop
      }
      let target = jumpTargets[Int(truncatingIfNeeded: sp[0].l0)]
      if _slowPath(target < 0) {
        halt = .invalidJump
        break loop
      }
      sp -= 1
      ip = instructions + Int(target)
    case .jumpIf:
      sp -= 2
      if sp[1].isZero {
        ip += 1
        continue loop
      }
      if _slowPath(!sp[2].fitsInOneLimb || sp[2].l0 >= codeCount) {
        halt = .invalidJump
        break loop
      }
      let target = jumpTargets[Int(truncatingIfNeeded: sp[2].l0)]
      if _slowPath(target < 0) {
        halt = .invalidJump
        break loop
      }
      ip = instructions + Int(target)
    case .memorySize:
      sp += 1
      sp[0] = Word(memorySize)
      ip += 1
    case .gas:
      sp += 1
      sp[0] = Word(UInt64(truncatingIfNeeded: gas))
      ip += 1
    case .push:
      sp += 1
      sp[0] = Word(ip.pointee.immediate)
      ip += 1
    case .pushWide:
      sp += 1
      sp[0] = constants[Int(truncatingIfNeeded: ip.pointee.immediate)]
      ip += 1
    case .duplicate1:
      sp[1] = sp[0]
      sp += 1
      ip += 1
    case .duplicate2:
      sp[1] = sp[-1]
      sp += 1
      ip += 1
    case .duplicate3:
      sp[1] = sp[-2]
      sp += 1
      ip += 1
    case .duplicate4:
      sp[1] = sp[-3]
      sp += 1
      ip += 1
    case .duplicate5:
      sp[1] = sp[-4]
      sp += 1
      ip += 1
    case .duplicate6:
      sp[1] = sp[-5]
      sp += 1
      ip += 1
    case .duplicate7:
      sp[1] = sp[-6]
      sp += 1
      ip += 1
    case .duplicate8:
      sp[1] = sp[-7]
      sp += 1
      ip += 1
    case .duplicate9:
      sp[1] = sp[-8]
      sp += 1
      ip += 1
    case .duplicate10:
      sp[1] = sp[-9]
      sp += 1
      ip += 1
    case .duplicate11:
      sp[1] = sp[-10]
      sp += 1
      ip += 1
    case .duplicate12:
      sp[1] = sp[-11]
      sp += 1
      ip += 1
    case .duplicate13:
      sp[1] = sp[-12]
      sp += 1
      ip += 1
    case .duplicate14:
      sp[1] = sp[-13]
      sp += 1
      ip += 1
    case .duplicate15:
      sp[1] = sp[-14]
      sp += 1
      ip += 1
    case .duplicate16:
      sp[1] = sp[-15]
      sp += 1
      ip += 1
    case .swap1:
      let top = sp[0]
      sp[0] = sp[-1]
      sp[-1] = top
      ip += 1
    case .swap2:
      let top = sp[0]
      sp[0] = sp[-2]
      sp[-2] = top
      ip += 1
    case .swap3:
      let top = sp[0]
      sp[0] = sp[-3]
      sp[-3] = top
      ip += 1
    case .swap4:
      let top = sp[0]
      sp[0] = sp[-4]
      sp[-4] = top
      ip += 1
    case .swap5:
      let top = sp[0]
      sp[0] = sp[-5]
      sp[-5] = top
      ip += 1
    case .swap6:
      let top = sp[0]
      sp[0] = sp[-6]
      sp[-6] = top
      ip += 1
    case .swap7:
      let top = sp[0]
      sp[0] = sp[-7]
      sp[-7] = top
      ip += 1
    case .swap8:
      let top = sp[0]
      sp[0] = sp[-8]
      sp[-8] = top
      ip += 1
    case .swap9:
      let top = sp[0]
      sp[0] = sp[-9]
      sp[-9] = top
      ip += 1
    case .swap10:
      let top = sp[0]
      sp[0] = sp[-10]
      sp[-10] = top
      ip += 1
    case .swap11:
      let top = sp[0]
      sp[0] = sp[-11]
      sp[-11] = top
      ip += 1
    case .swap12:
      let top = sp[0]
      sp[0] = sp[-12]
      sp[-12] = top
      ip += 1
    case .swap13:
      let top = sp[0]
      sp[0] = sp[-13]
      sp[-13] = top
      ip += 1
    case .swap14:
      let top = sp[0]
      sp[0] = sp[-14]
      sp[-14] = top
      ip += 1
    case .swap15:
      let top = sp[0]
      sp[0] = sp[-15]
      sp[-15] = top
      ip += 1
    case .swap16:
      let top = sp[0]
      sp[0] = sp[-16]
      sp[-16] = top
      ip += 1

    // MARK: Fused
    case .addImmediate:
      sp[0] = sp[0] &+ Word(ip.pointee.immediate)
      ip += 1
    case .subtractImmediate:
      sp[0] = sp[0] &- Word(ip.pointee.immediate)
      ip += 1
    case .multiplyImmediate:
      sp[0] = sp[0] &* Word(ip.pointee.immediate)
      ip += 1
    case .andImmediate:
      sp[0] = Word(sp[0].l0 & ip.pointee.immediate)
      ip += 1
    case .andWide:
      sp[0] = sp[0] & constants[Int(truncatingIfNeeded: ip.pointee.immediate)]
      ip += 1
    case .equalImmediate:
      sp[0] = Word(sp[0] == Word(ip.pointee.immediate))
      ip += 1
    case .lessImmediate:
      sp[0] = Word(Word(ip.pointee.immediate) < sp[0])
      ip += 1
    case .greaterImmediate:
      sp[0] = Word(sp[0] < Word(ip.pointee.immediate))
      ip += 1
    case .shiftLeftImmediate:
      sp[0] = Word.shiftLeft(sp[0], by: Word(ip.pointee.immediate))
      ip += 1
    case .shiftRightImmediate:
      sp[0] = Word.shiftRight(sp[0], by: Word(ip.pointee.immediate))
      ip += 1
    case .loadMemoryImmediate:
      let offset = ip.pointee.immediate
      if _slowPath(offset &+ 32 > memorySize) {
        gas = frame.pointee.growMemory(to: Int(truncatingIfNeeded: offset &+ 32), gas: gas)
        if gas < 0 {
          halt = .outOfGas
          break loop
        }
        memorySize = UInt64(truncatingIfNeeded: frame.pointee.memorySize)
      }
      sp += 1
      sp[0] = Word(bigEndian: memory + Int(truncatingIfNeeded: offset))
      ip += 1
    case .storeMemoryImmediate:
      let offset = ip.pointee.immediate
      if _slowPath(offset &+ 32 > memorySize) {
        gas = frame.pointee.growMemory(to: Int(truncatingIfNeeded: offset &+ 32), gas: gas)
        if gas < 0 {
          halt = .outOfGas
          break loop
        }
        memorySize = UInt64(truncatingIfNeeded: frame.pointee.memorySize)
      }
      sp[0].storeBigEndian(to: memory + Int(truncatingIfNeeded: offset))
      sp -= 1
      ip += 1
    case .storeConstantImmediate:
      let offset = ip.pointee.immediate
      if _slowPath(offset &+ 32 > memorySize) {
        gas = frame.pointee.growMemory(to: Int(truncatingIfNeeded: offset &+ 32), gas: gas)
        if gas < 0 {
          halt = .outOfGas
          break loop
        }
        memorySize = UInt64(truncatingIfNeeded: frame.pointee.memorySize)
      }
      Word(UInt64(truncatingIfNeeded: ip.pointee.a)).storeBigEndian(
        to: memory + Int(truncatingIfNeeded: offset))
      ip += 1
    case .callDataLoadImmediate:
      sp += 1
      sp[0] = callDataWord(frame, Word(ip.pointee.immediate))
      ip += 1
    case .jumpStatic:
      ip = instructions + Int(ip.pointee.a)
    case .jumpIfStatic:
      sp -= 1
      ip = sp[1].isZero ? ip + 1 : instructions + Int(ip.pointee.a)
    case .jumpIfZeroStatic:
      sp -= 1
      ip = sp[1].isZero ? instructions + Int(ip.pointee.a) : ip + 1
    case .jumpIfEqualStatic:
      sp -= 2
      ip = sp[1] == sp[2] ? instructions + Int(ip.pointee.a) : ip + 1
    case .jumpIfDifferentStatic:
      sp -= 2
      ip = sp[1] == sp[2] ? ip + 1 : instructions + Int(ip.pointee.a)
    case .jumpIfLessStatic:
      sp -= 2
      ip = sp[2] < sp[1] ? instructions + Int(ip.pointee.a) : ip + 1
    case .jumpIfGreaterStatic:
      sp -= 2
      ip = sp[1] < sp[2] ? instructions + Int(ip.pointee.a) : ip + 1
    case .jumpIfNotLessStatic:
      sp -= 2
      ip = sp[2] < sp[1] ? ip + 1 : instructions + Int(ip.pointee.a)
    case .jumpIfNotGreaterStatic:
      sp -= 2
      ip = sp[1] < sp[2] ? ip + 1 : instructions + Int(ip.pointee.a)
    case .jumpIfSelectorStatic:
      ip = sp[0] == Word(ip.pointee.immediate) ? instructions + Int(ip.pointee.a) : ip + 1
    case .jumpIfImmediateGreaterStatic:
      ip = sp[0] < Word(ip.pointee.immediate) ? instructions + Int(ip.pointee.a) : ip + 1
    case .jumpIfImmediateLessStatic:
      ip = Word(ip.pointee.immediate) < sp[0] ? instructions + Int(ip.pointee.a) : ip + 1
    case .swap1Pop:
      sp[-1] = sp[0]
      sp -= 1
      ip += 1
    case .swap2Pop:
      // a b c → c b: the top takes the third's place, and the third, now on top, goes.
      sp[-2] = sp[0]
      sp -= 1
      ip += 1
    case .popMany:
      sp -= Int(ip.pointee.a)
      ip += 1
    case .swap2Swap1:
      let top = sp[0]
      sp[0] = sp[-1]
      sp[-1] = sp[-2]
      sp[-2] = top
      ip += 1
    case .push2:
      sp[1] = Word(UInt64(truncatingIfNeeded: ip.pointee.a))
      sp[2] = Word(ip.pointee.immediate)
      sp += 2
      ip += 1
    case .isNotZero:
      sp[0] = Word(!sp[0].isZero)
      ip += 1
    case .subtractSwapped:
      sp[-1] = sp[-1] &- sp[0]
      sp -= 1
      ip += 1
    case .addDuplicate:
      sp[0] = sp[0] &+ sp[1 - Int(ip.pointee.a)]
      ip += 1
    case .pushDuplicate:
      sp[1] = Word(ip.pointee.immediate)
      sp[2] = sp[1 - Int(ip.pointee.a)]
      sp += 2
      ip += 1
    case .pushSum:
      sp[1] = sp[-Int(ip.pointee.a)] &+ Word(ip.pointee.immediate)
      sp += 1
      ip += 1
    case .duplicatePair:
      sp[1] = sp[1 - Int(ip.pointee.a)]
      sp[2] = sp[2 - Int(truncatingIfNeeded: ip.pointee.immediate)]
      sp += 2
      ip += 1
    case .storeMemoryBelow:
      if _slowPath(
        !sp[-1].fitsInOneLimb || sp[-1].l0 &+ 32 > memorySize || sp[-1].l0 > 0xffff_ffff)
      {
        gas = frame.pointee.touchMemory(sp[-1], 32, gas: gas)
        if gas < 0 {
          halt = .outOfGas
          break loop
        }
        memorySize = UInt64(truncatingIfNeeded: frame.pointee.memorySize)
      }
      sp[0].storeBigEndian(to: memory + Int(truncatingIfNeeded: sp[-1].l0))
      sp -= 1
      ip += 1
    case .jumpIfLessInPlaceStatic:
      let depths = ip.pointee.immediate
      let isLess =
        sp[-Int(truncatingIfNeeded: depths & 0xff)] < sp[-Int(truncatingIfNeeded: depths &>> 8)]
      ip = isLess ? instructions + Int(ip.pointee.a) : ip + 1
    case .jumpIfNotLessInPlaceStatic:
      let depths = ip.pointee.immediate
      let isLess =
        sp[-Int(truncatingIfNeeded: depths & 0xff)] < sp[-Int(truncatingIfNeeded: depths &>> 8)]
      ip = isLess ? ip + 1 : instructions + Int(ip.pointee.a)

    // MARK: Traced code only
    case .traceFrame:
      return runTraced(frame, host, view)
    case .traceStep:
      noteStep(frame, host, ip, sp, gas)
      ip += 1

    // MARK: State
    case .balance:
      gas = host.pointee.balance(sp, frame, gas, view)
      if _slowPath(gas < 0) { break loop }
      ip += 1
    case .selfBalance:
      gas = host.pointee.selfBalance(sp, frame, gas, view)
      if _slowPath(gas < 0) { break loop }
      sp += 1
      ip += 1
    case .externalCodeSize:
      gas = host.pointee.externalCodeSize(sp, frame, gas, view)
      if _slowPath(gas < 0) { break loop }
      ip += 1
    case .externalCodeCopy:
      gas = host.pointee.externalCodeCopy(sp, frame, gas, view)
      if _slowPath(gas < 0) { break loop }
      memorySize = UInt64(truncatingIfNeeded: frame.pointee.memorySize)
      sp -= 4
      ip += 1
    case .externalCodeHash:
      gas = host.pointee.externalCodeHash(sp, frame, gas, view)
      if _slowPath(gas < 0) { break loop }
      ip += 1
    case .blockHash:
      gas = host.pointee.blockHash(sp, frame, gas, view)
      if _slowPath(gas < 0) { break loop }
      ip += 1
    case .blobHash:
      gas = host.pointee.blobHash(sp, frame, gas, view)
      if _slowPath(gas < 0) { break loop }
      ip += 1
    case .loadStorage:
      gas = host.pointee.loadStorage(sp, frame, gas, view)
      if _slowPath(gas < 0) { break loop }
      ip += 1
    case .loadStorageToAdd:
      gas = host.pointee.loadStorageToAdd(sp, frame, gas, view)
      if _slowPath(gas < 0) { break loop }
      ip += 1
    case .addToStorage:
      gas = host.pointee.addToStorage(sp, frame, gas, view)
      if _slowPath(gas < 0) { break loop }
      sp -= 2
      ip += 1
    case .storeStorage:
      gas = host.pointee.storeStorage(sp, frame, gas, view)
      if _slowPath(gas < 0) { break loop }
      sp -= 2
      ip += 1
    case .loadTransient:
      gas = host.pointee.loadTransient(sp, frame, gas, view)
      if _slowPath(gas < 0) { break loop }
      ip += 1
    case .storeTransient:
      gas = host.pointee.storeTransient(sp, frame, gas, view)
      if _slowPath(gas < 0) { break loop }
      sp -= 2
      ip += 1
    case .log:
      let topicCount = Int(ip.pointee.a)
      gas = host.pointee.log(sp, frame, gas, view, topicCount: topicCount)
      if _slowPath(gas < 0) { break loop }
      memorySize = UInt64(truncatingIfNeeded: frame.pointee.memorySize)
      sp -= topicCount &+ 2
      ip += 1
    case .create:
      frame.pointee.stackTop = sp + 1
      gas = host.pointee.create(sp, frame, gas, view)
      if _slowPath(gas < 0) { break loop }
      memorySize = UInt64(truncatingIfNeeded: frame.pointee.memorySize)
      sp -= 2
      ip += 1
    case .create2:
      frame.pointee.stackTop = sp + 1
      gas = host.pointee.create2(sp, frame, gas, view)
      if _slowPath(gas < 0) { break loop }
      memorySize = UInt64(truncatingIfNeeded: frame.pointee.memorySize)
      sp -= 3
      ip += 1
    case .call:
      frame.pointee.stackTop = sp + 1
      gas = host.pointee.call(sp, frame, gas, view)
      if _slowPath(gas < 0) { break loop }
      memorySize = UInt64(truncatingIfNeeded: frame.pointee.memorySize)
      sp -= 6
      ip += 1
    case .callCode:
      frame.pointee.stackTop = sp + 1
      gas = host.pointee.callCode(sp, frame, gas, view)
      if _slowPath(gas < 0) { break loop }
      memorySize = UInt64(truncatingIfNeeded: frame.pointee.memorySize)
      sp -= 6
      ip += 1
    case .delegateCall:
      frame.pointee.stackTop = sp + 1
      gas = host.pointee.delegateCall(sp, frame, gas, view)
      if _slowPath(gas < 0) { break loop }
      memorySize = UInt64(truncatingIfNeeded: frame.pointee.memorySize)
      sp -= 5
      ip += 1
    case .staticCall:
      frame.pointee.stackTop = sp + 1
      gas = host.pointee.staticCall(sp, frame, gas, view)
      if _slowPath(gas < 0) { break loop }
      memorySize = UInt64(truncatingIfNeeded: frame.pointee.memorySize)
      sp -= 5
      ip += 1
    case .selfDestruct:
      gas = host.pointee.selfDestruct(sp, frame, gas, view)
      if _slowPath(gas < 0) { break loop }
      halt = .destroyed
      break loop
    case .return:
      gas = endWithOutput(frame, sp, gas)
      halt = gas < 0 ? .outOfGas : .returned
      break loop
    case .revert:
      gas = endWithOutput(frame, sp, gas)
      halt = gas < 0 ? .outOfGas : .reverted
      break loop
    case .invalid:
      halt = .invalidInstruction
      break loop
    }
  }
  finish(frame, halt, gas)
}

/// Writes the frame's end: an operation of the host that failed has named its halt or ran out of gas;
/// an exceptional halt takes all gas.
@inline(__always)
private func finish(_ frame: UnsafeMutablePointer<Frame>, _ halt: Halt, _ gas: Int64) {
  if halt == .none {
    if frame.pointee.halt == .none { frame.pointee.halt = .outOfGas }
  } else {
    frame.pointee.halt = halt
  }
  let keepsGas = frame.pointee.halt.isSuccess || frame.pointee.halt == .reverted
  frame.pointee.gas = keepsGas ? gas : 0
}
