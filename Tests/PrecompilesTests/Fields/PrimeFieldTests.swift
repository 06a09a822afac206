import BigInt
import Primitives
import Testing

@testable import Precompiles

struct PrimeFieldTests {
  @Test func parametersOfBN254() {
    let u = BigInt(4_965_661_367_192_848_881)
    let p = 36 * u.power(4) + 36 * u.power(3) + 24 * u.power(2) + 6 * u + 1
    #expect(BigInt(BN254.Fp.p) == p)
    checkConstants(BN254.Modulus.self)
  }

  @Test func parametersOfBLS12381() {
    let x = -BigInt(0xd201_0000_0001_0000 as UInt64)
    let r = x.power(4) - x.power(2) + 1
    #expect(BigInt(BLS12381.Fp.p) == (x - 1).power(2) * r / 3 + x)
    #expect(BigInt(BLS12381.order.big) == r)
    checkConstants(BLS12381.Modulus.self)
  }

  private func checkConstants<Modulus: PrimeModulus>(_: Modulus.Type) {
    let p = Modulus.modulus.big
    let limb = BigUInt(1) << 64
    let r = (BigUInt(1) << Modulus.Integer.bitWidth) % p
    #expect((p % limb * BigUInt(Modulus.negatedInverse) + 1) % limb == 0)
    #expect(Modulus.one.big == r)
    #expect(Modulus.rSquared.big == r * r % p)
    #expect(p % 4 == 3, "square roots rely on it")
    #expect(p >> (Modulus.Integer.bitWidth - 1) == 0, "the product's rows rely on it")
  }

  @Test func arithmeticOfBN254() { checkArithmetic(BN254.Fp.self, seed: 1) }
  @Test func arithmeticOfBLS12381() { checkArithmetic(BLS12381.Fp.self, seed: 2) }

  /// Against BigInt, over all pairs of edges and random numbers.
  private func checkArithmetic<Modulus>(_: PrimeField<Modulus>.Type, seed: UInt64) {
    typealias F = PrimeField<Modulus>
    let p = F.p
    var generator = SeededGenerator(state: seed)
    let values = F.edges + (0..<40).map { _ in F.random(&generator) }
    for a in values {
      let x = a.integer.big
      #expect(x < p && a.montgomery.big < p)
      #expect((-a).integer.big == (p - x) % p)
      #expect(a.squared().integer.big == x * x % p)
      #expect(a.doubled().integer.big == 2 * x % p)
      #expect(a.inverted().integer.big == (x.inverse(p) ?? 0))
      #expect(a.isInUpperHalf == (x > p / 2))
      let root = a.squareRoot()
      #expect((root != nil) == (x == 0 || x.power(p / 2, modulus: p) == 1))
      #expect(root.map { $0.squared() == a } ?? true)
      for b in values {
        let y = b.integer.big
        #expect((a + b).integer.big == (x + y) % p)
        #expect((a - b).integer.big == (x + p - y) % p)
        #expect((a * b).integer.big == x * y % p)
        #expect((a == b) == (x == y))
      }
    }
  }

  @Test func inverseOfManyNumbers() {
    var generator = SeededGenerator(state: 3)
    for i in 0..<3000 {
      // Small numbers, too, and numbers with long runs of zeros.
      let a = i < 500 ? BN254.Fp(UInt64(i)) : .random(&generator)
      let b = i < 500 ? BLS12381.Fp(UInt64(i)) : .random(&generator)
      #expect((a * a.inverted() == .one) != a.isZero)
      #expect((b * b.inverted() == .one) != b.isZero)
      if i < 380 {
        let power = BLS12381.Fp(2).power(Word(UInt64(i)))
        #expect(power * power.inverted() == .one)
      }
    }
    #expect(BN254.Fp.zero.inverted().isZero)
    #expect(BLS12381.Fp.zero.inverted().isZero)
  }

  @Test func numbersOfTheModulusAndMoreAreNone() {
    let p = BN254.Modulus.modulus
    #expect(BN254.Fp(p) == nil)
    #expect(BN254.Fp(p &+ Word(1)) == nil)
    #expect(BN254.Fp(Word.max) == nil)
    #expect(BN254.Fp(p &- Word(1)) == -BN254.Fp.one)
    #expect(BLS12381.Fp(BLS12381.Modulus.modulus) == nil)
  }

  @Test func bytesAndBits() {
    var generator = SeededGenerator(state: 4)
    let bytes = generator.bytes(48)
    let number = bytes.withUnsafeBytes { Word384(bigEndian: $0.baseAddress!) }
    #expect(number.big == bytes.reduce(BigUInt(0)) { $0 << 8 | BigUInt($1) })
    var copy = [UInt8](repeating: 0, count: 48)
    copy.withUnsafeMutableBytes { number.storeBigEndian(to: $0.baseAddress!) }
    #expect(copy == bytes)
    for start in stride(from: 0, to: 400, by: 7) {
      for count in 1...13 {
        #expect(
          BigUInt(number.bits(from: start, count: count)) == number.big >> start % (1 << count))
      }
    }
    #expect(number.divided(by: 12345).big == number.big / 12345)
    #expect(number.significantBits == number.big.bitWidth)
    #expect(Word384.zero.significantBits == 0)
  }

  @Test(
    arguments: [1, 2, 3, 7, 0xd201_0000_0001_0000, 4_965_661_367_192_848_881, .max] as [UInt64])
  func signedDigitsSpellTheNumber(_ number: UInt64) {
    let digits = SignedDigits(UInt128(number))
    let value = (0..<digits.count).reduce(BigInt(0)) { $0 + BigInt(digits[$1]) << $1 }
    #expect(value == BigInt(number))
    #expect(digits[digits.count - 1] == 1)
    for i in 1..<digits.count { #expect(digits[i] == 0 || digits[i - 1] == 0) }
  }
}
