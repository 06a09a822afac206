import Primitives

/// Ethereum's values as its JSON formats write them: hexadecimal strings after `0x`.
extension JSONValue {
  /// The hexadecimal digits after `0x`, all of them checked.
  private func digits(_ what: String) throws(InterchangeError) -> ArraySlice<UInt8> {
    let text = text
    guard kind == .string, text.starts(with: "0x".utf8) else { throw expected(what) }
    return try checked(text.dropFirst(2), what)
  }

  private func checked(
    _ digits: ArraySlice<UInt8>, _ what: String
  ) throws(InterchangeError) -> ArraySlice<UInt8> {
    guard digits.allSatisfy({ hexDigit($0) != nil }) else { throw expected(what) }
    return digits
  }

  /// Bytes: an even number of digits, maybe none.
  func bytes() throws(InterchangeError) -> [UInt8] {
    let what = "bytes in hexadecimal with 0x"
    let text = text
    guard kind == .string, text.starts(with: "0x".utf8), text.count % 2 == 0 else {
      throw expected(what)
    }
    guard let bytes = hexBytes(text.dropFirst(2)) else { throw expected(what) }
    return bytes
  }

  /// A number of any size: its value, or nil if it is 2²⁵⁶ or more. State tests mark numbers that
  /// are so on purpose with `0x:bigint `.
  func number() throws(InterchangeError) -> Word? {
    let what = "a number in hexadecimal with 0x"
    let marker = "0x:bigint 0x".utf8
    let digits =
      text.starts(with: marker)
      ? try checked(text.dropFirst(marker.count), what) : try digits(what)
    guard !digits.isEmpty else { throw expected(what) }
    return Word(hexDigits: digits.drop { $0 == UInt8(ascii: "0") })
  }

  /// A number below 2²⁵⁶.
  func word() throws(InterchangeError) -> Word {
    guard let word = try number() else { throw expected("a number below 2²⁵⁶") }
    return word
  }

  /// A number below 2⁶⁴.
  func uint64() throws(InterchangeError) -> UInt64 {
    guard let word = try number(), word.fitsInOneLimb else {
      throw expected("a number below 2⁶⁴")
    }
    return word.l0
  }

  /// A number below 2⁸.
  func uint8() throws(InterchangeError) -> UInt8 {
    guard let word = try number(), let byte = UInt8(exactly: word.l0), word.fitsInOneLimb else {
      throw expected("a number below 2⁸")
    }
    return byte
  }

  /// Forty digits.
  func address() throws(InterchangeError) -> Address {
    let what = "an address of 20 bytes in hexadecimal with 0x"
    let digits = try digits(what)
    guard digits.count == 40, let word = Word(hexDigits: digits) else { throw expected(what) }
    return Address(truncating: word)
  }

  /// Sixty-four digits.
  func hash() throws(InterchangeError) -> Hash {
    let what = "a hash of 32 bytes in hexadecimal with 0x"
    let digits = try digits(what)
    guard digits.count == 64, let word = Word(hexDigits: digits) else { throw expected(what) }
    return Hash(word)
  }
}

extension Word {
  /// The number that these digits write, nil for more than 64 of them or for other bytes.
  init?(hexDigits digits: ArraySlice<UInt8>) {
    guard digits.count <= 64 else { return nil }
    var limbs: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)
    for byte in digits {
      guard let digit = hexDigit(byte) else { return nil }
      limbs.3 = limbs.3 << 4 | limbs.2 >> 60
      limbs.2 = limbs.2 << 4 | limbs.1 >> 60
      limbs.1 = limbs.1 << 4 | limbs.0 >> 60
      limbs.0 = limbs.0 << 4 | UInt64(digit)
    }
    self.init(limbs.0, limbs.1, limbs.2, limbs.3)
  }
}

/// The bytes that an even number of hexadecimal digits write, nil for other bytes among them.
private func hexBytes(_ digits: ArraySlice<UInt8>) -> [UInt8]? {
  var valid = true
  let decoded = [UInt8](unsafeUninitializedCapacity: digits.count / 2) { buffer, count in
    digits.withUnsafeBufferPointer { digits in
      while count < digits.count / 2 {
        guard let high = hexDigit(digits[2 * count]), let low = hexDigit(digits[2 * count + 1])
        else {
          valid = false
          return
        }
        buffer[count] = high << 4 | low
        count += 1
      }
    }
  }
  return valid ? decoded : nil
}
