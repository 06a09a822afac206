import Primitives
import State

extension Host {
  /// BLOCKHASH: of the 256 blocks before this one, zero for any other.
  @inline(never)
  mutating func blockHash(
    _ sp: UnsafeMutablePointer<Word>, _ frame: UnsafeMutablePointer<Frame>, _ gas: Int64,
    _ view: any StateView
  ) -> Int64 {
    let current = environment.number.l0
    let wanted = sp[0]
    let depth = current &- wanted.l0
    let isRecent = wanted.fitsInOneLimb && wanted.l0 < current && depth <= 256
    sp[0] =
      isRecent && depth <= UInt64(blockHashes.count)
      ? blockHashes[Int(truncatingIfNeeded: depth) &- 1] : .zero
    return gas
  }

  /// BLOBHASH (EIP-4844).
  @inline(never)
  mutating func blobHash(
    _ sp: UnsafeMutablePointer<Word>, _ frame: UnsafeMutablePointer<Frame>, _ gas: Int64,
    _ view: any StateView
  ) -> Int64 {
    let index = sp[0]
    let isThere = index.fitsInOneLimb && index.l0 < UInt64(blobHashes.count)
    sp[0] = isThere ? blobHashes[Int(truncatingIfNeeded: index.l0)] : .zero
    return gas
  }

  /// LOG0 to LOG4: offset, size, topics.
  @inline(never)
  mutating func log(
    _ sp: UnsafeMutablePointer<Word>, _ frame: UnsafeMutablePointer<Frame>, _ gas: Int64,
    _ view: any StateView, topicCount: Int
  ) -> Int64 {
    if frame.pointee.isStatic { return violation(frame) }
    let size = sp[-1]
    var left = frame.pointee.touchMemory(sp[0], size, gas: gas)
    if left < 0 { return -1 }
    left &-= rules.gas.logByte &* Int64(truncatingIfNeeded: size.l0)
    if left < 0 { return -1 }
    logs.append(
      LogRecord(
        address: frame.pointee.address, topicCount: topicCount,
        topics: (
          topicCount > 0 ? sp[-2] : .zero, topicCount > 1 ? sp[-3] : .zero,
          topicCount > 2 ? sp[-4] : .zero, topicCount > 3 ? sp[-5] : .zero
        ),
        dataOffset: logBytes.count, dataCount: Int(truncatingIfNeeded: size.l0)))
    if !size.isZero {
      logBytes.append(
        copying: UnsafePointer(frame.pointee.memory + Int(truncatingIfNeeded: sp[0].l0)),
        count: Int(truncatingIfNeeded: size.l0))
    }
    return left
  }

  /// Halts the frame: it must not change anything (EIP-214).
  @inline(__always)
  func violation(_ frame: UnsafeMutablePointer<Frame>) -> Int64 {
    frame.pointee.halt = .staticViolation
    return -1
  }
}
