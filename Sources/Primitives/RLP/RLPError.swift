/// Why bytes are not the RLP that was expected, and where.
public struct RLPError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What is wrong.
  public enum Reason: Hashable, Sendable {
    /// An item reaches past the end of the bytes, or of the list around it.
    case truncated
    /// A length, or a single byte, has a shorter encoding.
    case nonCanonical
    /// An integer starts with a zero byte.
    case leadingZero
    /// An integer has more bits than its field.
    case tooLarge
    case expectedList
    case expectedString
    /// A field of fixed size has another.
    case wrongLength(expected: Int, found: Int)
    /// A flag is neither 0 nor 1.
    case notAFlag
    /// Items are left over behind the last one expected.
    case trailingItems
    /// Lists are nested deeper than ``RLPDecoder/maximumDepth``.
    case tooDeep
  }

  /// What is wrong with the item.
  public var reason: Reason
  /// The byte at which the offending item starts.
  public var offset: Int

  /// The error of an item that starts at byte `offset`.
  public init(_ reason: Reason, at offset: Int) {
    self.reason = reason
    self.offset = offset
  }

  /// One line with the byte and the reason.
  public var description: String {
    let text =
      switch reason {
      case .truncated: "the item reaches past the end"
      case .nonCanonical: "the item has a shorter encoding"
      case .leadingZero: "the integer has a leading zero"
      case .tooLarge: "the integer is too large for its field"
      case .expectedList: "a list was expected"
      case .expectedString: "a string was expected"
      case .wrongLength(let expected, let found): "\(expected) bytes were expected, not \(found)"
      case .notAFlag: "a flag must be 0 or 1"
      case .trailingItems: "there are items left over"
      case .tooDeep: "lists are nested too deeply"
      }
    return "RLP, byte \(offset): \(text)"
  }
}
