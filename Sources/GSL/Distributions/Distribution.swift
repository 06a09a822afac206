/// A law over the ranks `0..<count`, rank 0 being the most likely where they differ.
///
/// Immutable: the randomness is in the stream that is passed in, so that one distribution can serve
/// many streams and threads.
public protocol Distribution: Sendable {
  /// Ranks are `0..<count`; positive.
  var count: Int { get }

  /// Draws a rank. `index` numbers the draws of one sequence from zero: laws without memory ignore it,
  /// and a law that deals (``Distinct``) needs nothing else.
  func draw(_ index: Int, from stream: inout RandomStream) -> Int

  /// Fills `ranks` with the draws numbered from `index` on: what as many calls of ``draw(_:from:)`` give, and
  /// faster, because nothing is looked up anew for each.
  func draw(
    _ index: Int, into ranks: UnsafeMutableBufferPointer<Int>, from stream: inout RandomStream)

  /// The probability of `rank`, exact to rounding.
  func probability(of rank: Int) -> Double

  /// Σp², the probability that two draws agree; its inverse is the number of *effective keys*.
  var collisionProbability: Double { get }
}

extension Distribution {
  public func draw(
    _ index: Int, into ranks: UnsafeMutableBufferPointer<Int>, from stream: inout RandomStream
  ) {
    for place in ranks.indices { ranks[place] = draw(index &+ place, from: &stream) }
  }
}
