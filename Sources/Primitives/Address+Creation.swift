/// Where contracts come to be.
extension Address {
  /// CREATE: the lowest 160 bits of keccak256(rlp([creator, nonce])). Allocates nothing.
  public static func created(by creator: Address, nonce: UInt64) -> Address {
    // Two headers, 20 bytes, a header, 8 bytes; written backwards, as each header needs its length.
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 31) { buffer in
      let end = buffer.baseAddress.unsafelyUnwrapped + 31
      UnsafeMutableRawPointer(end - 8).storeBytes(of: nonce.bigEndian, as: UInt64.self)
      let nonceBytes = nonce.byteCount
      var start = end - nonceBytes
      if nonce == 0 || nonce >= RLPHeader.string {
        start -= RLPHeader.store(RLPHeader.string, payload: nonceBytes, before: start)
      }
      start -= 20
      creator.storeBigEndian(to: UnsafeMutableRawPointer(start))
      start -= RLPHeader.store(RLPHeader.string, payload: 20, before: start)
      start -= RLPHeader.store(RLPHeader.list, payload: end - start, before: start)
      let bytes = UnsafeRawBufferPointer(start: start, count: end - start)
      return Address(truncating: keccak256(bytes).word)
    }
  }

  /// CREATE2 (EIP-1014): the lowest 160 bits of keccak256(0xff ++ creator ++ salt ++ keccak256(init
  /// code)). Allocates nothing.
  public static func created(by creator: Address, salt: Word, codeHash: Hash) -> Address {
    withUnsafeTemporaryAllocation(byteCount: 85, alignment: 8) { buffer in
      let bytes = buffer.baseAddress.unsafelyUnwrapped
      bytes.storeBytes(of: 0xff, as: UInt8.self)
      creator.storeBigEndian(to: bytes + 1)
      salt.storeBigEndian(to: bytes + 21)
      codeHash.word.storeBigEndian(to: bytes + 53)
      return Address(truncating: keccak256(UnsafeRawBufferPointer(buffer)).word)
    }
  }
}
