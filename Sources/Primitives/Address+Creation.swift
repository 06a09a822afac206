/// Where contracts come to be.
extension Address {
  /// CREATE: the lowest 160 bits of keccak256(rlp([creator, nonce])). Allocates nothing.
  public static func created(by creator: Address, nonce: UInt64) -> Address {
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 31) { buffer in
      let bytes = buffer.baseAddress.unsafelyUnwrapped
      let nonceBytes = (71 - nonce.leadingZeroBitCount) / 8
      var end = 22
      if nonce < 0x80 {
        bytes[22] = nonce == 0 ? RLPHeader.string : UInt8(truncatingIfNeeded: nonce)
        end = 23
      } else {
        bytes[22] = RLPHeader.string + UInt8(truncatingIfNeeded: nonceBytes)
        end = 23 + nonceBytes
        for place in 0..<nonceBytes {
          bytes[end - 1 - place] = UInt8(truncatingIfNeeded: nonce >> UInt64(8 * place))
        }
      }
      bytes[0] = RLPHeader.list + UInt8(truncatingIfNeeded: end - 1)
      bytes[1] = RLPHeader.string + 20
      creator.storeBigEndian(to: UnsafeMutableRawPointer(bytes + 2))
      return Address(
        truncating: keccak256(
          UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(buffer)[0..<end])
        ).word)
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
