import Primitives

extension Authorization {
  /// The account that signed this authorization; nil where nobody did: without a valid signature whose s
  /// is in the lower half (EIP-7702). 30 to 50 µs.
  public func recoveredAuthority() -> Address? {
    guard let signature, signature.hasLowS else { return nil }
    return recoverSender(of: signingHash, signature: signature)
  }

  /// An authorization signed with `secretKey`; nil where that is none.
  public static func signed(
    chainID: Word, address: Address, nonce: UInt64, secretKey: Word
  ) -> Authorization? {
    var authorization = Authorization(
      chainID: chainID, address: address, nonce: nonce, yParity: 0, r: .zero, s: .zero)
    guard let signature = sign(authorization.signingHash, secretKey: secretKey) else { return nil }
    authorization.yParity = signature.yParity ? 1 : 0
    authorization.r = signature.r
    authorization.s = signature.s
    return authorization
  }
}
