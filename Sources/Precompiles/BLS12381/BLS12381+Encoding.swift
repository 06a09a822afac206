// EIP-2537's encodings: an element of Fp is 64 bytes, the first 16 zero; of Fp2 two of these, c0 first;
// a point its two coordinates, infinity all zero.

extension PrimeField where Modulus == BLS12381.Modulus {
  static var encodedCount: Int { 64 }

  /// Nil unless the bytes encode a number below p.
  init?(encoded bytes: UnsafeRawPointer) {
    let padding =
      bytes.loadUnaligned(as: UInt64.self)
      | bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self)
    if padding != 0 { return nil }
    self.init(Word384(bigEndian: bytes + 16))
  }

  func encode(to bytes: UnsafeMutableRawPointer) {
    bytes.storeBytes(of: 0, as: UInt64.self)
    bytes.storeBytes(of: 0, toByteOffset: 8, as: UInt64.self)
    integer.storeBigEndian(to: bytes + 16)
  }
}

extension Fp2 where Curve == BLS12381 {
  static var encodedCount: Int { 128 }

  init?(encoded bytes: UnsafeRawPointer) {
    guard let c0 = BLS12381.Fp(encoded: bytes), let c1 = BLS12381.Fp(encoded: bytes + 64) else {
      return nil
    }
    self.init(c0, c1)
  }

  func encode(to bytes: UnsafeMutableRawPointer) {
    c0.encode(to: bytes)
    c1.encode(to: bytes + 64)
  }
}

extension AffinePoint where Coordinate == BLS12381.Fp {
  /// Nil unless the bytes encode a point of E, in the subgroup or not.
  init?(encoded bytes: UnsafeRawPointer) {
    guard let x = BLS12381.Fp(encoded: bytes), let y = BLS12381.Fp(encoded: bytes + 64) else {
      return nil
    }
    self.init(encoded: x, y, b: BLS12381.b)
  }

  func encode(to bytes: UnsafeMutableRawPointer) {
    x.encode(to: bytes)
    y.encode(to: bytes + 64)
  }
}

extension AffinePoint where Coordinate == Fp2<BLS12381> {
  /// Nil unless the bytes encode a point of the twist, in the subgroup or not.
  init?(encoded bytes: UnsafeRawPointer) {
    guard let x = Fp2<BLS12381>(encoded: bytes), let y = Fp2<BLS12381>(encoded: bytes + 128) else {
      return nil
    }
    self.init(encoded: x, y, b: BLS12381.twistB)
  }

  func encode(to bytes: UnsafeMutableRawPointer) {
    x.encode(to: bytes)
    y.encode(to: bytes + 128)
  }
}
