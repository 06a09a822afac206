import Primitives

/// The root by the recursive definition (yellow paper, appendix D), all leaves in memory.
func naiveTrieRoot(_ leaves: [[UInt8]: [UInt8]]) -> Hash {
  let paths = leaves.map { key, value in (key.flatMap { [$0 >> 4, $0 & 15] }, value) }
  return keccak256(naiveNode(paths, depth: 0)?.encoded() ?? RLPItem.string([]).encoded())
}

private func naiveNode(_ leaves: [(path: [UInt8], value: [UInt8])], depth: Int) -> RLPItem? {
  guard let first = leaves.first else { return nil }
  if leaves.count == 1 {
    return .list([hexPrefix(first.path[depth...], isLeaf: true), .string(first.value)])
  }
  var shared = depth
  while leaves.allSatisfy({ $0.path[shared] == first.path[shared] }) { shared += 1 }
  if shared > depth {
    let path = hexPrefix(first.path[depth..<shared], isLeaf: false)
    return .list([path, reference(naiveNode(leaves, depth: shared))])
  }
  let children = (0..<16).map { nibble in
    reference(naiveNode(leaves.filter { $0.path[depth] == nibble }, depth: depth + 1))
  }
  return .list(children + [.string([])])
}

private func reference(_ node: RLPItem?) -> RLPItem {
  guard let node else { return .string([]) }
  let bytes = node.encoded()
  return bytes.count < 32 ? node : .string(keccak256(bytes).bytes)
}

private func hexPrefix(_ nibbles: ArraySlice<UInt8>, isLeaf: Bool) -> RLPItem {
  let isOdd = nibbles.count % 2 == 1
  let flag: UInt8 = (isLeaf ? 2 : 0) + (isOdd ? 1 : 0)
  let all = [flag] + (isOdd ? [] : [0]) + nibbles
  return .string(stride(from: 0, to: all.count, by: 2).map { all[$0] << 4 | all[$0 + 1] })
}
