/// What gives 64 random bits at a time.
public protocol RandomSource: ~Copyable {
  /// The next 64 bits.
  mutating func next() -> UInt64
}

extension RandomSource where Self: ~Copyable {
  /// A number in [0, 1) with 53 random bits.
  @inline(__always)
  public mutating func unit() -> Double { Double(next() >> 11) * 0x1p-53 }

  /// A number in `0..<bound`, all equally likely: by multiplication, with rejection in place of a
  /// remainder (D. Lemire, "Fast random integer generation in an interval", 2019).
  /// - Precondition: `bound` is positive.
  @inline(__always)
  public mutating func below(_ bound: Int) -> Int { below(bound, beginningWith: next()) }

  /// As ``below(_:)``, where `number` is what ``next()`` gave first.
  @inline(__always)
  mutating func below(_ bound: Int, beginningWith number: UInt64) -> Int {
    precondition(bound > 0, "nothing is below \(bound)")
    let bound = UInt64(bound)
    var product = number.multipliedFullWidth(by: bound)
    if product.low < bound {
      let rejected = (0 &- bound) % bound
      while product.low < rejected { product = next().multipliedFullWidth(by: bound) }
    }
    return Int(product.high)
  }
}
