/// A key of a trie as nibbles, one a byte, at most 64 of them.
struct TriePath: ~Copyable {
  static let capacity = 64
  let nibbles: UnsafeMutablePointer<UInt8>
  private(set) var count = 0

  init() {
    nibbles = .allocate(capacity: Self.capacity)
    nibbles.initialize(repeating: 0, count: Self.capacity)
  }

  deinit { nibbles.deallocate() }

  /// Becomes the path of a key of at most 32 bytes.
  mutating func set(_ key: UnsafeRawBufferPointer) {
    precondition(key.count * 2 <= Self.capacity, "a trie key has at most 32 bytes")
    for (index, byte) in key.enumerated() {
      nibbles[2 &* index] = byte &>> 4
      nibbles[2 &* index &+ 1] = byte & 15
    }
    count = key.count * 2
  }

  /// How many nibbles both paths start with.
  func commonPrefix(with other: borrowing TriePath) -> Int {
    let limit = min(count, other.count)
    var index = 0
    while index < limit, nibbles[index] == other.nibbles[index] { index &+= 1 }
    return index
  }

  /// Writes nibbles from `start` up to `end` in hex-prefix encoding (yellow paper, appendix C) as an
  /// RLP string that ends right before `target`, and returns its length: at most 34 bytes.
  func storeHexPrefix(
    from start: Int, to end: Int, isLeaf: Bool, before target: UnsafeMutablePointer<UInt8>
  ) -> Int {
    let isOdd = (end &- start) & 1 == 1
    var place = -1
    var last = end &- 1
    while last > start {
      target[place] = nibbles[last &- 1] &<< 4 | nibbles[last]
      last &-= 2
      place &-= 1
    }
    let flags: UInt8 = (isLeaf ? 0x20 : 0) | (isOdd ? 0x10 | nibbles[start] : 0)
    target[place] = flags
    let bytes = -place
    // A single byte is below 0x80 and so is its own RLP.
    if bytes == 1 { return 1 }
    return bytes + RLPHeader.store(RLPHeader.string, payload: bytes, before: target + place)
  }
}
