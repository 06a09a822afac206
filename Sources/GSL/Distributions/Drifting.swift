/// A law whose popularity moves: every `period` draws each key hands its rank to the key `step` further
/// on, so that what was hot is not for long.
public struct Drifting: Distribution {
  /// The law of the ranks, which stays as it is.
  public let base: any Distribution
  public let period: Int
  public let step: Int
  public var count: Int { base.count }

  /// - Precondition: `period` is positive; `step` is not negative.
  public init(_ base: any Distribution, period: Int, step: Int) {
    precondition(period > 0 && step >= 0)
    self.base = base
    self.period = period
    self.step = step % base.count
  }

  public func draw(_ index: Int, from stream: inout RandomStream) -> Int {
    key(of: base.draw(index, from: &stream), at: index)
  }

  /// The key that has popularity rank `rank` at draw `index`.
  public func key(of rank: Int, at index: Int) -> Int {
    let moved = (index / period % count).multipliedFullWidth(by: step)
    let shift = count.dividingFullWidth(moved).remainder
    return rank < count - shift ? rank + shift : rank - (count - shift)
  }

  /// At the beginning.
  public func probability(of rank: Int) -> Double { base.probability(of: rank) }
  /// At any one time.
  public var collisionProbability: Double { base.collisionProbability }
}
