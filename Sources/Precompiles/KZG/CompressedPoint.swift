extension BLS12381 {
  /// The point of G1 that 48 bytes encode, or nil if they encode none: x with three flags in its highest
  /// bits, compressed, infinity, and y in the upper half (the format of the ZCash protocol, specified in
  /// the draft on pairing-friendly curves, appendix C).
  static func decompressed(_ bytes: UnsafeRawPointer) -> G1? {
    var x = Word384(bigEndian: bytes)
    let flags = x.l5 >> 61
    x.l5 &= UInt64.max >> 3
    let (isCompressed, isInfinity, isUpper) = (flags & 4 != 0, flags & 2 != 0, flags & 1 != 0)
    guard isCompressed else { return nil }
    if isInfinity { return isUpper || x != .zero ? nil : .infinity }
    guard let x = Fp(x), let y = (x.squared() * x + b).squareRoot() else { return nil }
    let point = G1(x: x, y: y.isInUpperHalf == isUpper ? y : -y)
    return isInSubgroup(point) ? point : nil
  }
}
