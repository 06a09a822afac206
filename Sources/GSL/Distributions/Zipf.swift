import CGSL
import Foundation

/// Zipf distribution.
/// Ranks `0..<count`; rank *k* is drawn in proportion to (*k* + 1)^-`exponent`. Any exponent from 0
/// (uniform) up, 1 included: what chains show lies between 0.5 and 1.6.
/// - Complexity: up to ``tableLimit`` ranks, O(`count`) to create and O(1) to draw (alias table, Walker
///   1977); beyond, O(1) to create and expected O(1) to draw (rejection-inversion).
public struct Zipf: Distribution {
  /// Up to how many ranks a table is kept: 16 bytes a rank, and 28 ms to build at a million.
  public static let tableLimit = 1 << 17

  enum Sampler: Sendable {
    case table(AliasTable)
    case rejectionInversion(ZipfRejectionInversion)
  }

  public let count: Int
  public let exponent: Double
  private let sampler: Sampler
  private let normaliser: Double

  /// - Precondition: `count` is positive; `exponent` is finite and not negative.
  public init(count: Int, exponent: Double) {
    self.init(count: count, exponent: exponent, tableLimit: Self.tableLimit)
  }

  /// As the public form, with another limit, so that tests can hold both samplers to the same law.
  init(count: Int, exponent: Double, tableLimit: Int) {
    precondition(count > 0 && exponent >= 0 && exponent.isFinite)
    self.count = count
    self.exponent = exponent
    normaliser = generalisedHarmonic(count, exponent: exponent)
    sampler =
      count <= tableLimit
      ? .table(AliasTable(weights: (0..<count).map { pow(Double($0 + 1), -exponent) }))
      : .rejectionInversion(ZipfRejectionInversion(count: count, exponent: exponent))
  }

  public func draw(_ index: Int, from stream: inout RandomStream) -> Int {
    switch sampler {
    case .table(let table): table.draw(from: &stream)
    case .rejectionInversion(let sampler): sampler.draw(from: &stream) - 1
    }
  }

  public func draw(
    _ index: Int, into ranks: UnsafeMutableBufferPointer<Int>, from stream: inout RandomStream
  ) {
    switch sampler {
    case .table(let table): table.draw(into: ranks, from: &stream)
    case .rejectionInversion(let sampler):
      for place in ranks.indices { ranks[place] = sampler.draw(from: &stream) - 1 }
    }
  }

  /// Lends the columns of the table, if there is one.
  /// - Returns: Whether there is.
  @inline(__always)
  func withColumns(_ body: (UnsafeBufferPointer<AliasTable.Column>) -> Void) -> Bool {
    guard case .table(let table) = sampler else { return false }
    table.withColumns(body)
    return true
  }

  public func probability(of rank: Int) -> Double { pow(Double(rank + 1), -exponent) / normaliser }

  public var collisionProbability: Double {
    generalisedHarmonic(count, exponent: 2 * exponent) / (normaliser * normaliser)
  }
}

/// Σ k^-`exponent` for k from 1 to `count`: the first terms one by one, the rest by the Euler–Maclaurin
/// formula, whose first neglected term is below 10⁻¹⁵ there.
public func generalisedHarmonic(_ count: Int, exponent s: Double) -> Double {
  let direct = min(count, 2000)
  var sum = 0.0
  // Smallest first, so that small terms are not lost in a large sum.
  for k in stride(from: direct, through: 1, by: -1) { sum += pow(Double(k), -s) }
  guard count > direct else { return sum }
  let first = Double(direct)
  let last = Double(count)
  let logarithm = log(last / first)
  let integral = pow(first, 1 - s) * logarithm * exponentialRatio((1 - s) * logarithm)
  let ends = (pow(last, -s) - pow(first, -s)) / 2
  let slopes = s * (pow(first, -s - 1) - pow(last, -s - 1)) / 12
  return sum + integral + ends + slopes
}
