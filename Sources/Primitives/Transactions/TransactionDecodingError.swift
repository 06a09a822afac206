/// Why bytes are no transaction envelope.
public enum TransactionDecodingError: Error, Hashable, Sendable, CustomStringConvertible {
  /// There are no bytes.
  case empty
  /// The first byte is no type we know, nor the start of a list.
  case unknownType(UInt8)
  /// The fields are not what the type demands.
  case malformed(RLPError)
  /// A legacy transaction's v is none.
  case invalidV(Word)

  /// One line that says what is wrong.
  public var description: String {
    switch self {
    case .empty: "a transaction has at least one byte"
    case .unknownType(let type): "\(hexText([type])) is no transaction type"
    case .malformed(let error): error.description
    case .invalidV(let v): "\(v) is no v of a legacy transaction"
    }
  }
}
