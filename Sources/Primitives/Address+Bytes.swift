extension Address {
  /// The address that 20 bytes spell; nil for another number of them.
  public init?(bytes: some Collection<UInt8>) {
    guard bytes.count == 20, let word = Word(bigEndian: bytes) else { return nil }
    self.init(truncating: word)
  }

  /// The 20 bytes.
  public var bytes: [UInt8] {
    [UInt8](unsafeUninitializedCapacity: 20) { bytes, count in
      storeBigEndian(to: UnsafeMutableRawPointer(bytes.baseAddress.unsafelyUnwrapped))
      count = 20
    }
  }

  /// Writes the 20 bytes to `bytes`, which must have room for them; no alignment is needed.
  @inlinable @inline(__always)
  public func storeBigEndian(to bytes: UnsafeMutableRawPointer) {
    bytes.storeBytes(of: high.bigEndian, as: UInt32.self)
    bytes.storeBytes(of: middle.bigEndian, toByteOffset: 4, as: UInt64.self)
    bytes.storeBytes(of: low.bigEndian, toByteOffset: 12, as: UInt64.self)
  }
}

extension Address: CustomStringConvertible {
  /// The address that `text` spells: "0x" and exactly 40 hexadecimal digits of either case. Checksum
  /// capitals (EIP-55) are not checked.
  public init?(hex text: some StringProtocol) {
    guard text.utf8.count == 42, let word = Word(hex: text) else { return nil }
    self.init(truncating: word)
  }

  /// "0x" and 40 lower-case digits.
  public var hex: String { hexText(bytes) }

  /// As ``hex``.
  public var description: String { hex }
}
