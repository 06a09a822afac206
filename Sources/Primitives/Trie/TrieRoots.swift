/// The root of the secure trie with these leaves, in any order; keys must differ.
public func trieRoot(of leaves: [(key: Hash, value: [UInt8])]) -> Hash {
  var builder = TrieBuilder()
  for leaf in leaves.sorted(by: { $0.key < $1.key }) { builder.add(leaf.key, value: leaf.value) }
  return builder.root()
}

/// The root of the trie that maps rlp(index) to each item: how blocks commit to their transactions,
/// receipts and withdrawals.
public func orderedTrieRoot(_ items: [[UInt8]]) -> Hash {
  var builder = TrieBuilder()
  var key = RLPEncoder()
  for index in ascendingRLPOrder(items.count) {
    key.removeAll()
    key.append(UInt64(index))
    key.bytes.withUnsafeBytes { key in
      items[index].withUnsafeBytes { builder.add(key, value: $0) }
    }
  }
  return builder.root()
}

/// The indices below `count` in the order of their RLP: 0 is 0x80, behind 127 and before 0x8180.
private func ascendingRLPOrder(_ count: Int) -> FlattenSequence<[Range<Int>]> {
  let single = 1..<max(1, min(128, count))
  let longer = 128..<max(128, count)
  return [single, 0..<min(1, count), longer].joined()
}
