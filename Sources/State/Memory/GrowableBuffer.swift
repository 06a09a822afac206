/// A vector of plain values on memory of its own: no reference counting, no bounds checks, no
/// copy-on-write, and its storage survives `removeAll`, so that a warmed-up buffer never allocates.
///
/// The elements are trivial by constraint, so nothing needs destroying. Indices are the caller's
/// promise: they are not checked (in the prototype a reserved Array cost 4.3 ns where a raw pointer cost 1.6).
/// Inlinable throughout: the generic form, called across modules, works through type metadata.
public struct GrowableBuffer<Element: BitwiseCopyable>: ~Copyable {
  public var base: UnsafeMutablePointer<Element>
  /// Elements in use; the rest of the capacity is uninitialised.
  public var count = 0
  public var capacity: Int

  /// A buffer with room for `capacity` elements before it first grows.
  @inlinable
  public init(capacity: Int = 16) {
    self.capacity = Swift.max(capacity, 1)
    base = Self.allocate(self.capacity)
  }

  @inlinable
  deinit { UnsafeMutableRawPointer(base).deallocate() }

  /// Starts on a cache line, so that a record of 64 bytes never straddles two.
  @usableFromInline
  static func allocate(_ capacity: Int) -> UnsafeMutablePointer<Element> {
    UnsafeMutableRawPointer
      .allocate(byteCount: capacity * MemoryLayout<Element>.stride, alignment: 64)
      .bindMemory(to: Element.self, capacity: capacity)
  }

  @inlinable @inline(__always)
  public subscript(index: Int) -> Element {
    get { base[index] }
    nonmutating _modify { yield &base[index] }
  }

  /// Appends `element`; amortised O(1).
  @inlinable @inline(__always)
  public mutating func append(_ element: Element) {
    if _slowPath(count == capacity) { reserve(capacity &* 2) }
    base[count] = element
    count &+= 1
  }

  /// Appends `elementCount` elements starting at `source`, which may be anything but this buffer.
  @inlinable
  public mutating func append(copying source: UnsafePointer<Element>, count elementCount: Int) {
    if count &+ elementCount > capacity { reserve(Swift.max(capacity &* 2, count &+ elementCount)) }
    (base + count).update(from: source, count: elementCount)
    count &+= elementCount
  }

  /// Sets the count to `newCount`, at most the present one; the storage stays.
  @inlinable @inline(__always)
  public mutating func truncate(to newCount: Int) { count = newCount }

  /// Empties the buffer and keeps its storage.
  @inlinable @inline(__always)
  public mutating func removeAll() { count = 0 }

  /// Makes room for at least `newCapacity` elements. Pointers into the buffer become invalid.
  @inlinable @inline(never)
  public mutating func reserve(_ newCapacity: Int) {
    guard newCapacity > capacity else { return }
    let grown = Self.allocate(newCapacity)
    grown.update(from: base, count: count)
    UnsafeMutableRawPointer(base).deallocate()
    base = grown
    capacity = newCapacity
  }

  /// The same, and writes to all of the room that is not in use, so that the kernel gives the pages now and
  /// not when elements are appended.
  public mutating func reserveInMemory(_ newCapacity: Int) {
    guard newCapacity > capacity else { return }
    reserve(newCapacity)
    UnsafeMutableRawPointer(base + count).initializeMemory(
      as: UInt8.self, repeating: 0, count: (capacity - count) * MemoryLayout<Element>.stride)
  }

  /// A buffer with the same elements on storage of its own.
  @inlinable
  public func copy() -> GrowableBuffer {
    var copied = GrowableBuffer(capacity: capacity)
    copied.append(copying: base, count: count)
    return copied
  }
}
