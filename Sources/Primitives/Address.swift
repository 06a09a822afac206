/// A 160-bit account address.
///
/// Kept as the big-endian number it is on the EVM's stack: `high` holds bytes 0 to 3, `middle` bytes
/// 4 to 11, `low` bytes 12 to 19.
public struct Address: Hashable, Sendable, BitwiseCopyable {
  /// Bytes 12 to 19.
  public var low: UInt64
  /// Bytes 4 to 11.
  public var middle: UInt64
  /// Bytes 0 to 3.
  public var high: UInt32

  /// The address of these three parts.
  @inlinable @inline(__always)
  public init(high: UInt32, middle: UInt64, low: UInt64) {
    self.high = high
    self.middle = middle
    self.low = low
  }

  /// The lowest 160 bits of `word`, as every EVM instruction that takes an address reads it.
  @inlinable @inline(__always)
  public init(truncating word: Word) {
    self.init(high: UInt32(truncatingIfNeeded: word.l2), middle: word.l1, low: word.l0)
  }

  @inlinable @inline(__always)
  public static var zero: Address { Address(high: 0, middle: 0, low: 0) }

  /// Without branches: differences are collected.
  @inlinable @inline(__always)
  public static func == (a: Address, b: Address) -> Bool {
    ((a.low ^ b.low) | (a.middle ^ b.middle) | UInt64(a.high ^ b.high)) == 0
  }
}

extension Address: Comparable {
  /// The order of the 20 bytes.
  @inlinable @inline(__always)
  public static func < (a: Address, b: Address) -> Bool { Word(a) < Word(b) }
}

extension Word {
  /// The address as the EVM pushes it: zero-extended to 256 bits.
  @inlinable @inline(__always)
  public init(_ address: Address) {
    self.init(address.low, address.middle, UInt64(address.high), 0)
  }
}
