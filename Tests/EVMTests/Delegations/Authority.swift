import Primitives
import Signatures
import Testing

@testable import EVM

/// An account whose key the tests have.
enum Authority {
  static let key: Word = 0xa11ce

  static func sign(
    to address: Address, nonce: UInt64 = 0, chainID: Word = 1
  ) throws -> Authorization {
    try #require(
      Authorization.signed(chainID: chainID, address: address, nonce: nonce, secretKey: key))
  }

  /// The authorization changed, and signed for what it is then.
  static func resigned(
    _ authorization: Authorization, _ change: (inout Authorization) -> Void
  ) -> Authorization {
    var changed = authorization
    change(&changed)
    return Authorization.signed(
      chainID: changed.chainID, address: changed.address, nonce: changed.nonce, secretKey: key)
      ?? changed
  }

  /// A call of ``Machine/other`` at a price of zero.
  static func transaction(_ authorizations: [Authorization]) -> Transaction {
    var transaction = Machine.call()
    transaction.kind = .setCode
    transaction.chainID = 1
    transaction.to = Machine.other
    transaction.authorizations = authorizations
    return transaction
  }
}
