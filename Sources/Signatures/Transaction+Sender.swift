import Primitives

extension Transaction {
  /// The account that signed this transaction; nil without a valid signature. 30 to 50 µs.
  public func recoveredSender() -> Address? {
    guard let signature else { return nil }
    return recoverSender(of: signingHash, signature: signature)
  }

  /// Signs the transaction and states the signer as its sender. False, and nothing changed, where the
  /// secret key is none.
  public mutating func sign(secretKey: Word) -> Bool {
    guard let signer = address(ofSecretKey: secretKey),
      let signature = Signatures.sign(signingHash, secretKey: secretKey)
    else { return false }
    sender = signer
    self.signature = signature
    return true
  }
}
