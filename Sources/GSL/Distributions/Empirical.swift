/// Ranks in proportion to a table of measured weights; ranks beyond the table are never drawn.
public struct Empirical: Distribution {
  public let count: Int
  private let law: Weighted

  /// - Precondition: there are no more weights than ranks; none is negative; one is positive.
  public init(count: Int, weights: [Double]) {
    precondition(weights.count <= count)
    self.count = count
    law = Weighted(weights)
  }

  public func draw(_ index: Int, from stream: inout RandomStream) -> Int {
    law.draw(index, from: &stream)
  }
  public func probability(of rank: Int) -> Double {
    rank < law.count ? law.probability(of: rank) : 0
  }
  public var collisionProbability: Double { law.collisionProbability }
}
