/// What precompiles cost where forks differ, in gas.
public struct PrecompilePrices: Sendable, BitwiseCopyable {
  /// How modular exponentiation is priced.
  public var modularExponentiation: ModularExponentiationPricing = .eip198
  /// bn254: a sum.
  public var bn254Add: Int64 = 500
  /// bn254: a product with a number.
  public var bn254Multiply: Int64 = 40_000
  /// bn254: a product of pairings, whatever their number.
  public var bn254PairingBase: Int64 = 100_000
  /// bn254: each pairing of a product.
  public var bn254PairingTerm: Int64 = 80_000

  /// From Byzantium on (EIP-196, EIP-197, EIP-198).
  public static var byzantium: PrecompilePrices { PrecompilePrices() }

  /// From Istanbul on (EIP-1108).
  public static var istanbul: PrecompilePrices {
    var prices = byzantium
    prices.bn254Add = 150
    prices.bn254Multiply = 6000
    prices.bn254PairingBase = 45_000
    prices.bn254PairingTerm = 34_000
    return prices
  }

  /// From Berlin on (EIP-2565).
  public static var berlin: PrecompilePrices {
    var prices = istanbul
    prices.modularExponentiation = .eip2565
    return prices
  }

  /// From Osaka on (EIP-7823, EIP-7883).
  public static var osaka: PrecompilePrices {
    var prices = berlin
    prices.modularExponentiation = .eip7883
    return prices
  }
}

extension Precompile {
  /// What a call with this input costs: `Int64.max` for more than that, which no call can pay.
  ///
  /// Reads at most the first 128 bytes of the input and those of an exponent's head.
  public func gas(_ input: UnsafeRawBufferPointer, _ prices: PrecompilePrices) -> Int64 {
    switch self {
    case .modularExponentiation:
      ModularExponentiation(input).gas(prices.modularExponentiation)
    case .bn254Add: prices.bn254Add
    case .bn254Multiply: prices.bn254Multiply
    case .bn254Pairing:
      prices.bn254PairingBase + prices.bn254PairingTerm * Int64(input.count / 192)
    case .blake2Compression: BLAKE2Compression.rounds(input)
    case .kzgPointEvaluation: 50_000
    case .bls12381G1Add: 375
    case .bls12381G1MultiScalar:
      MultiScalarDiscounts.gas(count: input.count / 160, single: 12_000, MultiScalarDiscounts.g1)
    case .bls12381G2Add: 600
    case .bls12381G2MultiScalar:
      MultiScalarDiscounts.gas(count: input.count / 288, single: 22_500, MultiScalarDiscounts.g2)
    case .bls12381Pairing: 37_700 + 32_600 * Int64(input.count / 384)
    case .bls12381MapToG1: 5500
    case .bls12381MapToG2: 23_800
    case .secp256r1Verification: 6900
    }
  }
}
