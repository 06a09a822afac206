/// Precompile 0x09: BLAKE2b's compression function F (EIP-152, RFC 7693 section 3.2).
enum BLAKE2Compression {
  static let inputCount = 213
  static let outputCount = 64

  /// Input: rounds (4 bytes, big-endian), state (8 words of 64 bits, little-endian like all that follow),
  /// message (16), offset (2), and a byte that is 1 for the final block, else 0.
  static func run(_ input: UnsafeRawBufferPointer, _ output: UnsafeMutableRawPointer) -> Bool {
    guard input.count == inputCount, let bytes = input.baseAddress, input[212] <= 1 else {
      return false
    }
    var v = WorkingVector(
      state: bytes + 4, offset: (word(bytes, 24, at: 4), word(bytes, 25, at: 4)),
      isFinal: input[212] == 1)
    let message = bytes + 68
    var left = UInt32(bigEndian: bytes.loadUnaligned(as: UInt32.self))
    var row = 0
    while left > 0 {
      v.round(message, schedule(row))
      row = row == 9 ? 0 : row + 1
      left -= 1
    }
    // What comes out is the state ⊕ the lower half ⊕ the upper half.
    func store(_ i: Int, _ lower: UInt64, _ upper: UInt64) {
      let result = word(bytes, i, at: 4) ^ lower ^ upper
      output.storeBytes(of: result.littleEndian, toByteOffset: 8 * i, as: UInt64.self)
    }
    store(0, v.v0, v.v8)
    store(1, v.v1, v.v9)
    store(2, v.v2, v.v10)
    store(3, v.v3, v.v11)
    store(4, v.v4, v.v12)
    store(5, v.v5, v.v13)
    store(6, v.v6, v.v14)
    store(7, v.v7, v.v15)
    return true
  }

  /// The rounds that the input asks for, each of which costs one gas. An input of another length fails
  /// whatever it is given, and has no price of its own.
  static func rounds(_ input: UnsafeRawBufferPointer) -> Int64 {
    guard input.count == inputCount, let bytes = input.baseAddress else { return 0 }
    return Int64(UInt32(bigEndian: bytes.loadUnaligned(as: UInt32.self)))
  }

  /// Word `index` of those that start at byte `start`.
  @inline(__always)
  static func word(_ bytes: UnsafeRawPointer, _ index: Int, at start: Int = 0) -> UInt64 {
    UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: start + 8 * index, as: UInt64.self))
  }

  /// A row of σ, the order in which a round takes the words of the message (RFC 7693, section 2.7): four bits a
  /// word, the first word lowest.
  private static func schedule(_ row: Int) -> UInt64 {
    switch row {
    case 0: 0xfedc_ba98_7654_3210
    case 1: 0x357b_20c1_6df9_84ae
    case 2: 0x4917_63ea_df25_0c8b
    case 3: 0x8f04_a562_ebcd_1397
    case 4: 0xd386_cb1e_fa42_7509
    case 5: 0x91ef_57d4_38b0_a6c2
    case 6: 0xb829_3670_a4de_f15c
    case 7: 0xa268_4f05_931c_e7bd
    case 8: 0x5a41_7d2c_803b_9ef6
    default: 0x0dc3_e9bf_5167_482a
    }
  }
}
