extension JSONScanner {
  /// Scans the number at `position`: `-? (0 | [1-9][0-9]*) (. [0-9]+)? ([eE] [+-]? [0-9]+)?`.
  mutating func scanNumber() throws(JSONSyntaxError) {
    let start = position
    if base[position] == UInt8(ascii: "-") { position += 1 }
    let firstDigit = position
    try skipDigits()
    if base[firstDigit] == UInt8(ascii: "0"), position > firstDigit + 1 {
      throw JSONSyntaxError(offset: start, problem: "a number with a leading zero")
    }
    if position < count, base[position] == UInt8(ascii: ".") {
      position += 1
      try skipDigits()
    }
    if position < count, base[position] | 0x20 == UInt8(ascii: "e") {
      position += 1
      if position < count,
        base[position] == UInt8(ascii: "+") || base[position] == UInt8(ascii: "-")
      {
        position += 1
      }
      try skipDigits()
    }
    append(.number, start, position)
  }

  /// Moves over one digit or more.
  private mutating func skipDigits() throws(JSONSyntaxError) {
    let start = position
    while position < count, base[position] &- UInt8(ascii: "0") < 10 { position += 1 }
    if position == start { throw unexpected("a digit") }
  }
}
