import Primitives

/// Numbers as transition tools take them: hexadecimal after `0x`, decimal in a string, or a JSON number.
extension JSONValue {
  /// A number below 2²⁵⁶.
  func flexibleWord() throws(InterchangeError) -> Word {
    switch kind {
    case .number: return Word(try integer())
    case .string where text.starts(with: "0x".utf8) && text.count > 2: return try word()
    case .string where text.elementsEqual("0x".utf8): return .zero
    default:
      guard kind == .string, let number = Word(decimal: try string()) else {
        throw expected("a number, decimal or in hexadecimal with 0x")
      }
      return number
    }
  }

  /// A number below 2⁶⁴.
  func flexibleNumber() throws(InterchangeError) -> UInt64 {
    let word = try flexibleWord()
    guard word.fitsInOneLimb else { throw expected("a number below 2⁶⁴") }
    return word.l0
  }

  /// A hash whose leading zeros may be left out.
  func flexibleHash() throws(InterchangeError) -> Hash { Hash(try word()) }
}
