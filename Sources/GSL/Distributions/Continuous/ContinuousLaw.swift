/// A law over real numbers, known by its cumulative function and that function's inverse: amounts, gas,
/// sizes, times between arrivals.
public protocol ContinuousLaw: Sendable {
  /// Where the law begins: nothing below is ever drawn.
  var lowest: Double { get }

  /// The probability of a value of at most `x`; 0 below ``lowest``.
  func cumulative(_ x: Double) -> Double

  /// The value that a share `probability` of the draws does not exceed, for 0 up to, not including, 1.
  func quantile(_ probability: Double) -> Double
}

extension ContinuousLaw {
  /// Draws a value by inversion: one uniform number a draw, so that a change of a parameter moves every
  /// draw a little and none a lot.
  @inlinable
  public func draw(from stream: inout RandomStream) -> Double { quantile(stream.unit()) }
}
