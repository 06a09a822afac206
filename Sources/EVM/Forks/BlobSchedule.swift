import Primitives

/// How blobs are priced and limited (EIP-4844).
///
/// The values written here are Cancun's.
public struct BlobSchedule: Sendable {
  public var gasPerBlob: UInt64 = 131_072
  public var maximumPerBlock = 6
  /// Blobs of a block that leave the excess, and so the price, as it is.
  public var targetPerBlock = 3
  /// Six from Osaka on (EIP-7594); before, as many as a block may hold.
  public var maximumPerTransaction = Int.max
  public var minimumBaseFee: UInt64 = 1
  public var updateFraction: UInt64 = 3_338_477
  /// The first byte of every versioned hash (KZG commitments).
  public var hashVersion: UInt8 = 1
  /// Gas at the base fee that a blob's price is not to fall below: where it does, the excess does not
  /// shrink (EIP-7918). Zero before.
  public var reserveGas: UInt64 = 0

  /// Wei per blob gas after an excess: `fake_exponential` of EIP-4844. The greatest word where the sum
  /// passes 2²⁵⁶, which no chain comes near.
  public func baseFee(excessBlobGas: UInt64) -> Word {
    let fraction = Word(updateFraction)
    var term = Word(minimumBaseFee) &* fraction
    var sum = Word.zero
    var i: UInt64 = 1
    while !term.isZero {
      let (total, overflow) = sum.addingReportingOverflow(term)
      // The product stays below 2²⁵⁶ while the term is below 2¹²⁸.
      if overflow || term.l2 | term.l3 != 0 { return .max }
      sum = total
      term = (term &* Word(excessBlobGas)).dividedBySmall(updateFraction)
      term = term.dividedBySmall(i)
      i &+= 1
    }
    return sum.dividedBySmall(updateFraction)
  }
}

extension Word {
  /// The quotient by a number below 2⁶⁴, not zero: schoolbook, limb by limb.
  func dividedBySmall(_ divisor: UInt64) -> Word {
    var remainder: UInt64 = 0
    func step(_ limb: UInt64) -> UInt64 {
      let (quotient, rest) = divisor.dividingFullWidth((remainder, limb))
      remainder = rest
      return quotient
    }
    let q3 = step(l3)
    let q2 = step(l2)
    let q1 = step(l1)
    return Word(step(l0), q1, q2, q3)
  }
}
