import Primitives

/// The addresses of a workload's accounts: as good as random, like real ones, and equal in every
/// workload, whatever the seed.
///
/// Not hashed, because a hash takes longer than all the rest of a transaction's generation. The lowest
/// 64 bits are a bijection of the number (SplitMix64's output), so that no two accounts share an
/// address and the number can be told from it.
enum AccountAddress {
  private static let increment: UInt64 = 0x9e37_79b9_7f4a_7c15

  /// The address of account `number`.
  @inline(__always)
  static func address(of number: Int) -> Address {
    address(ofLow: mixed((UInt64(truncatingIfNeeded: number) &+ 1) &* increment))
  }

  /// The account's address whose lowest 64 bits are these.
  @inline(__always)
  static func address(ofLow low: UInt64) -> Address {
    let middle = mixed(low ^ 0x6772_6964_6c6f_636b)
    return Address(high: UInt32(mixed(middle) >> 32), middle: middle, low: low)
  }

  /// The number of the account at `address`; nil if it is none below 2³².
  static func number(of address: Address) -> Int? {
    let counter = unmixed(address.low)
    // The increment's inverse modulo 2⁶⁴.
    let number = counter &* 0xf1de_83e1_9937_733d &- 1
    guard number < 1 << 32, self.address(of: Int(number)) == address else { return nil }
    return Int(number)
  }

  @inline(__always)
  private static func mixed(_ value: UInt64) -> UInt64 {
    var z = value
    z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
    return z ^ (z >> 31)
  }

  /// The steps of `mixed` undone, last first.
  private static func unmixed(_ value: UInt64) -> UInt64 {
    var z = value
    z ^= z >> 31 ^ z >> 62
    z = z &* 0x3196_42b2_d24d_8ec3
    z ^= z >> 27 ^ z >> 54
    z = z &* 0x96de_1b17_3f11_9089
    z ^= z >> 30 ^ z >> 60
    return z
  }
}
