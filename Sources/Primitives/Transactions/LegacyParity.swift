/// The v of a legacy transaction: 27 and the y parity, or with a chain id 35 + 2 · chain id and the y
/// parity (EIP-155).
struct LegacyParity {
  var yParity: Bool
  var chainID: UInt64?

  init(yParity: Bool, chainID: UInt64?) {
    self.yParity = yParity
    self.chainID = chainID
  }

  /// Nil for a value that no legacy transaction has, and for chain ids above 64 bits.
  init?(v: Word) {
    if v == 27 || v == 28 {
      self.init(yParity: v == 28, chainID: nil)
      return
    }
    guard v >= 35 else { return nil }
    let offset = v &- 35
    let chainID = Word.shiftRight(offset, by: 1 as UInt64)
    guard chainID.fitsInOneLimb else { return nil }
    self.init(yParity: offset.l0 & 1 == 1, chainID: chainID.l0)
  }

  var v: Word {
    let parity = Word(yParity)
    guard let chainID else { return parity &+ 27 }
    return Word(chainID) &+ Word(chainID) &+ 35 &+ parity
  }
}
