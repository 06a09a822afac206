import Primitives

extension Word {
  static func divide(_ a: Word, _ b: Word) -> Word { a }
  static func remainder(_ a: Word, _ b: Word) -> Word { a }
  static func signedDivide(_ a: Word, _ b: Word) -> Word { a }
  static func signedRemainder(_ a: Word, _ b: Word) -> Word { a }
  static func addModulo(_ a: Word, _ b: Word, _ m: Word) -> Word { a }
  static func multiplyModulo(_ a: Word, _ b: Word, _ m: Word) -> Word { a }
  static func power(_ a: Word, _ b: Word) -> Word { a }
  static func signExtend(_ a: Word, _ b: Word) -> Word { a }
  static func byte(_ a: Word, of b: Word) -> Word { a }
  static func shiftLeft(_ a: Word, by b: Word) -> Word { a }
  static func shiftRight(_ a: Word, by b: Word) -> Word { a }
  static func arithmeticShiftRight(_ a: Word, by b: Word) -> Word { a }
  static func signedLess(_ a: Word, _ b: Word) -> Bool { a < b }
  var byteCount: Int { 0 }
}
