import Primitives
import State

@testable import EVM

/// Runs code that touches no state in a frame of its own, for tests of the interpreter alone.
final class PureFrame {
  let halt: Halt
  let gasUsed: Int64
  let memory: [UInt8]
  let output: [UInt8]
  /// The operand stack at the end, bottom first. Known only where the code ends by STOP: it is read
  /// from the slots below the highest one that was written.
  let stack: [Word]

  static let pattern = Word(0x5a5a)

  init(
    _ code: [UInt8], gas: Int64 = 1_000_000, callData: [UInt8] = [], stackCount: Int = 0,
    fuses: Bool = true, rules: ForkRules = ForkRules(.cancun)
  ) {
    let slab = UnsafeMutablePointer<Word>.allocate(capacity: 1100)
    slab.initialize(repeating: Self.pattern, count: 1100)
    let memorySlab = UnsafeMutablePointer<UInt8>.allocate(capacity: 1 << 20)
    let input = UnsafeMutablePointer<UInt8>.allocate(capacity: callData.count + 1)
    input.initialize(from: callData, count: callData.count)
    let bytes = UnsafeMutableRawBufferPointer.allocate(byteCount: code.count, alignment: 1)
    bytes.copyBytes(from: code)
    let analysed = AnalysedCode.make(
      UnsafeRawBufferPointer(bytes), table: InstructionTable(rules: rules), fuses: fuses)
    let store = CodeStore()
    let cache = CodeCache(rules: rules, store: store)
    let host = EVM.Host.make(rules: rules, codeStore: store, codeCache: cache)
    defer {
      AnalysedCode.destroy(analysed)
      for pointer in [UnsafeMutableRawPointer(slab), .init(memorySlab), .init(input)] {
        pointer.deallocate()
      }
      bytes.deallocate()
      EVM.Host.destroy(host)
      withExtendedLifetime((store, cache)) {}
    }
    var frame = Frame(
      code: UnsafePointer(analysed), stack: slab + 32, memory: memorySlab,
      memoryCapacity: 1 << 20, gas: gas, input: UnsafePointer(input), inputCount: callData.count,
      account: 0, depth: 0, isStatic: false, address: Address(truncating: Word(0xadd)),
      caller: Address(truncating: Word(0xca11)), value: Word(7), output: UnsafePointer(memorySlab),
      stackTop: slab + 32)
    interpret(&frame, host, CommittedView(WorldState()))
    halt = frame.halt
    gasUsed = gas - frame.gas
    memory = Array(UnsafeBufferPointer(start: memorySlab, count: frame.memorySize))
    output = Array(UnsafeBufferPointer(start: frame.output, count: frame.outputCount))
    stack = Array(UnsafeBufferPointer(start: slab + 32, count: stackCount))
  }
}
