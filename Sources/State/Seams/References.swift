/// Names an account within one block execution.
///
/// A view hands references out when asked for an address, and everything after that (reads, writes,
/// validation) goes by reference, so that an address is hashed once a transaction, not once an access.
/// Valid for the view that issued it, and for every view of the same block execution.
public struct AccountReference: Hashable, Sendable, BitwiseCopyable {
  public var index: UInt32
  @inlinable @inline(__always)
  public init(_ index: UInt32) { self.index = index }
}

/// Names one storage slot of one account within one block execution; see ``AccountReference``.
public struct SlotReference: Hashable, Sendable, BitwiseCopyable {
  public var index: UInt32
  @inlinable @inline(__always)
  public init(_ index: UInt32) { self.index = index }
}

/// Names a contract's code in a ``CodeStore``. Equal references are equal code and the reverse, because
/// the store interns by hash. Zero is the empty code.
public struct CodeReference: Hashable, Sendable, BitwiseCopyable {
  public var index: UInt32
  @inlinable @inline(__always)
  public init(_ index: UInt32) { self.index = index }
  @inlinable @inline(__always)
  public static var empty: CodeReference { CodeReference(0) }
}
