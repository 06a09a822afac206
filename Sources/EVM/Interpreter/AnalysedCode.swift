import Primitives

/// A contract's code made ready for the interpreter: instructions in blocks, gas and stack bounds of
/// each block summed, static jumps resolved, common sequences fused.
///
/// Immutable once made; plain pointers, so that workers share it without counting references.
struct AnalysedCode {
  /// The code itself, owned by whoever asked for the analysis.
  var bytes: UnsafePointer<UInt8>
  var count: Int
  /// Starts with a block and ends with a stop, so that no program counter is ever out of bounds.
  var instructions: UnsafeMutablePointer<Instruction>
  var instructionCount: Int
  /// Operands of PUSH9 to PUSH32.
  var constants: UnsafeMutablePointer<Word>
  /// For each byte of the code the number of the block that a JUMPDEST there begins, else −1.
  var jumpTargets: UnsafeMutablePointer<Int32>
  /// Of traced code, which is one ``Handler/traceFrame``: the instructions to run under the tracer.
  var traced: UnsafeMutablePointer<AnalysedCode>?
  /// Memory of the whole analysis, without the code itself.
  var byteCount = 0

  /// Analyses `bytes` under a fork's instructions: O(count) time and about 20 bytes of memory a byte of
  /// code.
  ///
  /// `bytes` must live as long as the result, which ``destroy(_:)`` frees.
  static func make(
    _ bytes: UnsafeRawBufferPointer, table: InstructionTable, fuses: Bool = true
  ) -> UnsafeMutablePointer<AnalysedCode> {
    var analyser = CodeAnalyser(code: bytes, table: table)
    analyser.fuses = fuses
    return make(&analyser, bytes)
  }

  /// Analyses `bytes` for a traced run, in which every instruction announces itself to the tracer and is
  /// charged for by itself. Otherwise as ``make(_:table:fuses:)``.
  static func makeTraced(
    _ bytes: UnsafeRawBufferPointer, table: InstructionTable
  ) -> UnsafeMutablePointer<AnalysedCode> {
    var analyser = CodeAnalyser(code: bytes, table: table)
    analyser.traces = true
    let traced = make(&analyser, bytes)
    let entry = UnsafeMutablePointer<Instruction>.allocate(capacity: 1)
    entry.initialize(to: Instruction(.traceFrame))
    let code = UnsafeMutablePointer<AnalysedCode>.allocate(capacity: 1)
    code.initialize(
      to: AnalysedCode(
        bytes: traced.pointee.bytes, count: bytes.count, instructions: entry, instructionCount: 1,
        constants: .allocate(capacity: 1), jumpTargets: .allocate(capacity: 1), traced: traced,
        byteCount: traced.pointee.byteCount))
    return code
  }

  private static func make(
    _ analyser: inout CodeAnalyser, _ bytes: UnsafeRawBufferPointer
  ) -> UnsafeMutablePointer<AnalysedCode> {
    analyser.run()
    let code = UnsafeMutablePointer<AnalysedCode>.allocate(capacity: 1)
    code.initialize(
      to: AnalysedCode(
        bytes: bytes.baseAddress?.assumingMemoryBound(to: UInt8.self) ?? noBytes,
        count: bytes.count,
        instructions: copy(analyser.instructions.base, analyser.instructions.count),
        instructionCount: analyser.instructions.count,
        constants: copy(analyser.constants.base, analyser.constants.count),
        jumpTargets: analyser.jumpTargets,
        byteCount: MemoryLayout<AnalysedCode>.stride
          + analyser.instructions.count * MemoryLayout<Instruction>.stride
          + analyser.constants.count * MemoryLayout<Word>.stride
          + bytes.count * MemoryLayout<Int32>.stride))
    return code
  }

  static func destroy(_ code: UnsafeMutablePointer<AnalysedCode>) {
    if let traced = code.pointee.traced { destroy(traced) }
    code.pointee.instructions.deallocate()
    code.pointee.constants.deallocate()
    code.pointee.jumpTargets.deallocate()
    code.deallocate()
  }

  /// Stands for the bytes of empty code; never read, hence safe to share.
  nonisolated(unsafe) private static let noBytes = UnsafePointer(
    UnsafeMutablePointer<UInt8>.allocate(capacity: 1))

  private static func copy<Element>(
    _ elements: UnsafePointer<Element>, _ count: Int
  ) -> UnsafeMutablePointer<Element> {
    let memory = UnsafeMutablePointer<Element>.allocate(capacity: max(count, 1))
    memory.initialize(from: elements, count: count)
    return memory
  }
}
