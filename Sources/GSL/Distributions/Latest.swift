/// What is newest is most popular: a new key appears every `period` draws, and keys are drawn by Zipf's
/// law of their age, as in YCSB's "latest". The oldest key makes room for the newest.
public struct Latest: Distribution {
  /// By age: 0 is the newest.
  public let ages: Zipf
  public let period: Int
  public var count: Int { ages.count }

  /// - Precondition: `count` and `period` are positive; `exponent` is finite and not negative.
  public init(count: Int, exponent: Double, period: Int) {
    precondition(period > 0)
    ages = Zipf(count: count, exponent: exponent)
    self.period = period
  }

  public func draw(_ index: Int, from stream: inout RandomStream) -> Int {
    key(of: ages.draw(index, from: &stream), at: index)
  }

  /// The key that is `age` keys older than the newest at draw `index`. Key 0 is the newest at first.
  public func key(of age: Int, at index: Int) -> Int {
    let key = (index / period - age) % count
    return key < 0 ? key + count : key
  }

  /// At the beginning.
  public func probability(of rank: Int) -> Double {
    ages.probability(of: rank == 0 ? 0 : count - rank)
  }
  /// At any one time.
  public var collisionProbability: Double { ages.collisionProbability }
}
