/// The leaf added last: how much of its path it keeps is known only when the next key comes.
///
/// Its value lies behind room for everything that comes before it in the node, so that encoding it
/// writes a few bytes in front and copies nothing.
struct PendingLeaf: ~Copyable {
  /// Room for the list's header, the path as a string, and the value's header.
  private static let prefixCapacity = 2 * RLPHeader.maximumCount + 34

  var path = TriePath()
  var isPresent = false
  private var bytes: UnsafeMutablePointer<UInt8>
  private var capacity = 256
  private var valueCount = 0

  init() { bytes = .allocate(capacity: capacity) }

  deinit { bytes.deallocate() }

  mutating func setValue(_ value: UnsafeRawBufferPointer) {
    guard let source = value.baseAddress, !value.isEmpty else {
      preconditionFailure("a trie's value is not empty")
    }
    if Self.prefixCapacity + value.count > capacity {
      capacity = 2 * (Self.prefixCapacity + value.count)
      bytes.deallocate()
      bytes = .allocate(capacity: capacity)
    }
    UnsafeMutableRawPointer(bytes + Self.prefixCapacity).copyMemory(
      from: source, byteCount: value.count)
    valueCount = value.count
    isPresent = true
  }

  /// The whole node, its path from nibble `start` on; valid until the next value is set.
  func encode(from start: Int) -> UnsafeRawBufferPointer {
    let value = bytes + Self.prefixCapacity
    var first = value
    if valueCount > 1 || value[0] >= RLPHeader.string {
      first -= RLPHeader.store(RLPHeader.string, payload: valueCount, before: first)
    }
    first -= path.storeHexPrefix(from: start, to: path.count, isLeaf: true, before: first)
    let payload = value + valueCount - first
    first -= RLPHeader.store(RLPHeader.list, payload: payload, before: first)
    return UnsafeRawBufferPointer(start: first, count: value + valueCount - first)
  }
}
