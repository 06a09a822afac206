import CNettle
import Primitives

/// One of a block's requests to the consensus layer (EIP-7685).
public struct ExecutionRequest: Hashable, Sendable {
  /// Deposits that the deposit contract logged (EIP-6110).
  public static let deposits: UInt8 = 0
  /// Withdrawals that validators' owners asked for (EIP-7002).
  public static let withdrawals: UInt8 = 1
  /// Consolidations of validators (EIP-7251).
  public static let consolidations: UInt8 = 2

  /// What kind of requests the data holds.
  public var kind: UInt8
  /// All requests of the kind, end to end.
  public var data: [UInt8]

  /// Requests of one kind.
  public init(kind: UInt8, data: [UInt8]) {
    self.kind = kind
    self.data = data
  }

  /// What the header's `requestsHash` commits to: SHA-256 of the SHA-256 of each (kind and data), in the
  /// order of kinds, those without data left out.
  public static func hash(of requests: [ExecutionRequest]) -> Hash {
    var digests: [UInt8] = []
    for request in requests where !request.data.isEmpty {
      digests += sha256([request.kind] + request.data)
    }
    return Hash(Word(bigEndian: sha256(digests)) ?? .zero)
  }
}

private func sha256(_ bytes: [UInt8]) -> [UInt8] {
  var context = sha256_ctx()
  nettle_sha256_init(&context)
  nettle_sha256_update(&context, bytes.count, bytes)
  return [UInt8](unsafeUninitializedCapacity: 32) { digest, count in
    nettle_sha256_digest(&context, 32, digest.baseAddress)
    count = 32
  }
}
