import Foundation
import Primitives
import Testing

@testable import Precompiles

struct VectorTests {
  /// Every vector of `generate.py`: values of py_ecc, Python's pow and hashlib.
  @Test(arguments: Precompile.allCases)
  func generatedVectors(precompile: Precompile) throws {
    let vectors = try Vector.load(precompile.vectorFile)
    #expect(vectors.count > 20)
    let neverFails = [.modularExponentiation, .secp256r1Verification].contains(precompile)
    #expect(vectors.contains { $0.output == nil } != neverFails)
    for vector in vectors {
      let output = precompile.output(vector.inputBytes)
      #expect(output.map(hex) == vector.output, "\(precompile): \(vector.name)")
    }
  }

  /// EIP-152's test vectors 4 to 7; its message is "abc".
  @Test(arguments: [
    (
      0, 1,
      "08c9bcf367e6096a3ba7ca8485ae67bb2bf894fe72f36e3cf1361d5f3af54fa5d282e6ad7f520e51"
        + "1f6c3e2b8c68059b9442be0454267ce079217e1319cde05b"
    ),
    (
      12, 1,
      "ba80a53f981c4d0d6a2797b69f12f6e94c212f14685ac4b74b12bb6fdbffa2d17d87c5392aab792d"
        + "c252d5de4533cc9518d38aa8dbf1925ab92386edd4009923"
    ),
    (
      12, 0,
      "75ab69d3190a562c51aef8d88f1c2775876944407270c42c9844252c26d2875298743e7f6d5ea2f2"
        + "d3e8d226039cd31b4e426ac4f2d3d666a610c2116fde4735"
    ),
    (
      1, 1,
      "b63a380cb2897d521994a85234ee2c181b5f844d2c624c002677e9703449d2fba551b3a8333bcdf5"
        + "f2f7e08993d53923de3d64fcc68c034e717b9293fed7a421"
    ),
  ])
  func blake2VectorsOfItsEIP(rounds: UInt8, final: UInt8, output: String) throws {
    let state =
      "48c9bdf267e6096a3ba7ca8485ae67bb2bf894fe72f36e3cf1361d5f3af54fa5"
      + "d182e6ad7f520e511f6c3e2b8c68059b6bbd41fbabd9831f79217e1319cde05b"
    var input = try [0, 0, 0, rounds] + #require(hexBytes("0x" + state))
    input += [0x61, 0x62, 0x63] + [UInt8](repeating: 0, count: 125)
    input += [3] + [UInt8](repeating: 0, count: 15) + [final]
    #expect(Precompile.blake2Compression.output(input).map(hex) == output)
  }

  /// Every call of the ceremony's published vectors (consensus-specs' verify_kzg_proof cases) that
  /// ethereum/tests wraps in transactions: a case whose name says it is correct succeeds, others fail.
  @Test(.enabled(if: KZGFixture.isPresent, "no fixtures: set GRIDLOCK_FIXTURES to their folder"))
  func publishedPointEvaluations() throws {
    let cases = try KZGFixture.load()
    #expect(cases.count > 50)
    #expect(cases.filter(\.succeeds).count > 5)
    for item in cases {
      let output = Precompile.kzgPointEvaluation.output(item.input)
      #expect((output != nil) == item.succeeds, "\(item.name)")
    }
  }
}
