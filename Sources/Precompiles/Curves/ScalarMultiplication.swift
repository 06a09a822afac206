extension AffinePoint {
  /// The sum of `scalar` times this point, for any scalar, above the group's order too.
  ///
  /// Windows of four bits: a doubling for each bit and at most an addition for each four, from a table of
  /// the first fifteen multiples on the stack.
  @inline(never)
  func multiplied<Scalar: LimbInteger>(by scalar: Scalar) -> JacobianPoint<Coordinate> {
    let windows = (scalar.significantBits + 3) / 4
    if windows == 0 || isInfinity { return .infinity }
    return withUnsafeTemporaryAllocation(of: JacobianPoint<Coordinate>.self, capacity: 15) {
      table in
      table.initializeElement(at: 0, to: JacobianPoint(self))
      for i in 1..<15 {
        // Element i is i + 1 times the point.
        table.initializeElement(
          at: i, to: i & 1 == 1 ? table[i / 2].doubled() : table[i - 1] + self)
      }
      var sum = JacobianPoint<Coordinate>.infinity
      for window in (0..<windows).reversed() {
        for _ in 0..<4 { sum = sum.doubled() }
        let digit = Int(truncatingIfNeeded: scalar.bits(from: 4 * window, count: 4))
        if digit != 0 { sum = sum + table[digit - 1] }
      }
      return sum
    }
  }

  /// The multiple by a number of few digits that are not zero, such as curves' parameters.
  @inline(never)
  func multiplied(by digits: SignedDigits) -> JacobianPoint<Coordinate> {
    let negated = -self
    return JacobianPoint(self).multiplied(by: digits) { $0 + ($1 > 0 ? self : negated) }
  }
}

extension JacobianPoint {
  /// The multiple by a number of few digits that are not zero, such as curves' parameters.
  @inline(never)
  func multiplied(by digits: SignedDigits) -> JacobianPoint {
    let negated = -self
    return multiplied(by: digits) { $0 + ($1 > 0 ? self : negated) }
  }

  /// `add` adds this point, times a digit that is 1 or −1.
  @inline(__always)
  fileprivate func multiplied(
    by digits: SignedDigits, add: (JacobianPoint, Int) -> JacobianPoint
  ) -> JacobianPoint {
    var sum = self
    for i in (0..<digits.count - 1).reversed() {
      sum = sum.doubled()
      let digit = digits[i]
      if digit != 0 { sum = add(sum, digit) }
    }
    return sum
  }
}
