import Primitives

/// The precompiled contracts from Byzantium on that compute with big numbers and curves, by the number
/// that is their address. (1 to 4, and what an address is in a fork, are the host's.)
public enum Precompile: UInt16, CaseIterable, Sendable {
  /// base^exponent modulo a number of any length (EIP-198), from Byzantium on.
  case modularExponentiation = 0x05
  /// The sum of two points of bn254 (EIP-196), from Byzantium on.
  case bn254Add = 0x06
  /// A point of bn254 times a number (EIP-196), from Byzantium on.
  case bn254Multiply = 0x07
  /// Whether a product of pairings on bn254 is one (EIP-197), from Byzantium on.
  case bn254Pairing = 0x08
  /// BLAKE2b's compression function (EIP-152), from Istanbul on.
  case blake2Compression = 0x09
  /// Whether a committed polynomial has a value at a point (EIP-4844), from Cancun on.
  case kzgPointEvaluation = 0x0a
  /// The sum of two points of BLS12-381's E (EIP-2537), from Prague on, like all that follow.
  case bls12381G1Add = 0x0b
  /// A sum of points of G1 times numbers.
  case bls12381G1MultiScalar = 0x0c
  /// The sum of two points of the twist.
  case bls12381G2Add = 0x0d
  /// A sum of points of G2 times numbers.
  case bls12381G2MultiScalar = 0x0e
  /// Whether a product of pairings on BLS12-381 is one.
  case bls12381Pairing = 0x0f
  /// A point of G1 from an element of Fp.
  case bls12381MapToG1 = 0x10
  /// A point of G2 from an element of Fp2.
  case bls12381MapToG2 = 0x11
  /// Whether a signature on secp256r1 is valid (EIP-7951), from Osaka on. One that is not gives no output.
  case secp256r1Verification = 0x100
}

/// How a call to a precompile ended.
public struct PrecompileOutcome: Equatable, Sendable, BitwiseCopyable {
  /// Of the gas given; negative if the call fails, which takes all gas and gives no output.
  public var gasLeft: Int64
  /// How many bytes of output were written.
  public var outputCount: Int

  /// Whether the call succeeded.
  @inlinable
  public var succeeded: Bool { gasLeft >= 0 }

  /// The call failed.
  public static var failure: PrecompileOutcome { PrecompileOutcome(gasLeft: -1, outputCount: 0) }
}

extension Precompile {
  /// Calls the precompile: takes its price from `gas`, and writes its output to the room that `reserve`
  /// makes.
  ///
  /// Any input of any length either succeeds or fails; none traps, and nothing is computed or
  /// allocated before its price is known to be paid. Only numbers of any length, and lists of points too
  /// long for the stack, are ever allocated. Safe on all threads at once; no reference is counted but
  /// those of the maps' tables of coefficients.
  /// - Parameters:
  ///   - input: Read only during the call. May overlap the output for all but modular exponentiation.
  ///   - gas: What the call is given.
  ///   - prices: Those of the fork.
  ///   - reserve: Called at most once, with the exact count of bytes of output; returns where they go. If
  ///     the call then fails, what is there is undefined.
  public func call(
    _ input: UnsafeRawBufferPointer, gas: Int64, prices: PrecompilePrices,
    reserve: (Int) -> UnsafeMutablePointer<UInt8>
  ) -> PrecompileOutcome {
    let price = self.gas(input, prices)
    if price > gas { return .failure }
    let count = outputCount(input)
    guard run(input, UnsafeMutableRawPointer(reserve(count)), count) else { return .failure }
    return PrecompileOutcome(gasLeft: gas - price, outputCount: count)
  }

  /// How many bytes a success gives.
  func outputCount(_ input: UnsafeRawBufferPointer) -> Int {
    switch self {
    case .modularExponentiation: ModularExponentiation(input).modulusCount
    case .bn254Pairing, .bls12381Pairing: 32
    case .bn254Add, .bn254Multiply, .blake2Compression, .kzgPointEvaluation: 64
    case .bls12381G1Add, .bls12381G1MultiScalar, .bls12381MapToG1: 128
    case .bls12381G2Add, .bls12381G2MultiScalar, .bls12381MapToG2: 256
    case .secp256r1Verification: Secp256r1.verifies(input) ? 32 : 0
    }
  }

  /// Writes the output, or says that the input is not valid.
  private func run(
    _ input: UnsafeRawBufferPointer, _ output: UnsafeMutableRawPointer, _ outputCount: Int
  ) -> Bool {
    switch self {
    case .modularExponentiation:
      ModularExponentiation(input).run(output)
      return true
    case .bn254Add: return BN254.runAdd(input, output)
    case .bn254Multiply: return BN254.runMultiply(input, output)
    case .bn254Pairing: return BN254.runPairing(input, output)
    case .blake2Compression: return BLAKE2Compression.run(input, output)
    case .kzgPointEvaluation: return PointEvaluation.run(input, output)
    case .bls12381G1Add: return BLS12381.runG1Add(input, output)
    case .bls12381G1MultiScalar: return BLS12381.runG1Sum(input, output)
    case .bls12381G2Add: return BLS12381.runG2Add(input, output)
    case .bls12381G2MultiScalar: return BLS12381.runG2Sum(input, output)
    case .bls12381Pairing: return BLS12381.runPairing(input, output)
    case .bls12381MapToG1: return BLS12381.runMapToG1(input, output)
    case .bls12381MapToG2: return BLS12381.runMapToG2(input, output)
    case .secp256r1Verification:
      if outputCount != 0 { Word.one.storeBigEndian(to: output) }
      return true
    }
  }
}
