import Primitives
import State

/// Logs of many transactions, end to end in words: the form in which they cost a copy, and no
/// allocation once warm.
///
/// A log is `low`, `middle`, `high | topics << 32` of its address, the data's length in bytes, the
/// topics, and the data padded to a word.
struct LogArena: ~Copyable {
  private var words = GrowableBuffer<UInt64>(capacity: 4096)

  mutating func removeAll() { words.removeAll() }

  /// Appends all logs of `effects` and returns where they begin.
  @inline(__always)
  mutating func append(_ effects: TransactionEffects) -> Int {
    let offset = words.count
    let count = effects.logs.count
    if count > 0 { append(effects.logs.base, count, UnsafeRawPointer(effects.bytes.base)) }
    return offset
  }

  @inline(never)
  private mutating func append(
    _ logs: UnsafePointer<LogRecord>, _ count: Int, _ bytes: UnsafeRawPointer
  ) {
    for index in 0..<count {
      let log = logs + index
      let topicCount = log.pointee.topicCount
      let dataWords = (log.pointee.dataCount &+ 7) &>> 3
      let size = 4 &+ 4 &* topicCount &+ dataWords
      if words.count &+ size > words.capacity {
        words.reserve(max(words.capacity &* 2, words.count &+ size))
      }
      let target = words.base + words.count
      target[0] = log.pointee.address.low
      target[1] = log.pointee.address.middle
      target[2] = UInt64(log.pointee.address.high) | UInt64(topicCount) &<< 32
      target[3] = UInt64(log.pointee.dataCount)
      withUnsafeBytes(of: log.pointee.topics) { topics in
        UnsafeMutableRawPointer(target + 4).copyMemory(
          from: topics.baseAddress.unsafelyUnwrapped, byteCount: 32 &* topicCount)
      }
      UnsafeMutableRawPointer(target + 4 + 4 &* topicCount).copyMemory(
        from: bytes + log.pointee.dataOffset, byteCount: log.pointee.dataCount)
      words.truncate(to: words.count &+ size)
    }
  }

  /// The `count` logs that begin at `offset`.
  func logs(at offset: Int, count: Int) -> [Log] {
    var logs: [Log] = []
    logs.reserveCapacity(count)
    var source = words.base + offset
    for _ in 0..<count {
      let topicCount = Int(source[2] &>> 32)
      let dataCount = Int(source[3])
      let topics = (0..<topicCount).map { topic in
        let limbs = source + 4 + 4 * topic
        return Word(limbs[0], limbs[1], limbs[2], limbs[3])
      }
      let data = UnsafeRawBufferPointer(start: source + 4 + 4 * topicCount, count: dataCount)
      logs.append(
        Log(
          address: Address(
            high: UInt32(truncatingIfNeeded: source[2]), middle: source[1], low: source[0]),
          topics: topics, data: Array(data)))
      source += 4 + 4 * topicCount + (dataCount + 7) / 8
    }
    return logs
  }
}
