/// The EVM's shifts. Amounts from 256 on give 0, or all sign bits for the arithmetic shift.
extension Word {
  /// SHL.
  @inlinable @inline(__always)
  public static func shiftLeft(_ value: Word, by amount: Word) -> Word {
    shiftLeft(value, by: amount.fitsInOneLimb ? amount.l0 : 256)
  }

  /// SHR.
  @inlinable @inline(__always)
  public static func shiftRight(_ value: Word, by amount: Word) -> Word {
    shiftRight(value, by: amount.fitsInOneLimb ? amount.l0 : 256)
  }

  /// SAR: the sign bit is shifted in.
  @inlinable @inline(__always)
  public static func arithmeticShiftRight(_ value: Word, by amount: Word) -> Word {
    arithmeticShiftRight(value, by: amount.fitsInOneLimb ? amount.l0 : 256)
  }

  /// Shift to the left by any number of bits.
  ///
  /// A switch over whole limbs: contracts shift by constants, so the branch is predicted, and that
  /// makes 0.8 to 1.5 ns, where 128-bit halves take 1.3 to 3.1, selecting limbs by masks 2.8, and loads
  /// from a zero-padded buffer 5. Amounts that no predictor can guess cost it 5 to 6.
  @inlinable @inline(__always)
  public static func shiftLeft(_ value: Word, by amount: UInt64) -> Word {
    guard amount < 256 else { return .zero }
    let bits = amount & 63
    let shifted = value.l0 &<< bits
    switch amount &>> 6 {
    case 0:
      return Word(
        shifted, left(value.l1, value.l0, bits), left(value.l2, value.l1, bits),
        left(value.l3, value.l2, bits))
    case 1: return Word(0, shifted, left(value.l1, value.l0, bits), left(value.l2, value.l1, bits))
    case 2: return Word(0, 0, shifted, left(value.l1, value.l0, bits))
    default: return Word(0, 0, 0, shifted)
    }
  }

  /// Shift to the right by any number of bits; costs what shifting to the left does.
  @inlinable @inline(__always)
  public static func shiftRight(_ value: Word, by amount: UInt64) -> Word {
    guard amount < 256 else { return .zero }
    let bits = amount & 63
    let shifted = value.l3 &>> bits
    switch amount &>> 6 {
    case 0:
      return Word(
        right(value.l1, value.l0, bits), right(value.l2, value.l1, bits),
        right(value.l3, value.l2, bits), shifted)
    case 1:
      return Word(right(value.l2, value.l1, bits), right(value.l3, value.l2, bits), shifted, 0)
    case 2: return Word(right(value.l3, value.l2, bits), shifted, 0, 0)
    default: return Word(shifted, 0, 0, 0)
    }
  }

  /// Shift to the right by any number of bits, the sign bit shifted in.
  @inlinable @inline(__always)
  public static func arithmeticShiftRight(_ value: Word, by amount: UInt64) -> Word {
    // The complement of a negative number is not negative, and shifting it brings zeros in: its
    // complement has ones there. No branch on the sign, which is data.
    let sign = value.signFill
    let mask = Word(sign, sign, sign, sign)
    return shiftRight(value ^ mask, by: amount) ^ mask
  }

  /// The upper limb of two, shifted to the left by `bits` below 64: two shifts below where one by
  /// 64 - 0 would be none.
  @inlinable @inline(__always)
  static func left(_ high: UInt64, _ low: UInt64, _ bits: UInt64) -> UInt64 {
    high &<< bits | (low &>> 1) &>> (63 &- bits)
  }

  /// The lower limb of two, shifted to the right by `bits` below 64.
  @inlinable @inline(__always)
  static func right(_ high: UInt64, _ low: UInt64, _ bits: UInt64) -> UInt64 {
    low &>> bits | (high &<< 1) &<< (63 &- bits)
  }
}
