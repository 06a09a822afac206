extension BLAKE2Compression {
  /// The sixteen words that the rounds mix.
  struct WorkingVector {
    var v0, v1, v2, v3, v4, v5, v6, v7, v8, v9, v10, v11, v12, v13, v14, v15: UInt64

    /// The state, and BLAKE2b's initial values (RFC 7693, section 2.6) with the offset and the flag of
    /// the final block.
    init(state: UnsafeRawPointer, offset: (UInt64, UInt64), isFinal: Bool) {
      v0 = word(state, 0)
      v1 = word(state, 1)
      v2 = word(state, 2)
      v3 = word(state, 3)
      v4 = word(state, 4)
      v5 = word(state, 5)
      v6 = word(state, 6)
      v7 = word(state, 7)
      v8 = 0x6a09_e667_f3bc_c908
      v9 = 0xbb67_ae85_84ca_a73b
      v10 = 0x3c6e_f372_fe94_f82b
      v11 = 0xa54f_f53a_5f1d_36f1
      v12 = 0x510e_527f_ade6_82d1 ^ offset.0
      v13 = 0x9b05_688c_2b3e_6c1f ^ offset.1
      v14 = 0x1f83_d9ab_fb41_bd6b ^ (isFinal ? .max : 0)
      v15 = 0x5be0_cd19_137e_2179
    }

    /// One round: the function G on the four columns, then on the four diagonals.
    @inline(__always)
    mutating func round(_ message: UnsafeRawPointer, _ schedule: UInt64) {
      @inline(__always)
      func m(_ i: UInt64) -> UInt64 {
        word(message, Int(truncatingIfNeeded: schedule >> (4 * i) & 15))
      }
      mix(&v0, &v4, &v8, &v12, m(0), m(1))
      mix(&v1, &v5, &v9, &v13, m(2), m(3))
      mix(&v2, &v6, &v10, &v14, m(4), m(5))
      mix(&v3, &v7, &v11, &v15, m(6), m(7))
      mix(&v0, &v5, &v10, &v15, m(8), m(9))
      mix(&v1, &v6, &v11, &v12, m(10), m(11))
      mix(&v2, &v7, &v8, &v13, m(12), m(13))
      mix(&v3, &v4, &v9, &v14, m(14), m(15))
    }
  }

  /// G (RFC 7693, section 3.1).
  @inline(__always)
  private static func mix(
    _ a: inout UInt64, _ b: inout UInt64, _ c: inout UInt64, _ d: inout UInt64, _ x: UInt64,
    _ y: UInt64
  ) {
    a = a &+ b &+ x
    d = rotated(d ^ a, 32)
    c = c &+ d
    b = rotated(b ^ c, 24)
    a = a &+ b &+ y
    d = rotated(d ^ a, 16)
    c = c &+ d
    b = rotated(b ^ c, 63)
  }

  @inline(__always)
  private static func rotated(_ x: UInt64, _ count: UInt64) -> UInt64 {
    x &>> count | x &<< (64 &- count)
  }
}
