import CGMP

extension PrimeField {
  /// By GMP's extended Euclid (Lehmer's steps), which takes a fifth of the time of a^(p−2): the coordinates
  /// of every sum of two points need one.
  ///
  /// All numbers are on the stack; GMP, too, keeps so few limbs there.
  @inline(never)
  func inverted() -> PrimeField {
    if isZero { return self }
    // The Montgomery form a·R inverted is 1/(a·R): two factors of R are missing.
    let inverse = PrimeField(montgomery: Self.inverse(montgomery))
    let rSquared = PrimeField(montgomery: Modulus.rSquared)
    return inverse * rSquared * rSquared
  }

  /// 1/`value` modulo p, for a value between 0 and p, both exclusive.
  private static func inverse(_ value: Integer) -> Integer {
    // G = S·U + T·V with U the value, V the modulus, G = 1, so that S is the inverse; |S| < V.
    // GMP overwrites U and V, and wants room for a limb more in each, and in S and G.
    let count = Integer.limbCount
    return withUnsafeTemporaryAllocation(of: UInt.self, capacity: 4 * (count + 1)) { room in
      room.initialize(repeating: 0)
      guard let u = room.baseAddress else { return .zero }
      let v = u + (count + 1)
      let s = v + (count + 1)
      let g = s + (count + 1)
      for i in 0..<count {
        u[i] = UInt(value[limb: i])
        v[i] = UInt(Modulus.modulus[limb: i])
      }
      var size = 0
      __gmpn_gcdext(g, s, &size, u, count, v, count)
      var magnitude = Integer.zero
      for i in 0..<min(abs(size), count) { magnitude[limb: i] = UInt64(s[i]) }
      return size < 0 ? Modulus.modulus.subtracting(magnitude).difference : magnitude
    }
  }
}
