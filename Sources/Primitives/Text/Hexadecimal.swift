/// The bytes that `text` ("0x" and an even number of digits of either case) spells.
///
/// Nil for anything else: no prefix, an odd digit, a character that is no digit. "0x" is no bytes.
public func hexBytes(_ text: some StringProtocol) -> [UInt8]? {
  guard let digits = hexDigits(of: text), digits.count.isMultiple(of: 2) else { return nil }
  var bytes = [UInt8]()
  bytes.reserveCapacity(digits.count / 2)
  for place in stride(from: digits.startIndex, to: digits.endIndex, by: 2) {
    guard let high = hexDigitValue(digits[place]), let low = hexDigitValue(digits[place + 1])
    else { return nil }
    bytes.append(high << 4 | low)
  }
  return bytes
}

/// "0x" and two lower-case digits for each byte.
public func hexText(_ bytes: some Collection<UInt8>) -> String {
  String(unsafeUninitializedCapacity: 2 + 2 * bytes.count) { text in
    text[0] = UInt8(ascii: "0")
    text[1] = UInt8(ascii: "x")
    var next = 2
    for byte in bytes {
      text[next] = hexDigit(byte >> 4)
      text[next + 1] = hexDigit(byte & 15)
      next += 2
    }
    return next
  }
}

/// The characters behind "0x"; nil where `text` does not start so.
func hexDigits(of text: some StringProtocol) -> ArraySlice<UInt8>? {
  let characters = Array(text.utf8)
  guard characters.count >= 2, characters[0] == UInt8(ascii: "0"),
    characters[1] == UInt8(ascii: "x") || characters[1] == UInt8(ascii: "X")
  else { return nil }
  return characters[2...]
}

/// The value of an ASCII hexadecimal digit.
func hexDigitValue(_ character: UInt8) -> UInt8? {
  switch character {
  case UInt8(ascii: "0")...UInt8(ascii: "9"): character - UInt8(ascii: "0")
  case UInt8(ascii: "a")...UInt8(ascii: "f"): character - UInt8(ascii: "a") + 10
  case UInt8(ascii: "A")...UInt8(ascii: "F"): character - UInt8(ascii: "A") + 10
  default: nil
  }
}

/// The lower-case ASCII digit of a value below 16.
func hexDigit(_ value: UInt8) -> UInt8 {
  value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") + value - 10
}
