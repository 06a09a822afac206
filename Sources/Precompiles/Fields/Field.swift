/// A finite field: what curve points and towers compute over.
protocol Field: Equatable, Sendable, BitwiseCopyable {
  static var zero: Self { get }
  static var one: Self { get }

  static func + (a: Self, b: Self) -> Self
  static func - (a: Self, b: Self) -> Self
  static func * (a: Self, b: Self) -> Self
  static prefix func - (a: Self) -> Self

  func squared() -> Self

  /// The multiplicative inverse; zero for zero.
  func inverted() -> Self
}

extension Field {
  @inline(__always)
  var isZero: Bool { self == .zero }

  @inline(__always)
  func doubled() -> Self { self + self }

  @inline(__always)
  func tripled() -> Self { self + self + self }

  /// This to the power of `exponent`, by squaring; zero to the zeroth is one.
  @inline(never)
  func power<Exponent: LimbInteger>(_ exponent: Exponent) -> Self {
    var result = Self.one
    for i in (0..<exponent.significantBits).reversed() {
      result = result.squared()
      if exponent.bit(i) { result = result * self }
    }
    return result
  }
}
