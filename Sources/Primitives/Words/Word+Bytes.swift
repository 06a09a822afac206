extension Word {
  /// The number whose 32 big-endian bytes start at `bytes`.
  ///
  /// The caller owns the promise that 32 bytes are readable there; no alignment is needed.
  @inlinable @inline(__always)
  public init(bigEndian bytes: UnsafeRawPointer) {
    self.init(
      UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: 24, as: UInt64.self)),
      UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: 16, as: UInt64.self)),
      UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self)),
      UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: 0, as: UInt64.self)))
  }

  /// Writes the 32 big-endian bytes of this number to `bytes`, which must have room for them.
  @inlinable @inline(__always)
  public func storeBigEndian(to bytes: UnsafeMutableRawPointer) {
    bytes.storeBytes(of: l3.bigEndian, toByteOffset: 0, as: UInt64.self)
    bytes.storeBytes(of: l2.bigEndian, toByteOffset: 8, as: UInt64.self)
    bytes.storeBytes(of: l1.bigEndian, toByteOffset: 16, as: UInt64.self)
    bytes.storeBytes(of: l0.bigEndian, toByteOffset: 24, as: UInt64.self)
  }

  /// The number that at most 32 big-endian bytes spell; nil for more. No bytes are zero.
  public init?(bigEndian bytes: some Collection<UInt8>) {
    guard bytes.count <= 32 else { return nil }
    var number = Word.zero
    for byte in bytes {
      number = Word(
        number.l0 &<< 8 | UInt64(byte), number.l1 &<< 8 | number.l0 &>> 56,
        number.l2 &<< 8 | number.l1 &>> 56, number.l3 &<< 8 | number.l2 &>> 56)
    }
    self = number
  }

  /// The 32 big-endian bytes.
  public var bigEndianBytes: [UInt8] {
    [UInt8](unsafeUninitializedCapacity: 32) { bytes, count in
      storeBigEndian(to: UnsafeMutableRawPointer(bytes.baseAddress.unsafelyUnwrapped))
      count = 32
    }
  }
}
