import Foundation

/// Geometric law over the ranks: each rank is (1 − `success`) times as likely as the one before it.
public struct Geometric: Distribution {
  public let count: Int
  /// The share of the draws that stop at a rank, of those that reach it.
  public let success: Double
  /// What all ranks together have, before the law is cut off at `count`.
  private let share: Double

  /// - Precondition: `count` is positive; `success` is above 0 and below 1.
  public init(count: Int, success: Double) {
    precondition(count > 0 && success > 0 && success < 1)
    self.count = count
    self.success = success
    share = -expm1(Double(count) * log1p(-success))
  }

  public func draw(_ index: Int, from stream: inout RandomStream) -> Int {
    let rank = (log1p(-stream.unit() * share) / log1p(-success)).rounded(.down)
    return min(Int(rank), count - 1)
  }

  public func probability(of rank: Int) -> Double {
    success * exp(Double(rank) * log1p(-success)) / share
  }

  /// A geometric series of squares.
  public var collisionProbability: Double {
    let squares = -expm1(2 * Double(count) * log1p(-success))
    return success * success / (share * share) * squares / (success * (2 - success))
  }
}
