import Primitives

// Precompiles 0x06, 0x07 (EIP-196) and 0x08 (EIP-197): numbers are 32 bytes each, points two numbers,
// elements of Fp2 the coefficient of u first.
extension BN254 {
  /// Input missing at the end is zero; beyond the end it is ignored.
  static func runAdd(_ input: UnsafeRawBufferPointer, _ output: UnsafeMutableRawPointer) -> Bool {
    withPadded(input, count: 128) { bytes in
      guard let a = G1(evm: bytes), let b = G1(evm: bytes + 64) else { return false }
      (JacobianPoint(a) + b).affine.encodeEVM(to: output)
      return true
    }
  }

  /// Input missing at the end is zero; beyond the end it is ignored.
  static func runMultiply(
    _ input: UnsafeRawBufferPointer, _ output: UnsafeMutableRawPointer
  ) -> Bool {
    withPadded(input, count: 96) { bytes in
      guard let point = G1(evm: bytes) else { return false }
      point.multiplied(by: Word(bigEndian: bytes + 64)).affine.encodeEVM(to: output)
      return true
    }
  }

  /// No input is an empty product, which is one.
  static func runPairing(
    _ input: UnsafeRawBufferPointer, _ output: UnsafeMutableRawPointer
  ) -> Bool {
    if input.count % 192 != 0 { return false }
    let product = Pairing<BN254>.productIsOne(count: input.count / 192) { i in
      guard let bytes = input.baseAddress, let p = G1(evm: bytes + i * 192),
        let q = G2(evm: bytes + i * 192 + 64), isInSubgroup(q)
      else { return nil }
      return PairingTerm(p: p, q: q)
    }
    guard let product else { return false }
    Word(product).storeBigEndian(to: output)
    return true
  }

  /// Runs `body` on the first `count` bytes of `input`, zero where it is shorter.
  private static func withPadded(
    _ input: UnsafeRawBufferPointer, count: Int, _ body: (UnsafeRawPointer) -> Bool
  ) -> Bool {
    if let bytes = input.baseAddress, input.count >= count { return body(bytes) }
    return withUnsafeTemporaryAllocation(byteCount: count, alignment: 8) { padded in
      guard let start = padded.baseAddress else { return false }
      start.initializeMemory(as: UInt8.self, repeating: 0, count: count)
      padded.copyMemory(from: input)
      return body(start)
    }
  }
}

extension PrimeField where Modulus == BN254.Modulus {
  /// Nil if the 32 bytes are a number of p or more.
  fileprivate init?(evm bytes: UnsafeRawPointer) { self.init(Word(bigEndian: bytes)) }
}

extension AffinePoint where Coordinate == BN254.Fp {
  /// Nil unless the 64 bytes are a point of the curve.
  fileprivate init?(evm bytes: UnsafeRawPointer) {
    guard let x = BN254.Fp(evm: bytes), let y = BN254.Fp(evm: bytes + 32) else { return nil }
    self.init(encoded: x, y, b: BN254.b)
  }

  fileprivate func encodeEVM(to bytes: UnsafeMutableRawPointer) {
    x.integer.storeBigEndian(to: bytes)
    y.integer.storeBigEndian(to: bytes + 32)
  }
}

extension AffinePoint where Coordinate == Fp2<BN254> {
  /// Nil unless the 128 bytes are a point of the twist, in the subgroup or not.
  fileprivate init?(evm bytes: UnsafeRawPointer) {
    guard let x1 = BN254.Fp(evm: bytes), let x0 = BN254.Fp(evm: bytes + 32),
      let y1 = BN254.Fp(evm: bytes + 64), let y0 = BN254.Fp(evm: bytes + 96)
    else { return nil }
    self.init(encoded: Fp2(x0, x1), Fp2(y0, y1), b: BN254.twistB)
  }
}
