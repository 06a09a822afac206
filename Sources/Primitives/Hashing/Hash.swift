/// A 256-bit hash, held as the big-endian number of its 32 bytes.
public struct Hash: Hashable, Sendable, BitwiseCopyable {
  public var word: Word

  @inlinable @inline(__always)
  public init(_ word: Word) { self.word = word }

  @inlinable @inline(__always)
  public static var zero: Hash { Hash(.zero) }
}
