/// A point of G1 and one of G2, both checked to be so.
struct PairingTerm<Curve: PairingCurve>: BitwiseCopyable {
  var p: AffinePoint<PrimeField<Curve.Modulus>>
  var q: AffinePoint<Fp2<Curve>>
}

/// Optimal ate pairings (Vercauteren 2010).
enum Pairing<Curve: PairingCurve> {
  /// Whether the product of the pairings of all terms is one; an empty product is.
  static func productIsOne(_ terms: UnsafeBufferPointer<PairingTerm<Curve>>) -> Bool {
    finalExponentiation(millerLoop(terms)) == .one
  }

  /// The same for `count` terms that `term` reads one after the other; nil if it finds one that is none.
  static func productIsOne(count: Int, _ term: (Int) -> PairingTerm<Curve>?) -> Bool? {
    withUnsafeTemporaryAllocation(of: PairingTerm<Curve>.self, capacity: count) { terms in
      for i in 0..<count {
        guard let term = term(i) else { return nil }
        terms.initializeElement(at: i, to: term)
      }
      return productIsOne(UnsafeBufferPointer(terms))
    }
  }

  /// The product of the Miller functions of all terms, squaring once for all of them. Terms with
  /// infinity pair to one, and are left out.
  static func millerLoop(_ terms: UnsafeBufferPointer<PairingTerm<Curve>>) -> Fp12<Curve> {
    withUnsafeTemporaryAllocation(of: MillerPair<Curve>.self, capacity: terms.count) { room in
      var count = 0
      for term in terms where !term.p.isInfinity && !term.q.isInfinity {
        room.initializeElement(at: count, to: MillerPair(term.p, term.q))
        count += 1
      }
      return millerLoop(UnsafeMutableBufferPointer(rebasing: room[..<count]))
    }
  }

  private static func millerLoop(
    _ pairs: UnsafeMutableBufferPointer<MillerPair<Curve>>
  ) -> Fp12<Curve> {
    var f = Fp12<Curve>.one
    if pairs.isEmpty { return f }
    let digits = Curve.loopDigits
    for i in (0..<digits.count - 1).reversed() {
      f = f.squared()
      for j in pairs.indices { f.multiply(by: pairs[j].double()) }
      let digit = digits[i]
      if digit == 0 { continue }
      for j in pairs.indices {
        let q = pairs[j].q
        f.multiply(by: pairs[j].add(digit < 0 ? -q : q))
      }
    }
    return Curve.finishMillerLoop(f, pairs)
  }

  /// f to the power of (p¹² − 1)/r, times a number prime to r: one just for what pairs to one.
  ///
  /// The easy part is (p⁶ − 1)(p² + 1), and leads into the cyclotomic subgroup; the hard part is the
  /// curve's.
  static func finalExponentiation(_ f: Fp12<Curve>) -> Fp12<Curve> {
    let unitary = f.conjugate * f.inverted()
    return Curve.hardPart(unitary.frobenius().frobenius() * unitary)
  }
}
