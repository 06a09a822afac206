/// A 256-bit hash, held as the big-endian number of its 32 bytes.
public struct Hash: Hashable, Sendable, BitwiseCopyable {
  /// The 32 bytes as a number.
  public var word: Word

  /// The hash whose bytes are the number's.
  @inlinable @inline(__always)
  public init(_ word: Word) { self.word = word }

  @inlinable @inline(__always)
  public static var zero: Hash { Hash(.zero) }
}

extension Hash: Comparable {
  /// The order of the 32 bytes.
  @inlinable @inline(__always)
  public static func < (a: Hash, b: Hash) -> Bool { a.word < b.word }
}

extension Hash: CustomStringConvertible {
  /// The hash that `text` spells: "0x" and exactly 64 hexadecimal digits.
  public init?(hex text: some StringProtocol) {
    guard text.utf8.count == 66, let word = Word(hex: text) else { return nil }
    self.init(word)
  }

  /// "0x" and 64 digits.
  public var hex: String { hexText(bytes) }

  /// As ``hex``.
  public var description: String { hex }

  /// The 32 bytes.
  public var bytes: [UInt8] { word.bigEndianBytes }
}
