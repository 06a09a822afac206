/// The 2048-bit Bloom filter over log addresses and topics (yellow paper, 4.3.1).
public struct LogsBloom: Hashable, Sendable {
  /// 256 bytes, as in the header.
  public var bytes: [UInt8]

  /// The empty filter.
  public init() { bytes = [UInt8](repeating: 0, count: 256) }
}
