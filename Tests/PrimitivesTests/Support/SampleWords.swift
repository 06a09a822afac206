import BigInt
import Primitives

extension SeededGenerator {
  /// A word whose limbs are often extreme, equal or absent: where carries, normalisation and quotient
  /// corrections go wrong.
  mutating func word() -> Word {
    if next() % 8 == 0 { return Self.edges[Int(next() % UInt64(Self.edges.count))] }
    let limbs = Int(next() % 4) + 1
    let repeated = limb()
    let isRepeated = next() % 8 == 0
    var word = Word.zero
    for index in 0..<limbs {
      let value = isRepeated ? repeated : limb()
      switch index {
      case 0: word.l0 = value
      case 1: word.l1 = value
      case 2: word.l2 = value
      default: word.l3 = value
      }
    }
    return word
  }

  private mutating func limb() -> UInt64 {
    switch next() % 8 {
    case 0: 0
    case 1: .max
    case 2: .max - next() % 4
    case 3: 1 << 63 | next() % 4
    case 4: 1 << (next() % 64)
    case 5: next() % 4
    default: next()
    }
  }

  /// 0, 1, the largest, and powers of two with their neighbours.
  static let edges: [Word] =
    [.zero, .one, .max]
    + (1..<256).flatMap { bit -> [Word] in
      let power = Word.shiftLeft(.one, by: UInt64(bit))
      return [power &- .one, power, power &+ .one]
    }
}

extension BigUInt {
  static let wordModulus = BigUInt(1) << 256
  init(_ word: Primitives.Word) {
    self.init(words: [word.l0, word.l1, word.l2, word.l3].map { UInt($0) })
  }
}

extension BigInt {
  /// The two's complement reading.
  init(signed word: Primitives.Word) {
    let magnitude = BigInt(BigUInt(word))
    self = word.isNegative ? magnitude - BigInt(BigUInt.wordModulus) : magnitude
  }
}

extension Word {
  /// The number modulo 2²⁵⁶.
  init(wrapping number: BigInt) {
    let rest = number.modulus(BigInt(BigUInt.wordModulus)).magnitude
    let limbs = (0..<4).map { UInt64(truncatingIfNeeded: rest >> (64 * $0)) }
    self.init(limbs[0], limbs[1], limbs[2], limbs[3])
  }
  init(wrapping number: BigUInt) { self.init(wrapping: BigInt(number)) }
}
