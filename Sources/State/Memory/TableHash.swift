import Primitives

/// The hashes under which accounts and slots are filed, in every table of every layer: computed alike,
/// so that tests can craft collisions and layers can hand a hash on.
public enum TableHash {
  @inlinable @inline(__always)
  static func fold(_ a: UInt64, _ b: UInt64) -> UInt64 {
    let product = a.multipliedFullWidth(by: b)
    return product.high ^ product.low
  }

  /// Hash of an address.
  @inlinable @inline(__always)
  public static func account(_ address: Address) -> UInt64 {
    fold(
      address.low ^ 0x2d35_8dcc_aa6c_78a5,
      address.middle ^ UInt64(address.high) &* 0x9e37_79b9_7f4a_7c15 ^ 0x8bb8_4b93_962e_acc9)
  }

  /// Hash of a storage slot: `account` tells accounts apart (any number that is unique per account).
  @inlinable @inline(__always)
  public static func slot(_ key: Word, account: UInt32) -> UInt64 {
    let upper = fold(key.l2 ^ 0x4d5a_2da5_1de1_aa47, key.l3 ^ 0xa076_1d64_78bd_642f)
    let lower = fold(
      key.l0 ^ 0x4b33_a62e_d433_d4a3,
      key.l1 ^ UInt64(account) &* 0x9e37_79b9_7f4a_7c15 ^ 0xe703_7ed1_a0b4_28db)
    return fold(lower ^ 0x9e37_79b9_7f4a_7c15, upper ^ 0x8ebc_6af0_9c88_c6e3)
  }
}
