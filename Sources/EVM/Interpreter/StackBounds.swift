import Primitives

/// How many operands a block finds at its start at least, and for how many more there is room, in the
/// form that its header checks: as bytes of operand stack, two to a word.
struct StackBounds {
  let rawValue: UInt64

  @inline(__always)
  init(rawValue: UInt64) { self.rawValue = rawValue }

  /// - Parameters:
  ///   - needed: The least height that the block can start with.
  ///   - growth: The most by which it exceeds that at its start. 1,024 operands are the limit.
  init(needed: Int, growth: Int) {
    let stride = MemoryLayout<Word>.stride
    let room = max(0, 1025 - growth - needed)
    rawValue = UInt64(min(needed, 0xffff) * stride) | UInt64(room * stride) << 32
  }

  @inline(__always)
  var neededBytes: UInt64 { rawValue & 0xffff_ffff }

  /// What the height may exceed the needed one by, exclusive; zero for a block that fits no stack.
  @inline(__always)
  var roomBytes: UInt64 { rawValue &>> 32 }
}
