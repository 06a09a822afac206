/// How modular exponentiation is priced.
public enum ModularExponentiationPricing: Sendable, BitwiseCopyable {
  /// From Byzantium on.
  case eip198
  /// From Berlin on.
  case eip2565
  /// From Osaka on, with no length above 1,024 bytes (EIP-7823).
  case eip7883
}

extension ModularExponentiation {
  /// Lengths from here on cost more than any block has gas, so that nothing that long is ever looked at.
  private static let excessiveCount = 1 << 31

  /// The price in gas: `Int64.max` where it is greater, or where the call fails whatever it is given.
  func gas(_ pricing: ModularExponentiationPricing) -> Int64 {
    let size = max(baseCount, modulusCount)
    switch pricing {
    case .eip198, .eip2565: break
    case .eip7883: if max(size, exponentCount) > 1024 { return .max }
    }
    // Nothing is computed with numbers of no length, however long the exponent.
    if size > 0 && max(size, exponentCount) >= Self.excessiveCount { return .max }
    // Below 2⁶² by the line above: 2³⁵ iterations at most, each below 2⁶⁰.
    let product = complexity(size, pricing).multipliedFullWidth(by: iterations(pricing))
    let cost = UInt128(_low: product.low, _high: product.high)
    let price =
      switch pricing {
      case .eip198: cost / 20
      case .eip2565: max(200, cost / 3)
      case .eip7883: max(500, cost)
      }
    return Int64(clamping: price)
  }

  /// What one multiplication of numbers of `size` bytes counts for.
  private func complexity(_ size: Int, _ pricing: ModularExponentiationPricing) -> UInt64 {
    let x = UInt64(size)
    let words = (x + 7) / 8
    switch pricing {
    case .eip198:
      if x <= 64 { return x * x }
      if x <= 1024 { return x * x / 4 + 96 * x - 3072 }
      return x * x / 16 + 480 * x - 199_680
    case .eip2565: return words * words
    case .eip7883: return x <= 32 ? 16 : 2 * words * words
    }
  }

  /// How many multiplications are counted: the bits of the exponent's head less one, and 8 or 16 for each byte
  /// after its head; at least one.
  private func iterations(_ pricing: ModularExponentiationPricing) -> UInt64 {
    let perByte: UInt64 =
      switch pricing {
      case .eip198, .eip2565: 8
      case .eip7883: 16
      }
    // An exponent this long is only priced with numbers of no length, which count for nothing.
    let tail = UInt64(clamping: min(exponentCount, Self.excessiveCount) - 32)
    return max(1, perByte * tail + UInt64(clamping: exponentHeadBits - 1))
  }
}
