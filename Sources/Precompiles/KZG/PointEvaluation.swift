import CNettle
import Primitives

/// Precompile 0x0a: that a polynomial with a given KZG commitment has the value y at z (EIP-4844).
enum PointEvaluation {
  static let inputCount = 192
  static let outputCount = 64

  /// Input: versioned hash, z, y (32 bytes each), commitment, proof (48 each). Output: the number of
  /// field elements in a blob, and the field's modulus.
  static func run(_ input: UnsafeRawBufferPointer, _ output: UnsafeMutableRawPointer) -> Bool {
    guard input.count == inputCount, let bytes = input.baseAddress else { return false }
    let z = Word(bigEndian: bytes + 32)
    let y = Word(bigEndian: bytes + 64)
    guard isVersionedHash(bytes, of: bytes + 96), z < BLS12381.order, y < BLS12381.order,
      let commitment = BLS12381.decompressed(bytes + 96),
      let proof = BLS12381.decompressed(bytes + 144),
      isValid(proof, of: commitment, at: z, y)
    else { return false }
    Word(4096).storeBigEndian(to: output)
    BLS12381.order.storeBigEndian(to: output + 32)
    return true
  }

  /// e(C − [y]G1, G2) = e(π, [τ − z]G2) (Kate, Zaverucha, Goldberg 2010), put as
  /// e(C − [y]G1 + [z]π, G2)·e(−π, [τ]G2) = 1, so that only points of G1 are multiplied.
  private static func isValid(
    _ proof: BLS12381.G1, of commitment: BLS12381.G1, at z: Word, _ y: Word
  ) -> Bool {
    let value = -BLS12381.generator1.multiplied(by: y)
    let left = (value + proof.multiplied(by: z) + commitment).affine
    return withUnsafeTemporaryAllocation(of: PairingTerm<BLS12381>.self, capacity: 2) { terms in
      terms.initializeElement(at: 0, to: PairingTerm(p: left, q: BLS12381.generator2))
      terms.initializeElement(at: 1, to: PairingTerm(p: -proof, q: TrustedSetup.tau))
      return Pairing.productIsOne(UnsafeBufferPointer(terms))
    }
  }

  /// A versioned hash is the commitment's SHA-256 with the version, 1, in place of its first byte.
  private static func isVersionedHash(
    _ hash: UnsafeRawPointer, of commitment: UnsafeRawPointer
  ) -> Bool {
    var context = sha256_ctx()
    nettle_sha256_init(&context)
    nettle_sha256_update(&context, 48, commitment.assumingMemoryBound(to: UInt8.self))
    return withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 32) { digest in
      nettle_sha256_digest(&context, 32, digest.baseAddress)
      digest[0] = 1
      return digest.elementsEqual(UnsafeRawBufferPointer(start: hash, count: 32))
    }
  }
}
