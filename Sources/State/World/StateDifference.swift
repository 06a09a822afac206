import Primitives

/// One place where a state is not what was expected.
public struct StateDifference: Hashable, Sendable, CustomStringConvertible {
  /// What differs, with the value found first and the value expected second.
  public enum Field: Hashable, Sendable {
    case existence(Bool, expected: Bool)
    case nonce(UInt64, expected: UInt64)
    case balance(Word, expected: Word)
    /// Codes by their Keccak-256.
    case code(Hash, expected: Hash)
    case storage(key: Word, Word, expected: Word)
  }

  public var address: Address
  public var field: Field

  public init(address: Address, field: Field) {
    self.address = address
    self.field = field
  }

  public var description: String {
    let account = "0x" + hexadecimal(Word(address), digits: 40)
    switch field {
    case .existence(true, _): return "account \(account): exists, expected none"
    case .existence(false, _): return "account \(account): does not exist, expected one"
    case .nonce(let nonce, let expected):
      return "account \(account): nonce \(nonce), expected \(expected)"
    case .balance(let balance, let expected):
      return "account \(account): balance \(text(balance)), expected \(text(expected))"
    case .code(let hash, let expected):
      return "account \(account): code hash 0x\(hexadecimal(hash.word, digits: 64)), "
        + "expected 0x\(hexadecimal(expected.word, digits: 64))"
    case .storage(let key, let value, let expected):
      return "storage \(account)[0x\(hexadecimal(key))]: 0x\(hexadecimal(value)), "
        + "expected 0x\(hexadecimal(expected))"
    }
  }
}

/// Decimal where a reader can still take it in, hexadecimal beyond 64 bits.
private func text(_ amount: Word) -> String {
  amount.fitsInOneLimb ? String(amount.l0) : "0x" + hexadecimal(amount)
}

/// At least `digits` hexadecimal digits.
private func hexadecimal(_ word: Word, digits: Int = 1) -> String {
  let all = [word.l3, word.l2, word.l1, word.l0].map { limb in
    let text = String(limb, radix: 16)
    return String(repeating: "0", count: 16 - text.count) + text
  }.joined()
  let significant = all.drop { $0 == "0" }
  return String(significant.count < digits ? all.suffix(digits) : significant)
}
