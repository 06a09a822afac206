/// Precompile 0x05: base^exponent modulo modulus, numbers of any length (EIP-198).
///
/// Input: three lengths of 32 bytes each, then the numbers. What is missing at the end is zero.
struct ModularExponentiation {
  let input: UnsafeRawBufferPointer
  /// In bytes; one of 2⁶³ or more, which no gas pays for, as `Int.max`.
  let baseCount, exponentCount, modulusCount: Int

  init(_ input: UnsafeRawBufferPointer) {
    self.input = input
    baseCount = Self.length(input, at: 0)
    exponentCount = Self.length(input, at: 32)
    modulusCount = Self.length(input, at: 64)
  }

  private static func length(_ input: UnsafeRawBufferPointer, at offset: Int) -> Int {
    var length = 0
    for i in offset..<offset + 32 {
      // Three more bytes would not fit with the highest bit clear.
      if length >> 55 != 0 { return .max }
      length = length << 8 | (i < input.count ? Int(input[i]) : 0)
    }
    return length
  }

  /// The part of the number that is present in the input, and how many zero bytes follow it.
  func number(at offset: Int, count: Int) -> (bytes: UnsafeRawBufferPointer, zeros: Int) {
    let start = min(offset, input.count)
    let end = min(offset + count, input.count)
    return (UnsafeRawBufferPointer(rebasing: input[start..<end]), count - (end - start))
  }

  var base: (bytes: UnsafeRawBufferPointer, zeros: Int) { number(at: 96, count: baseCount) }
  var exponent: (bytes: UnsafeRawBufferPointer, zeros: Int) {
    number(at: 96 + baseCount, count: exponentCount)
  }
  var modulus: (bytes: UnsafeRawBufferPointer, zeros: Int) {
    number(at: 96 + baseCount + exponentCount, count: modulusCount)
  }

  /// How many bits the first 32 bytes of the exponent have without leading zeros (fewer bytes if the
  /// exponent is shorter).
  var exponentHeadBits: Int {
    let (start, count) = (96 + baseCount, min(exponentCount, 32))
    for i in 0..<count where start + i < input.count && input[start + i] != 0 {
      return 8 * (count - i) - input[start + i].leadingZeroBitCount
    }
    return 0
  }
}
