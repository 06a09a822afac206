extension Word {
  /// The number that `text` spells: "0x" and at least one hexadecimal digit, leading zeros allowed.
  ///
  /// Nil for anything else, and for numbers of more than 256 bits.
  public init?(hex text: some StringProtocol) {
    guard let digits = hexDigits(of: text), !digits.isEmpty else { return nil }
    var number = Word.zero
    for character in digits {
      guard let digit = hexDigitValue(character), number.l3 >> 60 == 0 else { return nil }
      number = Word.shiftLeft(number, by: 4 as UInt64) | Word(UInt64(digit))
    }
    self = number
  }

  /// "0x" and as many digits as the number needs: zero is "0x0".
  public var hex: String {
    let digits = Swift.max(1, (256 - leadingZeroBitCount + 3) / 4)
    return String(unsafeUninitializedCapacity: 2 + digits) { text in
      text[0] = UInt8(ascii: "0")
      text[1] = UInt8(ascii: "x")
      for place in 0..<digits {
        let nibble = Word.shiftRight(self, by: UInt64(4 * (digits - 1 - place))).l0 & 15
        text[2 + place] = hexDigit(UInt8(nibble))
      }
      return 2 + digits
    }
  }

  /// The number that `text` spells in decimal digits alone; nil for anything else, and past 2²⁵⁶.
  public init?(decimal text: some StringProtocol) {
    guard !text.isEmpty else { return nil }
    var number = Word.zero
    for character in text.utf8 {
      let digit = character &- UInt8(ascii: "0")
      guard digit < 10, number <= Self.tenthOfMaximum else { return nil }
      let (sum, overflow) = (number &* 10).addingReportingOverflow(Word(UInt64(digit)))
      guard !overflow else { return nil }
      number = sum
    }
    self = number
  }

  private static let tenthOfMaximum = Word.divide(.max, 10)
}

extension Word: CustomStringConvertible {
  /// Decimal digits.
  public var description: String {
    // Nineteen digits at a time: 10¹⁹ is the largest power of ten in one limb.
    let chunk: UInt64 = 10_000_000_000_000_000_000
    var rest = self
    var chunks: [UInt64] = []
    repeat {
      let (quotient, remainder) = rest.quotientAndRemainder(dividingBy: Word(chunk))
      chunks.append(remainder.l0)
      rest = quotient
    } while !rest.isZero
    return chunks.reversed().enumerated().reduce(into: "") { text, part in
      let digits = String(part.element)
      if part.offset > 0 { text += String(repeating: "0", count: 19 - digits.count) }
      text += digits
    }
  }
}
