/// A curve E: y² = x³ + b over Fp with a sextic twist E': y² = x³ + b' over Fp2, and what its tower,
/// its twist and its pairing are made of.
///
/// Both curves here have the same tower: Fp2 = Fp[u]/(u² + 1), Fp6 = Fp2[v]/(v³ − ξ),
/// Fp12 = Fp6[w]/(w² − v), so that w⁶ = ξ.
protocol PairingCurve: Sendable {
  associatedtype Modulus: PrimeModulus

  /// b
  static var b: PrimeField<Modulus> { get }
  /// b'
  static var twistB: Fp2<Self> { get }
  /// How the twist is mapped to E.
  static var twist: Twist { get }

  /// ξ·a
  static func timesNonresidue(_ a: Fp2<Self>) -> Fp2<Self>
  /// What depends on ξ and p alone; computed from them at first use.
  static var frobenius: FrobeniusCoefficients<Self> { get }

  /// The number of the Miller loop.
  static var loopDigits: SignedDigits { get }
  /// What the loop's value `f` still lacks.
  static func finishMillerLoop(
    _ f: Fp12<Self>, _ pairs: UnsafeMutableBufferPointer<MillerPair<Self>>
  ) -> Fp12<Self>
  /// An element of the cyclotomic subgroup to the power of (p⁴ − p² + 1)/r, times a number prime to r.
  static func hardPart(_ f: Fp12<Self>) -> Fp12<Self>
}

/// How points of the twist are mapped to E over Fp12.
enum Twist {
  /// b' = b/ξ: (x, y) ↦ (x·w², y·w³)
  case divided
  /// b' = b·ξ: (x, y) ↦ (x/w², y/w³)
  case multiplied
}
