import Primitives
import State

/// Turns bytes of code into blocks of instructions.
///
/// A basic block begins at the start, at every JUMPDEST and behind every instruction that ends one.
/// Its header charges the constant gas of all its instructions at once. That gas is observable only
/// where ``Handler/endsBlock`` says so; anywhere else running out a few instructions early is the same
/// exceptional halt (all gas gone, all changes undone).
struct CodeAnalyser: ~Copyable {
  let code: UnsafeRawBufferPointer
  let table: InstructionTable
  /// False leaves every instruction by itself, so that tests can hold the fused forms to the plain.
  var fuses = true
  /// True makes every instruction a block of its own, with a ``Handler/traceStep`` in front.
  var traces = false

  // Plain memory rather than arrays: analysis is most of what a block's first execution costs, and
  // arrays handed to the matcher were retained and released at every instruction (28% of it).
  private(set) var instructions: GrowableBuffer<Instruction>
  private(set) var constants = GrowableBuffer<Word>(capacity: 16)
  /// One for each byte of code; whoever runs the analysis takes it over.
  let jumpTargets: UnsafeMutablePointer<Int32>

  /// The block being collected, not fused yet.
  private var block = GrowableBuffer<Instruction>(capacity: 64)
  private var blockGas = 0
  /// Operands at this place relative to the block's start.
  private var height = 0
  /// Operands the block needs at its start.
  private var needed = 0
  /// The most operands it adds to those at its start.
  private var growth = 0
  /// Jumps whose targets wait for the end: instruction number and target's place in the code.
  private var staticJumps = GrowableBuffer<StaticJump>(capacity: 64)

  /// The place of the SSTORE that ends the last ``CheckedAddition`` found.
  private var additionEnd = -1

  private struct StaticJump: BitwiseCopyable {
    var instruction: Int
    var target: Int
  }

  init(code: UnsafeRawBufferPointer, table: InstructionTable) {
    self.code = code
    self.table = table
    jumpTargets = .allocate(capacity: max(code.count, 1))
    jumpTargets.initialize(repeating: -1, count: code.count)
    instructions = GrowableBuffer(capacity: code.count / 2 + 4)
  }

  mutating func run() {
    markJumpDestinations()
    var position = 0
    while position < code.count { position += decode(at: position) }
    // Running off the end is a STOP. Of empty code no tracer hears.
    if traces && code.count > 0 { announce(position, opcode: 0) }
    block.append(Instruction(.stop))
    closeBlock()
    for i in 0..<staticJumps.count {
      instructions[staticJumps[i].instruction].a = jumpTargets[staticJumps[i].target]
    }
  }

  /// A first pass, because a fused jump must know whether its target is one.
  private mutating func markJumpDestinations() {
    var position = 0
    while position < code.count {
      if code[position] == 0x5b { jumpTargets[position] = 0 }
      position += 1 + Self.immediateCount(code[position])
    }
  }

  /// Bytes of operand that follow an opcode.
  private static func immediateCount(_ opcode: UInt8) -> Int {
    opcode >= 0x60 && opcode <= 0x7f ? Int(opcode) - 0x5f : 0
  }

  /// Decodes one instruction and returns its length in bytes.
  private mutating func decode(at position: Int) -> Int {
    let opcode = code[position]
    let entry = table.entries[Int(opcode)]
    if opcode == 0x5b {
      if block.count != 0 || blockGas != 0 { closeBlock() }
      jumpTargets[position] = Int32(instructions.count)
    }
    if traces { announce(position, opcode: opcode) }
    account(for: entry)
    let immediateCount = Self.immediateCount(opcode)
    switch entry.handler {
    case .beginBlock?: break
    case .push? where opcode == 0x58:
      block.append(Instruction(.push, immediate: UInt64(position)))
    case .push?, .pushWide?: appendPush(operand(at: position + 1, count: immediateCount))
    case .exponentiate?: block.append(Instruction(.exponentiate, a: table.exponentByte))
    case .log?: block.append(Instruction(.log, a: Int32(opcode - 0xa0)))
    case .loadStorage? where beginsAddition(at: position):
      block.append(Instruction(.loadStorageToAdd))
    case .storeStorage? where position == additionEnd:
      block.append(Instruction(.addToStorage))
    case let handler?: block.append(Instruction(handler))
    case nil: block.append(Instruction(.invalid))
    }
    if traces || (entry.handler ?? .invalid).endsBlock { closeBlock() }
    return 1 + immediateCount
  }

  private mutating func beginsAddition(at position: Int) -> Bool {
    guard fuses && !traces, block.count > 0,
      let end = CheckedAddition.store(
        after: position, in: code, previous: block[block.count - 1])
    else { return false }
    additionEnd = end
    return true
  }

  /// Puts in front of the next block what tells the tracer of the instruction in it.
  private mutating func announce(_ position: Int, opcode: UInt8) {
    instructions.append(
      Instruction(.traceStep, a: Int32(opcode), immediate: UInt64(position)))
  }

  private mutating func account(for entry: InstructionTable.Entry) {
    blockGas += entry.gas
    needed = max(needed, entry.pops - height)
    height += entry.pushes - entry.pops
    growth = max(growth, height)
  }

  /// The operand of a PUSH; bytes beyond the end of the code are zero.
  private func operand(at position: Int, count: Int) -> Word {
    var value = Word.zero
    for i in 0..<count {
      let byte = position + i < code.count ? code[position + i] : 0
      value = Word(
        value.l0 << 8 | UInt64(byte), value.l1 << 8 | value.l0 >> 56,
        value.l2 << 8 | value.l1 >> 56, value.l3 << 8 | value.l2 >> 56)
    }
    return value
  }

  private mutating func appendPush(_ value: Word) {
    if value.fitsInOneLimb {
      block.append(Instruction(.push, immediate: value.l0))
    } else {
      block.append(Instruction(.pushWide, immediate: UInt64(constants.count)))
      constants.append(value)
    }
  }

  private func match(at position: Int) -> Fusion.Match {
    guard fuses && !traces else { return Fusion.Match(instruction: block[position], count: 1) }
    return Fusion(
      next: UnsafePointer(block.base + position), count: block.count - position,
      jumpTargets: UnsafePointer(jumpTargets), codeCount: code.count
    ).match()
  }

  private mutating func closeBlock() {
    // Gas is clamped for code of gigabytes only: 1,875, the largest constant of an instruction that
    // does not end its block, times a million bytes still fits.
    let bounds = StackBounds(needed: needed, growth: growth)
    instructions.append(
      Instruction(.beginBlock, a: Int32(clamping: blockGas), immediate: bounds.rawValue))
    var position = 0
    while position < block.count {
      let fused = match(at: position)
      if let target = fused.jumpTarget {
        staticJumps.append(StaticJump(instruction: instructions.count, target: target))
      }
      instructions.append(fused.instruction)
      if let constant = fused.constant {
        instructions[instructions.count - 1].immediate = UInt64(constants.count)
        constants.append(constant)
      }
      position += fused.count
    }
    block.removeAll()
    blockGas = 0
    height = 0
    needed = 0
    growth = 0
  }
}
