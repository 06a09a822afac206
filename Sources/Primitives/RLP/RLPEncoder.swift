/// Appends items in Recursive Length Prefix encoding, always in its canonical form (yellow paper,
/// appendix B): integers without leading zeros, a byte below 0x80 as itself, shortest lengths.
public struct RLPEncoder: Sendable {
  /// What was written so far.
  public private(set) var bytes: [UInt8] = []

  /// An encoder that has written nothing, with room for `capacity` bytes.
  public init(reservingCapacity capacity: Int = 0) { bytes.reserveCapacity(capacity) }

  /// Forgets what was written but keeps the memory.
  public mutating func removeAll() { bytes.removeAll(keepingCapacity: true) }

  /// A string of bytes.
  public mutating func append(_ string: UnsafeRawBufferPointer) {
    if string.count == 1, string[0] < RLPHeader.string {
      bytes.append(string[0])
    } else {
      appendHeader(RLPHeader.string, payload: string.count)
      bytes.append(contentsOf: string)
    }
  }

  /// A string of bytes.
  public mutating func append(_ string: [UInt8]) { string.withUnsafeBytes { append($0) } }

  /// An integer: its big-endian bytes without leading zeros, none for zero.
  public mutating func append(_ number: UInt64) {
    if number < 0x80 {
      bytes.append(number == 0 ? RLPHeader.string : UInt8(truncatingIfNeeded: number))
    } else {
      appendSuffix(of: number.bigEndian, count: number.byteCount)
    }
  }

  /// An integer: its big-endian bytes without leading zeros, none for zero.
  public mutating func append(_ number: Word) {
    if number.fitsInOneLimb { return append(number.l0) }
    withUnsafeTemporaryAllocation(byteCount: 32, alignment: 8) { buffer in
      number.storeBigEndian(to: buffer.baseAddress.unsafelyUnwrapped)
      let count = number.byteCount
      bytes.append(RLPHeader.string + UInt8(truncatingIfNeeded: count))
      bytes.append(contentsOf: buffer[(32 - count)...])
    }
  }

  /// A flag: the integer 1 or 0.
  public mutating func append(_ flag: Bool) { append(flag ? 1 as UInt64 : 0) }

  /// The hash's 32 bytes.
  public mutating func append(_ hash: Hash) {
    withUnsafeTemporaryAllocation(byteCount: 32, alignment: 8) { buffer in
      hash.word.storeBigEndian(to: buffer.baseAddress.unsafelyUnwrapped)
      bytes.append(RLPHeader.string + 32)
      bytes.append(contentsOf: buffer)
    }
  }

  /// The address's 20 bytes.
  public mutating func append(_ address: Address) {
    withUnsafeTemporaryAllocation(byteCount: 20, alignment: 8) { buffer in
      address.storeBigEndian(to: buffer.baseAddress.unsafelyUnwrapped)
      bytes.append(RLPHeader.string + 20)
      bytes.append(contentsOf: buffer)
    }
  }

  /// The address's 20 bytes, or the empty string: the recipient of a creation.
  public mutating func append(_ address: Address?) {
    if let address { append(address) } else { bytes.append(RLPHeader.string) }
  }

  /// A list of what `body` appends.
  ///
  /// The items are written in place and moved up by the header's one to nine bytes afterwards.
  public mutating func appendList<Failure>(
    _ body: (inout RLPEncoder) throws(Failure) -> Void
  ) throws(Failure) {
    let start = bytes.count
    try body(&self)
    let payload = bytes.count - start
    let header = RLPHeader.count(ofPayload: payload)
    for _ in 0..<header { bytes.append(0) }
    bytes.withUnsafeMutableBufferPointer { buffer in
      let item = buffer.baseAddress.unsafelyUnwrapped + start
      (item + header).update(from: item, count: payload)
      RLPHeader.store(RLPHeader.list, payload: payload, before: item + header)
    }
  }

  /// An item that is encoded already.
  mutating func appendEncoded(_ item: [UInt8]) { bytes.append(contentsOf: item) }

  /// One byte that is no RLP: the type in front of an EIP-2718 envelope.
  mutating func appendRaw(_ byte: UInt8) { bytes.append(byte) }

  private mutating func appendHeader(_ kind: UInt8, payload count: Int) {
    if count <= RLPHeader.longestShortPayload { return bytes.append(kind + UInt8(count)) }
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: RLPHeader.maximumCount) { buffer in
      let end = buffer.baseAddress.unsafelyUnwrapped + RLPHeader.maximumCount
      let written = RLPHeader.store(kind, payload: count, before: end)
      bytes.append(contentsOf: UnsafeBufferPointer(start: end - written, count: written))
    }
  }

  private mutating func appendSuffix(of bigEndian: UInt64, count: Int) {
    bytes.append(RLPHeader.string + UInt8(truncatingIfNeeded: count))
    withUnsafeBytes(of: bigEndian) { bytes.append(contentsOf: $0[(8 - count)...]) }
  }
}
