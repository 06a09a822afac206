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
}
