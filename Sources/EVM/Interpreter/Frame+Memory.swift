import Primitives
import State

extension Frame {
  /// Makes `size` bytes of memory from `offset` on usable and returns the gas that is left, negative if
  /// it does not suffice. `offset` is without meaning where `size` is zero (yellow paper, appendix H).
  ///
  /// After a non-negative answer `offset.l0` and `size.l0` are the whole values where `size` is not zero.
  @inline(__always)
  mutating func touchMemory(_ offset: Word, _ size: Word, gas: Int64) -> Int64 {
    if size.isZero { return gas }
    if _slowPath(
      !offset.fitsInOneLimb || !size.fitsInOneLimb || offset.l0 > 0xffff_ffff
        || size.l0 > 0xffff_ffff)
    {
      return -1
    }
    let end = Int(truncatingIfNeeded: offset.l0 &+ size.l0)
    return end <= memorySize ? gas : growMemory(to: end, gas: gas)
  }

  /// The gas left after growing memory to hold byte `end` − 1: 3 gas a word and words²/512 (yellow
  /// paper, appendix G). The slab's end counts as out of gas: 2³⁰ bytes cost 2.2·10¹² gas, which no
  /// block has.
  @inline(never)
  mutating func growMemory(to end: Int, gas: Int64) -> Int64 {
    let words = (end &+ 31) &>> 5
    let oldWords = memorySize &>> 5
    let cost = words &* 3 &+ (words &* words) &>> 9
    let oldCost = oldWords &* 3 &+ (oldWords &* oldWords) &>> 9
    let left = gas &- Int64(cost &- oldCost)
    let newSize = words &<< 5
    if left < 0 || newSize > memoryCapacity { return -1 }
    (memory + memorySize).update(repeating: 0, count: newSize &- memorySize)
    memorySize = newSize
    return left
  }
}
