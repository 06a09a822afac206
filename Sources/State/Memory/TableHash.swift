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
  ///
  /// Of one key, slots of different accounts differ in the upper half of their hashes: it is that of the
  /// key's hash, and what is XORed to it is another for each account, an odd factor being a bijection modulo
  /// 2³². A ``HashIndex`` compares the upper half, so that a record of the same key that it comes to is of
  /// the same account, and whose it is need not be looked up: that would be a third cache miss.
  @inlinable @inline(__always)
  public static func slot(_ key: Word, account: UInt32) -> UInt64 {
    let upper = fold(key.l2 ^ 0x4d5a_2da5_1de1_aa47, key.l3 ^ 0xa076_1d64_78bd_642f)
    let lower = fold(key.l0 ^ 0x4b33_a62e_d433_d4a3, key.l1 ^ 0xe703_7ed1_a0b4_28db)
    let owner = UInt64(account &* 0x9e37_79b1)
    return fold(lower ^ 0x9e37_79b9_7f4a_7c15, upper ^ 0x8ebc_6af0_9c88_c6e3)
      ^ (owner &<< 32 | owner)
  }
}
