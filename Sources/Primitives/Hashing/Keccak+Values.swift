/// Keccak-256 of an address's 20 bytes: its key in the state trie. Allocates nothing.
public func keccak256(_ address: Address) -> Hash {
  withUnsafeTemporaryAllocation(byteCount: 20, alignment: 8) { buffer in
    address.storeBigEndian(to: buffer.baseAddress.unsafelyUnwrapped)
    return keccak256(UnsafeRawBufferPointer(buffer))
  }
}

/// Keccak-256 of a word's 32 bytes: a slot's key in a storage trie. Allocates nothing.
public func keccak256(_ word: Word) -> Hash {
  withUnsafeTemporaryAllocation(byteCount: 32, alignment: 8) { buffer in
    word.storeBigEndian(to: buffer.baseAddress.unsafelyUnwrapped)
    return keccak256(UnsafeRawBufferPointer(buffer))
  }
}

/// Keccak-256 of two words' 64 bytes: where compilers put a mapping's value for a key. Allocates
/// nothing.
public func keccak256(_ first: Word, _ second: Word) -> Hash {
  withUnsafeTemporaryAllocation(byteCount: 64, alignment: 8) { buffer in
    first.storeBigEndian(to: buffer.baseAddress.unsafelyUnwrapped)
    second.storeBigEndian(to: buffer.baseAddress.unsafelyUnwrapped + 32)
    return keccak256(UnsafeRawBufferPointer(buffer))
  }
}

extension Hash {
  /// Keccak-256 of no bytes: the code hash of accounts without code.
  @inlinable
  public static var emptyCode: Hash {
    Hash(
      Word(
        0x7bfa_d804_5d85_a470, 0xe500_b653_ca82_273b,
        0x927e_7db2_dcc7_03c0, 0xc5d2_4601_86f7_233c))
  }
}
