import Primitives

/// Which sequences of instructions run as one.
///
/// Each saves the dispatches in between: most of the time of a short instruction. Sequences are those
/// that Vyper and Solidity emit most, by a count over the 2,088 contracts of the mainnet fixtures. The rule for all: the fused handler has the very effect of the
/// sequence; stack bounds and gas are the block's business and do not change.
struct Fusion {
  /// The first instruction that is not emitted yet, and how many the block has from there on.
  let next: UnsafePointer<Instruction>
  let count: Int
  let jumpTargets: UnsafePointer<Int32>
  let codeCount: Int

  struct Match {
    var instruction: Instruction
    /// How many instructions of the block it stands for.
    var count: Int
    /// A byte position in the code, to be resolved into the instruction's `a`.
    var jumpTarget: Int?
    /// What the instruction's `immediate` is to be the number of, among the constants.
    var constant: Word?
  }

  /// The longest sequence from ``next`` on that has a fused form, else the instruction itself.
  func match() -> Match {
    conditionalJump() ?? loopCondition() ?? folded() ?? pair()
      ?? Match(instruction: next[0], count: 1)
  }

  private func handler(_ offset: Int) -> Handler? {
    offset < count ? next[offset].handler : nil
  }

  /// The target of a PUSH at `offset` with `jump` behind it, if it is a JUMPDEST.
  private func target(_ offset: Int, _ jump: Handler) -> Int? {
    guard handler(offset + 1) == jump, next[offset].handler == .push else { return nil }
    let place = next[offset].immediate
    guard place < UInt64(codeCount), jumpTargets[Int(place)] >= 0 else { return nil }
    return Int(place)
  }

  /// Sequences that end in a jump to a constant place which is a JUMPDEST. A jump elsewhere is left to
  /// the plain handlers: it fails only when taken.
  private func conditionalJump() -> Match? {
    func fused(_ handler: Handler, _ count: Int, _ target: Int, immediate: UInt64 = 0) -> Match {
      Match(
        instruction: Instruction(handler, immediate: immediate), count: count, jumpTarget: target)
    }
    if handler(0) == .duplicate1, handler(1) == .push, let place = target(3, .jumpIf) {
      let immediate = next[1].immediate
      switch handler(2) {
      case .equal?: return fused(.jumpIfSelectorStatic, 5, place, immediate: immediate)
      case .greater?: return fused(.jumpIfImmediateGreaterStatic, 5, place, immediate: immediate)
      case .less?: return fused(.jumpIfImmediateLessStatic, 5, place, immediate: immediate)
      default: break
      }
    }
    if handler(1) == .isZero, let place = target(2, .jumpIf) {
      switch handler(0) {
      case .less?: return fused(.jumpIfNotLessStatic, 4, place)
      case .greater?: return fused(.jumpIfNotGreaterStatic, 4, place)
      case .equal?: return fused(.jumpIfDifferentStatic, 4, place)
      default: break
      }
    }
    if let place = target(1, .jumpIf) {
      switch handler(0) {
      case .isZero?: return fused(.jumpIfZeroStatic, 3, place)
      case .equal?: return fused(.jumpIfEqualStatic, 3, place)
      case .xor?, .subtract?: return fused(.jumpIfDifferentStatic, 3, place)
      case .less?: return fused(.jumpIfLessStatic, 3, place)
      case .greater?: return fused(.jumpIfGreaterStatic, 3, place)
      default: break
      }
    }
    if let place = target(0, .jumpIf) { return fused(.jumpIfStatic, 2, place) }
    if let place = target(0, .jump) { return fused(.jumpStatic, 2, place) }
    return nil
  }

  private func pair() -> Match? {
    guard count >= 2 else { return nil }
    let first = next[0]
    let second = next[1]
    let third = handler(2)
    func fused(_ handler: Handler, a: Int32 = 0, _ immediate: UInt64 = 0, count: Int = 2) -> Match {
      Match(instruction: Instruction(handler, a: a, immediate: immediate), count: count)
    }
    switch (first.handler, second.handler) {
    case (.push, .swap1) where third == .subtract:
      return fused(.subtractImmediate, first.immediate, count: 3)
    case (.push, .push) where third == .storeMemory && isSmall(first) && isNear(second):
      return fused(
        .storeConstantImmediate, a: Int32(first.immediate), second.immediate, count: 3)
    case (.push, .add): return fused(.addImmediate, first.immediate)
    case (.push, .multiply): return fused(.multiplyImmediate, first.immediate)
    case (.push, .and): return fused(.andImmediate, first.immediate)
    case (.pushWide, .and): return fused(.andWide, first.immediate)
    case (.push, .equal): return fused(.equalImmediate, first.immediate)
    case (.push, .less): return fused(.lessImmediate, first.immediate)
    case (.push, .greater): return fused(.greaterImmediate, first.immediate)
    case (.push, .shiftLeft) where first.immediate < 256:
      return fused(.shiftLeftImmediate, first.immediate)
    case (.push, .shiftRight) where first.immediate < 256:
      return fused(.shiftRightImmediate, first.immediate)
    case (.push, .loadMemory) where isNear(first):
      return fused(.loadMemoryImmediate, first.immediate)
    case (.push, .storeMemory) where isNear(first):
      return fused(.storeMemoryImmediate, first.immediate)
    case (.push, .callDataLoad) where isNear(first):
      return fused(.callDataLoadImmediate, first.immediate)
    case (.push, .push) where isSmall(first) && !consumesPush(third) && constant(at: 1) == nil:
      return fused(.push2, a: Int32(first.immediate), second.immediate)
    case (.swap1, .pop): return fused(.swap1Pop)
    case (.swap2, .pop): return fused(.swap2Pop)
    case (.pop, .pop):
      var number = 2
      while handler(number) == .pop { number += 1 }
      return fused(.popMany, a: Int32(clamping: number), count: number)
    case (.swap2, .swap1): return fused(.swap2Swap1)
    case (.isZero, .isZero): return fused(.isNotZero)
    case (.swap1, .subtract): return fused(.subtractSwapped)
    case (.duplicate2, .storeMemory): return fused(.storeMemoryBelow)
    default: return duplication()
    }
  }

  /// Sequences with DUP.
  private func duplication() -> Match? {
    let (first, second) = (next[0], next[1])
    let (depth, secondDepth) = (duplicateDepth(first.handler), duplicateDepth(second.handler))
    func fused(_ handler: Handler, a: Int, _ immediate: UInt64 = 0, count: Int = 2) -> Match {
      Match(instruction: Instruction(handler, a: Int32(a), immediate: immediate), count: count)
    }
    if first.handler == .push && secondDepth >= 2 {
      // The copy comes from below the constant.
      if handler(2) == .add {
        return fused(.pushSum, a: secondDepth - 2, first.immediate, count: 3)
      }
      return fused(.pushDuplicate, a: secondDepth - 1, first.immediate)
    }
    if depth >= 2 && second.handler == .add { return fused(.addDuplicate, a: depth) }
    // DUP2 MSTORE is the more for the second of the two.
    let storesNext = second.handler == .duplicate2 && handler(2) == .storeMemory
    if depth >= 1 && secondDepth >= 1 && !storesNext {
      return fused(.duplicatePair, a: depth, UInt64(secondDepth))
    }
    return nil
  }

  /// DUP DUP LT (or GT), maybe ISZERO, PUSH JUMPI: how loops end.
  private func loopCondition() -> Match? {
    guard count >= 5 else { return nil }
    let (depth, secondDepth) = (duplicateDepth(next[0].handler), duplicateDepth(next[1].handler))
    guard depth >= 1, secondDepth >= 2, next[2].handler == .less || next[2].handler == .greater
    else { return nil }
    let isNegated = next[3].handler == .isZero
    guard let place = target(isNegated ? 4 : 3, .jumpIf) else { return nil }
    // Where the two are before they are copied: the second copy is the comparison's first operand.
    let (first, second) = (UInt64(secondDepth - 2), UInt64(depth - 1))
    let depths = next[2].handler == .less ? first | second << 8 : second | first << 8
    return Match(
      instruction: Instruction(
        isNegated ? .jumpIfNotLessInPlaceStatic : .jumpIfLessInPlaceStatic, immediate: depths),
      count: isNegated ? 6 : 5, jumpTarget: place)
  }

  /// A constant that code computes, and the AND that mostly follows.
  private func folded() -> Match? {
    guard let (constant, length) = constant(at: 0) else { return nil }
    let isMask = handler(length) == .and
    return Match(
      instruction: Instruction(isMask ? .andWide : .pushWide), count: isMask ? length + 1 : length,
      constant: constant)
  }

  /// The value of PUSH PUSH SHL, or of PUSH PUSH PUSH SHL SUB, and its length: Solidity writes
  /// 2¹⁶⁰ − 1 as the second, to mask an address with.
  private func constant(at offset: Int) -> (value: Word, count: Int)? {
    func pushes(_ number: Int) -> Bool {
      (0..<number).allSatisfy { handler(offset + $0) == .push }
    }
    func shifted(_ offset: Int) -> Word {
      Word.shiftLeft(Word(next[offset].immediate), by: Word(next[offset + 1].immediate))
    }
    if pushes(3), handler(offset + 3) == .shiftLeft, handler(offset + 4) == .subtract {
      return (shifted(offset + 1) &- Word(next[offset].immediate), 5)
    }
    if pushes(2), handler(offset + 2) == .shiftLeft { return (shifted(offset), 3) }
    return nil
  }

  /// A memory or calldata offset for which offset + 32 cannot overflow and which no block can pay for.
  private func isNear(_ push: Instruction) -> Bool { push.immediate < 1 << 30 }

  private func isSmall(_ push: Instruction) -> Bool { push.immediate < 1 << 31 }

  /// Whether an instruction has a fused form with the PUSH before it, which is worth more than fusing
  /// that PUSH with the one before.
  private func consumesPush(_ handler: Handler?) -> Bool {
    switch handler {
    case .add?, .multiply?, .and?, .equal?, .less?, .greater?, .shiftLeft?, .shiftRight?: true
    case .loadMemory?, .storeMemory?, .callDataLoad?, .jump?, .jumpIf?, .swap1?: true
    default: false
    }
  }

  /// *n* for DUP*n*, else 0.
  private func duplicateDepth(_ handler: Handler) -> Int {
    let first = Handler.duplicate1.rawValue
    guard handler.rawValue >= first, handler.rawValue <= Handler.duplicate16.rawValue else {
      return 0
    }
    return Int(handler.rawValue - first) + 1
  }
}
