import Primitives

// Instructions over ranges of memory: each takes the stack pointer as the loop has it, reads its
// operands there, and returns the gas left, negative where it does not suffice.

/// Gas of copying or hashing `size` bytes, a word at a time. `size` has passed a memory check.
@inline(__always)
private func wordGas(_ size: Int, each: Int64) -> Int64 { Int64((size &+ 31) &>> 5) &* each }

/// KECCAK256: 6 gas a word; the hash replaces the second operand.
@inline(never)
func hashMemory(
  _ frame: UnsafeMutablePointer<Frame>, _ sp: UnsafeMutablePointer<Word>, _ gas: Int64
) -> Int64 {
  var left = frame.pointee.touchMemory(sp[0], sp[-1], gas: gas)
  if left < 0 { return left }
  let count = Int(truncatingIfNeeded: sp[-1].l0)
  left &-= wordGas(count, each: 6)
  if left < 0 { return left }
  let start = count == 0 ? 0 : Int(truncatingIfNeeded: sp[0].l0)
  let bytes = UnsafeRawBufferPointer(start: frame.pointee.memory + start, count: count)
  sp[-1] = Primitives.keccak256(bytes).word
  return left
}

/// The 32 bytes of call data at `offset`; bytes beyond its end are zero.
@inline(__always)
func callDataWord(_ frame: UnsafeMutablePointer<Frame>, _ offset: Word) -> Word {
  let count = frame.pointee.inputCount
  if _fastPath(offset.fitsInOneLimb && Int64(bitPattern: offset.l0) >= 0) {
    let start = Int(truncatingIfNeeded: offset.l0)
    if _fastPath(start &+ 32 <= count && start &+ 32 > 0) {
      return Word(bigEndian: UnsafeRawPointer(frame.pointee.input) + start)
    }
    if start < count { return partialWord(frame.pointee.input + start, count: count &- start) }
  }
  return .zero
}

/// The word whose first `count` bytes, fewer than 32, are at `bytes`, and whose others are zero.
@inline(never)
private func partialWord(_ bytes: UnsafePointer<UInt8>, count: Int) -> Word {
  withUnsafeTemporaryAllocation(byteCount: 32, alignment: 8) { buffer in
    let padded = buffer.baseAddress.unsafelyUnwrapped
    padded.initializeMemory(as: UInt8.self, repeating: 0, count: 32)
    padded.copyMemory(from: bytes, byteCount: count)
    return Word(bigEndian: padded)
  }
}

/// CALLDATACOPY: destination, offset, size.
@inline(never)
func copyCallData(
  _ frame: UnsafeMutablePointer<Frame>, _ sp: UnsafeMutablePointer<Word>, _ gas: Int64
) -> Int64 {
  copyPadded(frame, sp, gas, source: frame.pointee.input, count: frame.pointee.inputCount)
}

/// CODECOPY: destination, offset, size.
@inline(never)
func copyCode(
  _ frame: UnsafeMutablePointer<Frame>, _ sp: UnsafeMutablePointer<Word>, _ gas: Int64
) -> Int64 {
  let code = frame.pointee.code
  return copyPadded(frame, sp, gas, source: code.pointee.bytes, count: code.pointee.count)
}

/// Copies to memory at sp[0] the sp[-2] bytes from sp[-1] on of a source, zeros beyond its end:
/// 3 gas a word.
@inline(__always)
func copyPadded(
  _ frame: UnsafeMutablePointer<Frame>, _ sp: UnsafeMutablePointer<Word>, _ gas: Int64,
  source: UnsafePointer<UInt8>, count: Int
) -> Int64 {
  var left = frame.pointee.touchMemory(sp[0], sp[-2], gas: gas)
  if left < 0 || sp[-2].isZero { return left }
  let size = Int(truncatingIfNeeded: sp[-2].l0)
  left &-= wordGas(size, each: 3)
  if left < 0 { return left }
  let destination = frame.pointee.memory + Int(truncatingIfNeeded: sp[0].l0)
  let offset = sp[-1]
  var copied = 0
  if offset.fitsInOneLimb && offset.l0 < UInt64(truncatingIfNeeded: count) {
    let start = Int(truncatingIfNeeded: offset.l0)
    copied = min(size, count &- start)
    destination.update(from: source + start, count: copied)
  }
  (destination + copied).update(repeating: 0, count: size &- copied)
  return left
}

/// RETURNDATACOPY: destination, offset, size. Reading beyond the end is an exceptional halt (EIP-211).
@inline(never)
func copyReturnData(
  _ frame: UnsafeMutablePointer<Frame>, _ host: UnsafeMutablePointer<Host>,
  _ sp: UnsafeMutablePointer<Word>, _ gas: Int64
) -> Int64 {
  let count = UInt64(truncatingIfNeeded: host.pointee.returnDataCount)
  let (offset, size) = (sp[-1], sp[-2])
  // Neither exceeds the count where the comparison gets to the sum, so that cannot overflow.
  if !offset.fitsInOneLimb || !size.fitsInOneLimb || offset.l0 > count || size.l0 > count
    || offset.l0 &+ size.l0 > count
  {
    frame.pointee.halt = .returnDataOutOfBounds
    return -1
  }
  return copyPadded(
    frame, sp, gas, source: host.pointee.returnData, count: Int(truncatingIfNeeded: count))
}

/// MCOPY (EIP-5656): destination, offset, size; the ranges may overlap.
@inline(never)
func copyWithinMemory(
  _ frame: UnsafeMutablePointer<Frame>, _ sp: UnsafeMutablePointer<Word>, _ gas: Int64
) -> Int64 {
  var left = frame.pointee.touchMemory(sp[0], sp[-2], gas: gas)
  if left < 0 || sp[-2].isZero { return left }
  left = frame.pointee.touchMemory(sp[-1], sp[-2], gas: left)
  if left < 0 { return left }
  let size = Int(truncatingIfNeeded: sp[-2].l0)
  left &-= wordGas(size, each: 3)
  if left < 0 { return left }
  let memory = UnsafeMutableRawPointer(frame.pointee.memory)
  (memory + Int(truncatingIfNeeded: sp[0].l0)).copyMemory(
    from: memory + Int(truncatingIfNeeded: sp[-1].l0), byteCount: size)
  return left
}

/// RETURN and REVERT: offset, size.
@inline(never)
func endWithOutput(
  _ frame: UnsafeMutablePointer<Frame>, _ sp: UnsafeMutablePointer<Word>, _ gas: Int64
) -> Int64 {
  let left = frame.pointee.touchMemory(sp[0], sp[-1], gas: gas)
  if left < 0 { return left }
  frame.pointee.outputCount = Int(truncatingIfNeeded: sp[-1].l0)
  let start = frame.pointee.outputCount == 0 ? 0 : Int(truncatingIfNeeded: sp[0].l0)
  frame.pointee.output = UnsafePointer(frame.pointee.memory + start)
  return left
}
