/// Every rank equally likely.
public struct Uniform: Distribution {
  public let count: Int

  /// - Precondition: `count` is positive.
  public init(count: Int) {
    precondition(count > 0)
    self.count = count
  }

  public func draw(_ index: Int, from stream: inout RandomStream) -> Int { stream.below(count) }
  public func draw(
    _ index: Int, into ranks: UnsafeMutableBufferPointer<Int>, from stream: inout RandomStream
  ) {
    stream.inRegisters { stream in
      for place in ranks.indices { ranks[place] = stream.below(count) }
    }
  }
  public func probability(of rank: Int) -> Double { 1 / Double(count) }
  public var collisionProbability: Double { 1 / Double(count) }
}
