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

  /// This to the power of `exponent`, four bits at a time from a table of the first sixteen powers on
  /// the stack; zero to the zeroth is one.
  @inline(never)
  func power<Exponent: LimbInteger>(_ exponent: Exponent) -> Self {
    withUnsafeTemporaryAllocation(of: Self.self, capacity: 16) { table in
      table.initializeElement(at: 0, to: .one)
      for i in 1..<16 { table.initializeElement(at: i, to: table[i - 1] * self) }
      let windows = (exponent.significantBits + 3) / 4
      var result = Self.one
      for window in (0..<windows).reversed() {
        for _ in 0..<4 { result = result.squared() }
        let digit = Int(truncatingIfNeeded: exponent.bits(from: 4 * window, count: 4))
        if digit != 0 { result = result * table[digit] }
      }
      return result
    }
  }
}
