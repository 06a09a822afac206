import BigInt
import Primitives
import Testing

/// Shifts, bytes and sign extension, each against the definition by arbitrary-precision integers.
@Suite struct WordBitsTests {
  /// All amounts around every limb's border, and far beyond the width.
  static let amounts: [Word] =
    (0...300).map { Word(UInt64($0)) } + [.max, Word(0, 1, 0, 0), Word(3, 0, 0, 1), Word(.max)]

  @Test func shiftsMatchMultiplication() {
    var generator = SeededGenerator(seed: 5)
    for _ in 0..<200 {
      let value = generator.word()
      for amount in Self.amounts {
        let bits = amount < 300 ? Int(amount.l0) : 300
        let left = Word(wrapping: BigUInt(value) << bits)
        let right = Word(wrapping: BigUInt(value) >> bits)
        // SAR rounds towards negative infinity; BigInt's own shift does not.
        let (signed, unit) = (BigInt(signed: value), BigInt(1) << bits)
        let arithmetic = Word(wrapping: (signed - signed.modulus(unit)) / unit)
        guard Word.shiftLeft(value, by: amount) == left,
          Word.shiftRight(value, by: amount) == right,
          Word.arithmeticShiftRight(value, by: amount) == arithmetic
        else {
          Issue.record("\(value.hex) by \(amount)")
          return
        }
      }
    }
  }

  @Test func bytesCountFromTheTop() {
    var generator = SeededGenerator(seed: 6)
    for _ in 0..<100 {
      let value = generator.word()
      let bytes = value.bigEndianBytes
      for index in 0..<32 {
        #expect(Word.byte(Word(UInt64(index)), of: value) == Word(UInt64(bytes[index])))
      }
      for index in [Word(32), Word(0, 1, 0, 0), .max] {
        #expect(Word.byte(index, of: value) == .zero)
      }
    }
  }

  @Test func signExtensionReadsTheLowBytesAsSigned() {
    var generator = SeededGenerator(seed: 7)
    for _ in 0..<500 {
      let value = generator.word()
      for index in 0..<40 {
        var expected = value
        if index < 31 {
          let modulus = BigUInt(1) << (8 * (index + 1))
          let low = BigInt(BigUInt(value) % modulus)
          expected = Word(wrapping: low * 2 >= BigInt(modulus) ? low - BigInt(modulus) : low)
        }
        #expect(Word.signExtend(Word(UInt64(index)), value) == expected)
      }
      #expect(Word.signExtend(Word(0, 1, 0, 0), value) == value)
    }
  }

  @Test func countsMatchTheBytes() {
    for word in SeededGenerator.edges {
      let bytes = word.bigEndianBytes
      #expect(word.byteCount == bytes.drop { $0 == 0 }.count)
      #expect(word.leadingZeroBitCount == 256 - BigUInt(word).bitWidth)
      #expect(Word(bigEndian: bytes) == word)
      #expect(Word(bigEndian: bytes.drop { $0 == 0 }) == word)
    }
    #expect(Word(bigEndian: [UInt8](repeating: 0, count: 33)) == nil)
  }
}
