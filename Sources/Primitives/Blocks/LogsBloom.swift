/// The 2048-bit Bloom filter over log addresses and topics (yellow paper, 4.3.1).
public struct LogsBloom: Hashable, Sendable {
  /// 256 bytes, as in the header.
  public var bytes: [UInt8]

  /// The empty filter.
  public init() { bytes = [UInt8](repeating: 0, count: 256) }
}

extension LogsBloom {
  /// Adds the log's address and each of its topics: one Keccak and three bits each.
  public mutating func insert(_ log: Log) {
    insert(keccak256(log.address))
    for topic in log.topics { insert(keccak256(topic)) }
  }

  /// Adds everything that `other` contains.
  public mutating func formUnion(_ other: LogsBloom) {
    for index in bytes.indices { bytes[index] |= other.bytes[index] }
  }

  /// Whether the log may have been inserted: never false for one that was.
  public func mayContain(_ log: Log) -> Bool {
    var probe = LogsBloom()
    probe.insert(log)
    return zip(bytes, probe.bytes).allSatisfy { $0 & $1 == $1 }
  }

  /// The bits are the lowest eleven of each of the hash's first three big-endian byte pairs, counted
  /// from the end of the filter.
  private mutating func insert(_ hash: Hash) {
    for shift: UInt64 in [48, 32, 16] {
      let bit = Int(truncatingIfNeeded: (hash.word.l3 >> shift) & 2047)
      bytes[255 - bit / 8] |= 1 << UInt8(bit % 8)
    }
  }

  /// The filter that "0x" and 512 hexadecimal digits spell.
  public init?(hex text: some StringProtocol) {
    guard let bytes = hexBytes(text), bytes.count == 256 else { return nil }
    self.bytes = bytes
  }

  /// "0x" and 512 digits.
  public var hex: String { hexText(bytes) }
}
