import Primitives
import Signatures
import State

/// An authorization that holds whatever the state, made ready: who signed it is known.
struct PreparedAuthorization {
  var authority: Address
  var nonce: UInt64
  /// What the authority's code becomes.
  var code: CodeReference

  /// Nil where it is for another chain, its nonce could not be counted up, or nobody signed it
  /// (EIP-7702): such are passed over. Recovers the signer: 30 to 50 µs.
  init?(_ authorization: Authorization, chainID: UInt64, codeStore: CodeStore) {
    guard authorization.chainID.isZero || authorization.chainID == Word(chainID),
      authorization.nonce < .max, let authority = authorization.recoveredAuthority()
    else { return nil }
    self.authority = authority
    nonce = authorization.nonce
    code = codeStore.intern(Delegation.code(to: authorization.address))
  }
}
