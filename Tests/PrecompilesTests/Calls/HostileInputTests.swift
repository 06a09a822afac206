import Primitives
import Testing

@testable import Precompiles

/// Any input of any length succeeds or fails, and does neither by accident.
struct HostileInputTests {
  /// A gas limit that keeps what is asked for small.
  private static let gas: Int64 = 3_000_000

  @Test(arguments: Precompile.allCases)
  func randomBytes(precompile: Precompile) {
    var random = SeededGenerator(state: UInt64(precompile.rawValue))
    for i in 0..<300 {
      var input = random.bytes(i < 260 ? i : Int(random.next() % 1200))
      // Half of them sparse: lengths and coordinates of random bytes are mostly too great.
      if i & 1 == 1 {
        for j in input.indices where random.next() % 16 != 0 { input[j] = 0 }
      }
      let first = precompile.output(input, gas: Self.gas)
      #expect(first == precompile.output(input, gas: Self.gas))
    }
  }

  /// Valid inputs with a byte changed, cut, prolonged, or repeated.
  @Test(arguments: Precompile.allCases)
  func mutatedVectors(precompile: Precompile) throws {
    var random = SeededGenerator(state: UInt64(precompile.rawValue) + 100)
    let valid = try Vector.load(precompile.vectorFile).filter { $0.output != nil }
      .filter { $0.input.utf8.count < 3000 }
    for _ in 0..<60 {
      let vector = valid[Int(random.next() % UInt64(valid.count))]
      var input = vector.inputBytes
      switch random.next() % 5 {
      case 0 where !input.isEmpty:
        input[Int(random.next() % UInt64(input.count))] ^= 1 << UInt8(random.next() % 8)
      case 1: input.removeLast(Int(random.next() % UInt64(input.count + 1)))
      case 2: input += random.bytes(Int(random.next() % 100))
      case 3: input += input
      default:
        if input.count > 32 {
          input.replaceSubrange(0..<32, with: [UInt8](repeating: 0xff, count: 32))
        }
      }
      _ = precompile.output(input, gas: Self.gas)
    }
  }

  /// Lengths that nobody can pay for fail at once, in every combination with the ends of their range; what
  /// needs no memory succeeds.
  @Test func absurdLengthsOfModularExponentiation() {
    let lengths: [Word] = [
      .zero, .one, Word(32), Word(1024), Word(1 << 31), Word(1 << 32), Word(UInt64(Int.max)),
      Word(UInt64(Int.max) + 1), Word(.max), Word(0, 1, 0, 0), .max,
    ]
    let prices: [PrecompilePrices] = [.byzantium, .berlin, .osaka]
    for prices in prices {
      for base in lengths {
        for exponent in lengths {
          for modulus in lengths {
            let input = [base, exponent, modulus].flatMap(\.bigEndianBytes) + [3, 1, 5]
            let output = Precompile.modularExponentiation.output(
              input, gas: 100_000_000, prices: prices)
            let largest = max(base, modulus)
            if largest >= Word(1 << 31) { #expect(output == nil) }
            if largest.isZero && prices.modularExponentiation != .eip7883 { #expect(output == []) }
          }
        }
      }
    }
  }

  /// EIP-7823: 1,024 bytes are allowed, 1,025 are not, for each number.
  @Test func boundsOfOsaka() {
    for i in 0..<3 {
      for (count, isAllowed) in [(1024, true), (1025, false)] {
        var lengths = [1, 1, 1]
        lengths[i] = count
        let input = lengths.flatMap { Word(UInt64($0)).bigEndianBytes }
        #expect(
          (Precompile.modularExponentiation.output(input, prices: .osaka) != nil) == isAllowed)
        #expect(Precompile.modularExponentiation.output(input, prices: .berlin) != nil)
      }
    }
  }

  @Test func emptyInput() {
    let succeeding: Set<Precompile> = [
      .modularExponentiation, .bn254Add, .bn254Multiply, .bn254Pairing, .secp256r1Verification,
    ]
    for precompile in Precompile.allCases {
      #expect((precompile.output([]) != nil) == succeeding.contains(precompile))
      let outcome = precompile.call(
        UnsafeRawBufferPointer(start: nil, count: 0), gas: 1 << 30, prices: .berlin
      ) { .allocate(capacity: $0 + 1) }
      #expect(outcome.succeeded == succeeding.contains(precompile))
    }
  }
}
