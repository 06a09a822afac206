import Foundation
import Primitives
import Testing

@testable import Precompiles

/// One call of a precompile with what it must give.
struct Vector: Decodable, Sendable {
  var name: String
  var input: String
  /// Nil if the call must fail.
  var output: String?

  private struct Document: Decodable { var vectors: [Vector] }

  /// The vectors of a file that `generate.py` wrote.
  static func load(_ file: String) throws -> [Vector] {
    let url = TestData.vectors.appendingPathComponent(file + ".json")
    return try JSONDecoder().decode(Document.self, from: Data(contentsOf: url)).vectors
  }

  var inputBytes: [UInt8] { hexBytes("0x" + input) ?? [] }
}

extension Precompile {
  /// The vector file of this precompile.
  var vectorFile: String {
    switch self {
    case .modularExponentiation: "modexp"
    case .bn254Add: "bn254-add"
    case .bn254Multiply: "bn254-mul"
    case .bn254Pairing: "bn254-pairing"
    case .blake2Compression: "blake2f"
    case .kzgPointEvaluation: "kzg-point-evaluation"
    case .bls12381G1Add: "bls12381-g1-add"
    case .bls12381G1MultiScalar: "bls12381-g1-msm"
    case .bls12381G2Add: "bls12381-g2-add"
    case .bls12381G2MultiScalar: "bls12381-g2-msm"
    case .bls12381Pairing: "bls12381-pairing"
    case .bls12381MapToG1: "bls12381-map-fp-to-g1"
    case .bls12381MapToG2: "bls12381-map-fp2-to-g2"
    case .secp256r1Verification: "p256verify"
    }
  }

  /// The output of a call, or nil if it fails; checks that the outcome is consistent.
  func output(
    _ input: [UInt8], gas: Int64 = 1 << 40, prices: PrecompilePrices = .berlin
  ) -> [UInt8]? {
    let price = input.withUnsafeBytes { self.gas($0, prices) }
    var room: [UInt8] = []
    var reservations = 0
    let outcome = input.withUnsafeBytes { input in
      var storage: UnsafeMutablePointer<UInt8>?
      var size = 0
      defer { storage?.deallocate() }
      let outcome = call(input, gas: gas, prices: prices) { count in
        reservations += 1
        size = count
        // A guard byte behind the room shows whether too much is written.
        let memory = UnsafeMutablePointer<UInt8>.allocate(capacity: count + 1)
        memory.initialize(repeating: 0xa5, count: count + 1)
        storage = memory
        return memory
      }
      if let storage {
        room = Array(UnsafeBufferPointer(start: storage, count: size))
        #expect(storage[size] == 0xa5, "wrote beyond its room")
      }
      return outcome
    }
    #expect(reservations <= 1)
    guard outcome.succeeded else {
      #expect(outcome == .failure)
      return nil
    }
    #expect(outcome.gasLeft == gas - price)
    #expect(outcome.outputCount == room.count)
    return room
  }
}

/// Lowercase hexadecimal without a prefix.
func hex(_ bytes: [UInt8]) -> String {
  bytes.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
}
