import CSecp256k1
import Primitives

/// The account of a secret key; nil for zero and from the group's order on.
public func address(ofSecretKey secretKey: Word) -> Address? {
  var key = secp256k1_pubkey()
  guard
    secp256k1_ec_pubkey_create(
      Secp256k1.shared.context, &key, secretKey.bigEndianBytes) == 1
  else { return nil }
  return PublicKey(key).address
}

/// Signs `hash` with a deterministic nonce (RFC 6979) and a low s (EIP-2), so that equal arguments give
/// equal signatures; nil for a secret key of zero or from the group's order on.
public func sign(_ hash: Hash, secretKey: Word) -> Signature? {
  let context = Secp256k1.shared.context
  var signature = secp256k1_ecdsa_recoverable_signature()
  guard
    secp256k1_ecdsa_sign_recoverable(
      context, &signature, hash.bytes, secretKey.bigEndianBytes, nil, nil) == 1
  else { return nil }
  return withUnsafeTemporaryAllocation(byteCount: 64, alignment: 8) { compact in
    var parity: Int32 = 0
    secp256k1_ecdsa_recoverable_signature_serialize_compact(
      context, compact.baseAddress.unsafelyUnwrapped, &parity, &signature)
    let bytes = UnsafeRawPointer(compact.baseAddress.unsafelyUnwrapped)
    // Bit 1 says that r passed the order, which one signature in 2¹²⁸ does.
    guard parity <= 1 else { return nil }
    return Signature(
      yParity: parity == 1, r: Word(bigEndian: bytes), s: Word(bigEndian: bytes + 32))
  }
}
