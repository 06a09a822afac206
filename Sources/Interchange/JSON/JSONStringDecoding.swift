/// The string that JSON text between quotes stands for; the scanner has checked it.
func decodedString(_ text: ArraySlice<UInt8>) -> String {
  guard text.contains(UInt8(ascii: "\\")) else { return String(decoding: text, as: UTF8.self) }
  var bytes: [UInt8] = []
  bytes.reserveCapacity(text.count)
  var rest = text
  while let byte = rest.popFirst() {
    guard byte == UInt8(ascii: "\\"), let escape = rest.popFirst() else {
      bytes.append(byte)
      continue
    }
    switch escape {
    case UInt8(ascii: "b"): bytes.append(0x08)
    case UInt8(ascii: "f"): bytes.append(0x0c)
    case UInt8(ascii: "n"): bytes.append(0x0a)
    case UInt8(ascii: "r"): bytes.append(0x0d)
    case UInt8(ascii: "t"): bytes.append(0x09)
    case UInt8(ascii: "u"): bytes += String(decoding: codeUnits(&rest), as: UTF16.self).utf8
    default: bytes.append(escape)
    }
  }
  return String(decoding: bytes, as: UTF8.self)
}

/// The number after a `\u`, and after a high surrogate that of its low one.
private func codeUnits(_ rest: inout ArraySlice<UInt8>) -> [UInt16] {
  let first = codeUnit(rest.prefix(4))
  rest = rest.dropFirst(4)
  guard UTF16.isLeadSurrogate(first) else { return [first] }
  let second = codeUnit(rest.dropFirst(2).prefix(4))
  rest = rest.dropFirst(6)
  return [first, second]
}

private func codeUnit(_ digits: ArraySlice<UInt8>) -> UInt16 {
  digits.reduce(0) { $0 << 4 | UInt16(hexDigit($1) ?? 0) }
}
