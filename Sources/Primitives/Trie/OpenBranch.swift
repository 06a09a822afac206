/// A branch node whose children are still being added, written as RLP as they come.
///
/// Children come in order of their nibble, so the node's payload grows at its end only, and the list
/// header is put in front of it last: the finished node lies in one piece and nothing is copied.
struct OpenBranch {
  /// Room for a list header, 16 references of at most 33 bytes, and the empty value.
  static let byteCount = RLPHeader.maximumCount + 16 * 33 + 1
  private static let payloadStart = RLPHeader.maximumCount

  /// How many nibbles lead to this node.
  let depth: Int
  private let bytes: UnsafeMutablePointer<UInt8>
  private var end = payloadStart
  private var nextNibble = 0

  /// An empty branch in the `byteCount` bytes at `bytes`.
  init(depth: Int, in bytes: UnsafeMutablePointer<UInt8>) {
    self.depth = depth
    self.bytes = bytes
  }

  /// Adds the child behind `nibble`, which must be above all added before.
  mutating func add(_ node: UnsafeRawBufferPointer, at nibble: UInt8) {
    precondition(nibble >= nextNibble, "trie keys must be added in ascending order")
    skip(to: Int(nibble))
    end &+= storeReference(to: node, at: bytes + end)
    nextNibble &+= 1
  }

  /// The whole node.
  mutating func finish() -> UnsafeRawBufferPointer {
    // The 17th item is the value of a key that ends here: none does.
    skip(to: 17)
    let header = RLPHeader.store(
      RLPHeader.list, payload: end - Self.payloadStart, before: bytes + Self.payloadStart)
    let start = Self.payloadStart - header
    return UnsafeRawBufferPointer(start: bytes + start, count: end - start)
  }

  private mutating func skip(to nibble: Int) {
    while nextNibble < nibble {
      bytes[end] = RLPHeader.string
      end &+= 1
      nextNibble &+= 1
    }
  }
}

/// Writes how a parent refers to `node`, and returns its length: the node itself if it is shorter than
/// 32 bytes, else its hash (yellow paper, appendix D).
func storeReference(
  to node: UnsafeRawBufferPointer, at target: UnsafeMutablePointer<UInt8>
) -> Int {
  if node.count < 32 {
    UnsafeMutableRawPointer(target).copyMemory(
      from: node.baseAddress.unsafelyUnwrapped, byteCount: node.count)
    return node.count
  }
  target[0] = RLPHeader.string + 32
  keccak256(node).word.storeBigEndian(to: UnsafeMutableRawPointer(target + 1))
  return 33
}
