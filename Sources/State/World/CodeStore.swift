import Primitives
import Synchronization

/// Contract code, interned by hash and shared by every copy of a state.
///
/// Append-only: a reference, once issued, stays valid and its bytes never move, so readers need no
/// lock. A thread that got a reference through any synchronised channel may use it.
/// Code interned by speculative attempts that never commit stays; gas bounds it.
public final class CodeStore: Sendable {
  struct Entry {
    var bytes: UnsafeRawBufferPointer
    var hash: Hash
  }

  private struct Interned: ~Copyable {
    var references: [Hash: CodeReference] = [:]
    var count: UInt32 = 0
  }

  private let interned = Mutex(Interned())
  /// Segment *k* holds 64·2^*k* entries, so that growing moves nothing.
  /// `nonisolated(unsafe)` because a segment is written under the lock and read only through
  /// references issued after that.
  nonisolated(unsafe) private let segments: UnsafeMutablePointer<UnsafeMutablePointer<Entry>?>
  private static let segmentCount = 26

  /// A store that holds only the empty code.
  public init() {
    segments = .allocate(capacity: Self.segmentCount)
    segments.initialize(repeating: nil, count: Self.segmentCount)
    let empty = intern([])
    precondition(empty == .empty)
  }

  deinit {
    let count = Int(interned.withLock { $0.count })
    for index in 0..<count { entry(CodeReference(UInt32(index))).pointee.bytes.deallocate() }
    for k in 0..<Self.segmentCount { segments[k]?.deallocate() }
    segments.deallocate()
  }

  /// The reference of `code`, which is copied if it is new. Takes a lock and hashes: for deployments
  /// and loading, not for every transaction.
  public func intern(_ code: UnsafeRawBufferPointer) -> CodeReference {
    let hash = keccak256(code)
    return interned.withLock { interned in
      if let known = interned.references[hash] { return known }
      // An account record keeps 31 bits of it.
      guard interned.count < 1 << 31 else { fatalError("a code store holds at most 2³¹ codes") }
      let reference = CodeReference(interned.count)
      let (segment, offset) = Self.place(reference)
      if segments[segment] == nil { segments[segment] = .allocate(capacity: 64 << segment) }
      let copy = UnsafeMutableRawBufferPointer.allocate(byteCount: code.count, alignment: 1)
      copy.copyMemory(from: code)
      (segments[segment].unsafelyUnwrapped + offset).initialize(
        to: Entry(bytes: UnsafeRawBufferPointer(copy), hash: hash))
      interned.references[hash] = reference
      interned.count += 1
      return reference
    }
  }

  /// The reference of `code`; see the other form.
  public func intern(_ code: [UInt8]) -> CodeReference { code.withUnsafeBytes { intern($0) } }

  /// The code's bytes, valid as long as the store is.
  public func bytes(_ reference: CodeReference) -> UnsafeRawBufferPointer {
    entry(reference).pointee.bytes
  }

  /// The code's Keccak-256.
  public func hash(_ reference: CodeReference) -> Hash { entry(reference).pointee.hash }

  /// How many codes there are; references are below it.
  public var count: Int { Int(interned.withLock { $0.count }) }

  private func entry(_ reference: CodeReference) -> UnsafeMutablePointer<Entry> {
    let (segment, offset) = Self.place(reference)
    return segments[segment].unsafelyUnwrapped + offset
  }

  private static func place(_ reference: CodeReference) -> (segment: Int, offset: Int) {
    let shifted = Int(reference.index) + 64
    let segment = (Int.bitWidth - 1 - shifted.leadingZeroBitCount) - 6
    return (segment, shifted - (64 << segment))
  }
}
