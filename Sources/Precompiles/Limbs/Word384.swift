/// A 384-bit unsigned integer, limbs least significant first: the integers under BLS12-381's field.
struct Word384: LimbInteger {
  var l0, l1, l2, l3, l4, l5: UInt64

  @inline(__always)
  init(
    _ l0: UInt64, _ l1: UInt64, _ l2: UInt64, _ l3: UInt64, _ l4: UInt64, _ l5: UInt64
  ) {
    self.l0 = l0
    self.l1 = l1
    self.l2 = l2
    self.l3 = l3
    self.l4 = l4
    self.l5 = l5
  }

  @inline(__always)
  init(_ value: UInt64) { self.init(value, 0, 0, 0, 0, 0) }

  static var limbCount: Int { 6 }
  @inline(__always)
  static var zero: Word384 { Word384(0) }

  subscript(limb index: Int) -> UInt64 {
    @inline(__always)
    get {
      switch index {
      case 0: l0
      case 1: l1
      case 2: l2
      case 3: l3
      case 4: l4
      default: l5
      }
    }
    @inline(__always)
    set {
      switch index {
      case 0: l0 = newValue
      case 1: l1 = newValue
      case 2: l2 = newValue
      case 3: l3 = newValue
      case 4: l4 = newValue
      default: l5 = newValue
      }
    }
  }
}

extension Word384 {
  @inline(__always)
  static func == (a: Word384, b: Word384) -> Bool {
    (a.l0 ^ b.l0) | (a.l1 ^ b.l1) | (a.l2 ^ b.l2) | (a.l3 ^ b.l3) | (a.l4 ^ b.l4) | (a.l5 ^ b.l5)
      == 0
  }

  @inline(__always)
  static func &+ (a: Word384, b: Word384) -> Word384 {
    let t0 = widen(a.l0) &+ widen(b.l0)
    let t1 = widen(a.l1) &+ widen(b.l1) &+ widen(t0._high)
    let t2 = widen(a.l2) &+ widen(b.l2) &+ widen(t1._high)
    let t3 = widen(a.l3) &+ widen(b.l3) &+ widen(t2._high)
    let t4 = widen(a.l4) &+ widen(b.l4) &+ widen(t3._high)
    let top = a.l5 &+ b.l5 &+ t4._high
    return Word384(t0._low, t1._low, t2._low, t3._low, t4._low, top)
  }

  @inline(__always)
  static func & (a: Word384, mask: UInt64) -> Word384 {
    Word384(a.l0 & mask, a.l1 & mask, a.l2 & mask, a.l3 & mask, a.l4 & mask, a.l5 & mask)
  }

  @inline(__always)
  func subtracting(_ other: Word384) -> (difference: Word384, borrow: UInt64) {
    let (d0, b0) = subtract(l0, other.l0, borrow: 0)
    let (d1, b1) = subtract(l1, other.l1, borrow: b0)
    let (d2, b2) = subtract(l2, other.l2, borrow: b1)
    let (d3, b3) = subtract(l3, other.l3, borrow: b2)
    let (d4, b4) = subtract(l4, other.l4, borrow: b3)
    let (d5, b5) = subtract(l5, other.l5, borrow: b4)
    return (Word384(d0, d1, d2, d3, d4, d5), b5)
  }
}
