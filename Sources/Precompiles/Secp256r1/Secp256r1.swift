import CSecp256r1

/// The curve of passkeys and secure enclaves, also called P-256.
enum Secp256r1 {
  /// Whether the input of precompile 0x100 holds a valid signature (EIP-7951): hash, r, s and the key's x
  /// and y, 32 bytes each, and nothing else.
  static func verifies(_ input: UnsafeRawBufferPointer) -> Bool {
    guard input.count == 160, let base = input.baseAddress else { return false }
    let bytes = base.assumingMemoryBound(to: UInt8.self)
    return secp256r1_verifies(bytes, bytes + 32, bytes + 64, bytes + 96, bytes + 128) != 0
  }
}
