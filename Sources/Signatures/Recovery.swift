import CSecp256k1
import Primitives

/// A point of secp256k1 other than infinity.
public struct PublicKey: Hashable, Sendable {
  /// The affine coordinates.
  public var x, y: Word

  /// The point of these coordinates, unchecked.
  public init(x: Word, y: Word) {
    self.x = x
    self.y = y
  }

  /// The account of this key: the lowest 160 bits of keccak256(x ++ y).
  public var address: Address { Address(truncating: keccak256(x, y).word) }
}

/// The key whose owner signed `hash`; 30 to 50 µs. Safe on any thread.
///
/// Nil where no key fits: r or s zero or not below the group's order, r no coordinate of a point, or a
/// key at infinity. Any s below the order is accepted, high ones too, as ECRECOVER wants it; that
/// transactions must have a low one (EIP-2) is for the caller to check.
public func recoverPublicKey(of hash: Hash, signature: Signature) -> PublicKey? {
  let context = Secp256k1.shared.context
  var parsed = secp256k1_ecdsa_recoverable_signature()
  var key = secp256k1_pubkey()
  let compact = signature.r.bigEndianBytes + signature.s.bigEndianBytes
  guard
    secp256k1_ecdsa_recoverable_signature_parse_compact(
      context, &parsed, compact, signature.yParity ? 1 : 0) == 1,
    secp256k1_ecdsa_recover(context, &key, &parsed, hash.bytes) == 1
  else { return nil }
  return PublicKey(key)
}

/// The account that signed `hash`; nil where ``recoverPublicKey(of:signature:)`` is.
public func recoverSender(of hash: Hash, signature: Signature) -> Address? {
  recoverPublicKey(of: hash, signature: signature)?.address
}

extension PublicKey {
  /// The library's opaque form, taken apart.
  init(_ key: secp256k1_pubkey) {
    var key = key
    self = withUnsafeTemporaryAllocation(byteCount: 65, alignment: 8) { buffer in
      var count = 65
      // Cannot fail: the key came from the library.
      secp256k1_ec_pubkey_serialize(
        Secp256k1.shared.context, buffer.baseAddress.unsafelyUnwrapped, &count, &key,
        UInt32(bitPattern: SECP256K1_EC_UNCOMPRESSED))
      // Byte 0 says that the key is not compressed.
      let point = UnsafeRawPointer(buffer.baseAddress.unsafelyUnwrapped) + 1
      return PublicKey(x: Word(bigEndian: point), y: Word(bigEndian: point + 32))
    }
  }
}
