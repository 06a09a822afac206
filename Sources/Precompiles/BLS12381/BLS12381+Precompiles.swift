import Primitives

// Precompiles 0x0b to 0x11 (EIP-2537). Sums take any points of the curves, all else only points of the
// subgroups.
extension BLS12381 {
  static func runG1Add(_ input: UnsafeRawBufferPointer, _ output: UnsafeMutableRawPointer) -> Bool {
    guard input.count == 256, let bytes = input.baseAddress, let a = G1(encoded: bytes),
      let b = G1(encoded: bytes + 128)
    else { return false }
    (JacobianPoint(a) + b).affine.encode(to: output)
    return true
  }

  static func runG2Add(_ input: UnsafeRawBufferPointer, _ output: UnsafeMutableRawPointer) -> Bool {
    guard input.count == 512, let bytes = input.baseAddress, let a = G2(encoded: bytes),
      let b = G2(encoded: bytes + 256)
    else { return false }
    (JacobianPoint(a) + b).affine.encode(to: output)
    return true
  }

  static func runG1Sum(_ input: UnsafeRawBufferPointer, _ output: UnsafeMutableRawPointer) -> Bool {
    let sum = sum(input, pointCount: 128) {
      G1(encoded: $0).flatMap { isInSubgroup($0) ? $0 : nil }
    }
    sum?.encode(to: output)
    return sum != nil
  }

  static func runG2Sum(_ input: UnsafeRawBufferPointer, _ output: UnsafeMutableRawPointer) -> Bool {
    let sum = sum(input, pointCount: 256) {
      G2(encoded: $0).flatMap { isInSubgroup($0) ? $0 : nil }
    }
    sum?.encode(to: output)
    return sum != nil
  }

  /// The sum of points times scalars, each point `pointCount` bytes and its scalar 32 after it.
  private static func sum<Coordinate: Field>(
    _ input: UnsafeRawBufferPointer, pointCount: Int,
    decode: (UnsafeRawPointer) -> AffinePoint<Coordinate>?
  ) -> AffinePoint<Coordinate>? {
    let stride = pointCount + 32
    guard let bytes = input.baseAddress, input.count > 0, input.count % stride == 0 else {
      return nil
    }
    let count = input.count / stride
    return withUnsafeTemporaryAllocation(of: ScaledPoint<Coordinate>.self, capacity: count) {
      terms in
      for i in 0..<count {
        let start = bytes + i * stride
        guard let point = decode(start) else { return nil }
        terms.initializeElement(
          at: i, to: ScaledPoint(point: point, scalar: Word(bigEndian: start + pointCount)))
      }
      return JacobianPoint.sum(of: UnsafeBufferPointer(terms)).affine
    }
  }

  static func runPairing(
    _ input: UnsafeRawBufferPointer, _ output: UnsafeMutableRawPointer
  ) -> Bool {
    guard let bytes = input.baseAddress, input.count > 0, input.count % 384 == 0 else {
      return false
    }
    let product = Pairing<BLS12381>.productIsOne(count: input.count / 384) { i in
      guard let p = G1(encoded: bytes + i * 384), let q = G2(encoded: bytes + i * 384 + 128),
        isInSubgroup(p), isInSubgroup(q)
      else { return nil }
      return PairingTerm(p: p, q: q)
    }
    guard let product else { return false }
    Word(product).storeBigEndian(to: output)
    return true
  }

  static func runMapToG1(
    _ input: UnsafeRawBufferPointer, _ output: UnsafeMutableRawPointer
  ) -> Bool {
    guard input.count == 64, let bytes = input.baseAddress, let u = Fp(encoded: bytes) else {
      return false
    }
    map(u).encode(to: output)
    return true
  }

  static func runMapToG2(
    _ input: UnsafeRawBufferPointer, _ output: UnsafeMutableRawPointer
  ) -> Bool {
    guard input.count == 128, let bytes = input.baseAddress,
      let u = Fp2<BLS12381>(encoded: bytes)
    else { return false }
    map(u).encode(to: output)
    return true
  }
}
