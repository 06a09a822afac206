import BigInt
import Primitives
import Testing

/// Every operation against arbitrary-precision integers.
@Suite struct WordArithmeticTests {
  struct Operation: Sendable {
    var name: String
    var ours: @Sendable (Word, Word) -> Word
    var theirs: @Sendable (BigInt, BigInt) -> BigInt
    /// Whether the operands are read as two's complement.
    var isSigned = false
  }

  static let operations: [Operation] = [
    Operation(name: "+", ours: { $0 &+ $1 }, theirs: { $0 + $1 }),
    Operation(name: "-", ours: { $0 &- $1 }, theirs: { $0 - $1 }),
    Operation(name: "*", ours: { $0 &* $1 }, theirs: { $0 * $1 }),
    Operation(name: "less", ours: { Word($0 < $1) }, theirs: { $0 < $1 ? 1 : 0 }),
    Operation(name: "divide", ours: Word.divide, theirs: { $1.isZero ? 0 : $0 / $1 }),
    Operation(name: "remainder", ours: Word.remainder, theirs: { $1.isZero ? 0 : $0 % $1 }),
    Operation(
      name: "signedDivide", ours: Word.signedDivide, theirs: { $1.isZero ? 0 : $0 / $1 },
      isSigned: true),
    Operation(
      name: "signedRemainder", ours: Word.signedRemainder, theirs: { $1.isZero ? 0 : $0 % $1 },
      isSigned: true),
    Operation(
      name: "signedLess", ours: { Word(Word.signedLess($0, $1)) }, theirs: { $0 < $1 ? 1 : 0 },
      isSigned: true),
  ]

  @Test(arguments: operations.indices)
  func matchesArbitraryPrecision(operation: Int) {
    let operation = Self.operations[operation]
    var generator = SeededGenerator(seed: 1)
    for _ in 0..<100_000 {
      let (a, b) = (generator.word(), generator.word())
      let (x, y) =
        operation.isSigned
        ? (BigInt(signed: a), BigInt(signed: b)) : (BigInt(BigUInt(a)), BigInt(BigUInt(b)))
      let expected = Word(wrapping: operation.theirs(x, y))
      let result = operation.ours(a, b)
      if result != expected {
        Issue.record(
          "\(operation.name) of \(a.hex), \(b.hex): \(result.hex), not \(expected.hex)")
        return
      }
    }
  }

  /// Numerators just below a multiple of the divisor: where Knuth's digit estimate is too large.
  @Test func divisionCorrectsItsEstimates() {
    var generator = SeededGenerator(seed: 2)
    for _ in 0..<200_000 {
      let divisor = generator.word()
      if divisor.isZero { continue }
      let quotient = Word.divide(generator.word(), divisor)
      let multiple = quotient &* divisor
      for rest in [Word.zero, .one, divisor &- .one] where rest < divisor {
        let (numerator, overflow) = multiple.addingReportingOverflow(rest)
        if overflow { continue }
        let result = numerator.quotientAndRemainder(dividingBy: divisor)
        if result.quotient != quotient || result.remainder != rest {
          Issue.record("\(numerator.hex) / \(divisor.hex)")
          return
        }
      }
    }
  }

  @Test func modularOperationsDoNotWrap() {
    var generator = SeededGenerator(seed: 3)
    for _ in 0..<100_000 {
      let (a, b, m) = (generator.word(), generator.word(), generator.word())
      let (x, y, z) = (BigUInt(a), BigUInt(b), BigUInt(m))
      let sum = m.isZero ? Word.zero : Word(wrapping: (x + y) % z)
      let product = m.isZero ? Word.zero : Word(wrapping: x * y % z)
      if Word.addModulo(a, b, m) != sum || Word.multiplyModulo(a, b, m) != product {
        Issue.record("(\(a.hex), \(b.hex)) modulo \(m.hex)")
        return
      }
    }
  }

  @Test func powersWrap() {
    var generator = SeededGenerator(seed: 4)
    for round in 0..<500 {
      let base = round % 4 == 0 ? 2 : generator.word()
      let exponent =
        round % 3 == 0 ? Word(generator.next() % 300) : generator.word()
      let expected = BigUInt(base).power(BigUInt(exponent), modulus: BigUInt.wordModulus)
      #expect(Word.power(base, exponent) == Word(wrapping: expected))
    }
    #expect(Word.power(.zero, .zero) == .one)
  }

  @Test func signedEdges() {
    let lowest = Word.shiftLeft(.one, by: 255 as UInt64)
    #expect(Word.signedDivide(lowest, .max) == lowest)
    #expect(Word.signedRemainder(lowest, .max) == .zero)
    #expect(Word.signedDivide(.max, .zero) == .zero)
    #expect(Word.signedRemainder(-Word(7), 3) == -Word(1))
    #expect(Word.signedDivide(-Word(7), 3) == -Word(2))
  }
}
