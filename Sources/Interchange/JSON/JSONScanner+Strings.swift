extension JSONScanner {
  /// Scans the string whose opening quote is at `position`.
  mutating func scanString() throws(JSONSyntaxError) {
    let quote = position
    let start = quote + 1
    position = start
    skipPlainText()
    var kind = JSONKind.string
    var isASCII = true
    while true {
      guard position < count else {
        throw JSONSyntaxError(offset: quote, problem: "a string without its closing quote")
      }
      let byte = base[position]
      if byte == UInt8(ascii: "\"") { break }
      if byte < 0x20 {
        throw JSONSyntaxError(
          offset: position, problem: "a control character in a string, which must be escaped")
      }
      if byte == UInt8(ascii: "\\") {
        kind = .escapedString
        try skipEscape()
      } else {
        if byte >= 0x80 { isASCII = false }
        position += 1
      }
    }
    if !isASCII { try refuseInvalidUTF8(from: start) }
    append(kind, start, position)
    position += 1
  }

  /// Moves over whole groups of eight bytes that are neither quote nor backslash, control character
  /// or beyond ASCII. Long hexadecimal strings are most of our files, so this sets the speed.
  @inline(__always)
  private mutating func skipPlainText() {
    let ones: UInt64 = 0x0101_0101_0101_0101
    let tops: UInt64 = 0x8080_8080_8080_8080
    while position + 8 <= count {
      let group = UnsafeRawPointer(base).loadUnaligned(fromByteOffset: position, as: UInt64.self)
      // A byte of zero borrows from its top bit, and so does one below 0x20 when 0x20 is taken off.
      let quotes = group ^ (ones &* 0x22)
      let backslashes = group ^ (ones &* 0x5c)
      let special =
        ((quotes &- ones) & ~quotes) | ((backslashes &- ones) & ~backslashes)
        | ((group &- ones &* 0x20) & ~group) | group
      if special & tops != 0 { return }
      position += 8
    }
  }

  /// Moves over one escape, or the two of a surrogate pair.
  private mutating func skipEscape() throws(JSONSyntaxError) {
    let start = position
    guard position + 1 < count else {
      throw JSONSyntaxError(offset: start, problem: "an escape that the text's end cuts off")
    }
    switch base[position + 1] {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"),
      UInt8(ascii: "f"), UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
      position += 2
    case UInt8(ascii: "u"):
      let unit = try codeUnit()
      if UTF16.isTrailSurrogate(unit) {
        throw JSONSyntaxError(offset: start, problem: "a low surrogate without its high one")
      }
      guard UTF16.isLeadSurrogate(unit) else { return }
      guard position + 1 < count, base[position] == UInt8(ascii: "\\"),
        base[position + 1] == UInt8(ascii: "u"), UTF16.isTrailSurrogate(try codeUnit())
      else {
        throw JSONSyntaxError(offset: start, problem: "a high surrogate without its low one")
      }
    default:
      throw JSONSyntaxError(offset: start, problem: "an escape that JSON does not have")
    }
  }

  /// Moves over one `\uXXXX`, whose first two bytes are known, and returns its number.
  private mutating func codeUnit() throws(JSONSyntaxError) -> UInt16 {
    var unit: UInt16 = 0
    for offset in 2..<6 {
      guard position + offset < count, let digit = hexDigit(base[position + offset]) else {
        throw JSONSyntaxError(
          offset: position, problem: "\\u wants four hexadecimal digits after it")
      }
      unit = unit << 4 | UInt16(digit)
    }
    position += 6
    return unit
  }

  private func refuseInvalidUTF8(from start: Int) throws(JSONSyntaxError) {
    let text = UnsafeBufferPointer(start: base + start, count: position - start)
    if String(validating: text, as: UTF8.self) == nil {
      throw JSONSyntaxError(offset: start, problem: "a string that is not valid UTF-8")
    }
  }
}

/// The value of a hexadecimal digit.
@inline(__always)
func hexDigit(_ byte: UInt8) -> UInt8? {
  let digit = byte &- UInt8(ascii: "0")
  if digit < 10 { return digit }
  let letter = (byte | 0x20) &- UInt8(ascii: "a")
  return letter < 6 ? letter &+ 10 : nil
}
