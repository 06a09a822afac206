/// An odd prime p whose limbs leave the highest bit unused, and what Montgomery arithmetic needs of it;
/// R is 2⁶⁴ to the number of limbs.
///
/// To be computed properties, because a stored static is initialised lazily: a call and a check at
/// every use. The tests recompute each value.
protocol PrimeModulus: Sendable {
  associatedtype Integer: LimbInteger
  /// p
  static var modulus: Integer { get }
  /// −1/p modulo 2⁶⁴
  static var negatedInverse: UInt64 { get }
  /// R modulo p: the number one in Montgomery form
  static var one: Integer { get }
  /// R² modulo p, by which numbers are brought into Montgomery form
  static var rSquared: Integer { get }
}

/// Integers modulo a prime, in Montgomery form, always fully reduced.
///
/// Nothing allocates. Sums and products do not branch on their operands, so that random ones cost no
/// mispredictions; nothing here keeps a secret.
struct PrimeField<Modulus: PrimeModulus>: Field {
  typealias Integer = Modulus.Integer

  /// a·R modulo p, below p
  var montgomery: Integer

  @inline(__always)
  init(montgomery: Integer) { self.montgomery = montgomery }

  /// `value` modulo p.
  @inline(__always)
  init(_ value: UInt64) { self.init(reducing: Integer(value)) }

  /// `integer`, which must be below p.
  @inline(__always)
  init(reducing integer: Integer) {
    self = PrimeField(montgomery: integer) * PrimeField(montgomery: Modulus.rSquared)
  }

  /// Nil if the number is p or more.
  @inline(__always)
  init?(_ integer: Integer) {
    if !integer.isLess(than: Modulus.modulus) { return nil }
    self.init(reducing: integer)
  }

  /// The number below p that this stands for.
  @inline(__always)
  var integer: Integer { (self * PrimeField(montgomery: Integer(1))).montgomery }

  /// The parity that RFC 9380 calls `sgn0`.
  var isOdd: Bool { integer[limb: 0] & 1 != 0 }

  @inline(__always)
  static var zero: PrimeField { PrimeField(montgomery: .zero) }
  @inline(__always)
  static var one: PrimeField { PrimeField(montgomery: Modulus.one) }

  /// `value` less p, unless that is negative.
  @inline(__always)
  private static func reduced(_ value: Integer) -> PrimeField {
    let (difference, borrow) = value.subtracting(Modulus.modulus)
    return PrimeField(montgomery: difference &+ (Modulus.modulus & borrow))
  }

  @inline(__always)
  static func + (a: PrimeField, b: PrimeField) -> PrimeField {
    reduced(a.montgomery &+ b.montgomery)
  }

  @inline(__always)
  static func - (a: PrimeField, b: PrimeField) -> PrimeField {
    let (difference, borrow) = a.montgomery.subtracting(b.montgomery)
    return PrimeField(montgomery: difference &+ (Modulus.modulus & borrow))
  }

  @inline(__always)
  static prefix func - (a: PrimeField) -> PrimeField { zero - a }

  /// One function, called: inlined, an addition of two points alone came to 51 KB, and the module took more
  /// than two and a half minutes to compile.
  @inline(never)
  static func * (a: PrimeField, b: PrimeField) -> PrimeField {
    reduced(
      Integer.montgomeryProduct(
        a.montgomery, b.montgomery, modulus: Modulus.modulus, inverse: Modulus.negatedInverse))
  }

  @inline(__always)
  func squared() -> PrimeField { self * self }
}

extension PrimeField {
  /// A square root, or nil if there is none: a^((p+1)/4), for p ≡ 3 modulo 4.
  @inline(never)
  func squareRoot() -> PrimeField? {
    let root = power(Modulus.modulus.divided(by: 4) &+ Integer(1))
    return root.squared() == self ? root : nil
  }

  /// Whether this is above (p−1)/2: the sign that compressed points carry.
  var isInUpperHalf: Bool { Modulus.modulus.divided(by: 2).isLess(than: integer) }
}
