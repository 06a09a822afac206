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
    let account = address.hex
    switch field {
    case .existence(true, _): return "account \(account): exists, expected none"
    case .existence(false, _): return "account \(account): does not exist, expected one"
    case .nonce(let nonce, let expected):
      return "account \(account): nonce \(nonce), expected \(expected)"
    case .balance(let balance, let expected):
      return "account \(account): balance \(balance), expected \(expected)"
    case .code(let hash, let expected):
      return "account \(account): code hash \(hash.hex), expected \(expected.hex)"
    case .storage(let key, let value, let expected):
      return "storage \(account)[\(key.hex)]: \(value.hex), expected \(expected.hex)"
    }
  }
}
