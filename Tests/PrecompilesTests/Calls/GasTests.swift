import Foundation
import Primitives
import Testing

@testable import Precompiles

struct GasTests {
  private struct Document: Decodable { var vectors: [GasVector] }
  private struct GasVector: Decodable {
    var fork, input: String
    var precompile: UInt16
    var gas: Int64?
  }

  private static let prices: [String: PrecompilePrices] = [
    "byzantium": .byzantium, "istanbul": .istanbul, "berlin": .berlin, "prague": .berlin,
    "osaka": .osaka,
  ]

  /// What Ethereum's executable specification charges (`generate_gas.py`).
  @Test func pricesOfTheSpecification() throws {
    let url = TestData.vectors.appendingPathComponent("gas.json")
    let vectors = try JSONDecoder().decode(Document.self, from: Data(contentsOf: url)).vectors
    #expect(vectors.count > 800)
    for vector in vectors {
      let precompile = try #require(Precompile(rawValue: vector.precompile))
      let prices = try #require(Self.prices[vector.fork])
      let gas: Int64
      if precompile == .modularExponentiation {
        let input = try #require(hexBytes("0x" + vector.input))
        gas = input.withUnsafeBytes { precompile.gas($0, prices) }
      } else {
        let pair = precompile == .bls12381G1MultiScalar ? 160 : 288
        let input = [UInt8](repeating: 0, count: try #require(Int(vector.input)) * pair)
        gas = input.withUnsafeBytes { precompile.gas($0, prices) }
      }
      #expect(gas == vector.gas ?? .max, "\(precompile) \(vector.fork) \(vector.input)")
    }
  }

  /// EIP-7883's table (as Osaka has it, without the draft's division by three): lengths of base and
  /// modulus, exponent, price after EIP-2565 and after EIP-7883.
  @Test(
    arguments: [
      (64, 2, 200, 500), (64, 3, 200, 500), (64, 0x10001, 341, 2048), (128, 2, 200, 512),
      (128, 0x10001, 1365, 8192), (256, 2, 341, 2048), (256, 3, 341, 2048),
      (256, 0x10001, 5461, 32768), (512, 2, 1365, 8192), (512, 0x10001, 21845, 131_072),
      (1024, 2, 5461, 32768), (1024, 0x10001, 87381, 524_288),
    ] as [(Int, UInt64, Int64, Int64)])
  func pricesOfItsEIP(size: Int, exponent: UInt64, berlin: Int64, osaka: Int64) {
    let count = (64 - exponent.leadingZeroBitCount + 7) / 8
    var input = [size, count, size].flatMap { Word(UInt64($0)).bigEndianBytes }
    input += [UInt8](repeating: 0xff, count: size)
    input += Word(exponent).bigEndianBytes.suffix(count)
    input += [UInt8](repeating: 0xff, count: size)
    input.withUnsafeBytes {
      #expect(Precompile.modularExponentiation.gas($0, .berlin) == berlin)
      #expect(Precompile.modularExponentiation.gas($0, .osaka) == osaka)
    }
  }

  @Test func pricesOfCurves() {
    func gas(_ precompile: Precompile, _ count: Int, _ prices: PrecompilePrices) -> Int64 {
      [UInt8](repeating: 0, count: count).withUnsafeBytes { precompile.gas($0, prices) }
    }
    // EIP-196, EIP-197; EIP-1108.
    #expect(gas(.bn254Add, 128, .byzantium) == 500)
    #expect(gas(.bn254Add, 128, .istanbul) == 150)
    #expect(gas(.bn254Multiply, 96, .byzantium) == 40_000)
    #expect(gas(.bn254Multiply, 96, .osaka) == 6000)
    #expect(gas(.bn254Pairing, 0, .byzantium) == 100_000)
    #expect(gas(.bn254Pairing, 384, .byzantium) == 260_000)
    #expect(gas(.bn254Pairing, 0, .berlin) == 45_000)
    #expect(gas(.bn254Pairing, 384, .berlin) == 113_000)
    // EIP-4844, EIP-2537.
    #expect(gas(.kzgPointEvaluation, 192, .berlin) == 50_000)
    #expect(gas(.bls12381G1Add, 256, .berlin) == 375)
    #expect(gas(.bls12381G2Add, 512, .berlin) == 600)
    #expect(gas(.bls12381Pairing, 768, .berlin) == 102_900)
    #expect(gas(.bls12381MapToG1, 64, .berlin) == 5500)
    #expect(gas(.bls12381MapToG2, 128, .berlin) == 23_800)
    // EIP-7951.
    #expect(gas(.secp256r1Verification, 160, .osaka) == 6900)
  }

  @Test func roundsArePrices() throws {
    let vector = try #require(
      try Vector.load("blake2f").first { $0.name == "1000 rounds, 1" })
    let input = vector.inputBytes
    #expect(input.withUnsafeBytes { Precompile.blake2Compression.gas($0, .istanbul) } == 1000)
    #expect(Precompile.blake2Compression.output(input, gas: 999) == nil)
    #expect(Precompile.blake2Compression.output(input, gas: 1000) != nil)
  }

  /// A call that is given one gas too little fails before anything is reserved.
  @Test(arguments: Precompile.allCases)
  func exactGasIsEnough(precompile: Precompile) throws {
    let vector = try #require(
      try Vector.load(precompile.vectorFile).last { $0.output?.isEmpty == false })
    let input = vector.inputBytes
    let price = input.withUnsafeBytes { precompile.gas($0, .berlin) }
    #expect(price > 0)
    #expect(precompile.output(input, gas: price).map(hex) == vector.output)
    input.withUnsafeBytes {
      let outcome = precompile.call($0, gas: price - 1, prices: .berlin) { count in
        Issue.record("room was asked for")
        return .allocate(capacity: count)
      }
      #expect(outcome == .failure)
    }
  }
}
