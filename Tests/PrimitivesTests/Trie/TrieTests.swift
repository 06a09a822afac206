import Primitives
import Testing

@Suite struct TrieTests {
  @Test func emptyTrie() {
    let empty = "0x56e81f171bcc55a6ff8345e692c0f86e5b48e01b996cadc001622fb5e363b421"
    #expect(Hash.emptyTrie.hex == empty)
    #expect(trieRoot(of: []).hex == empty)
    #expect(orderedTrieRoot([]).hex == empty)
  }

  /// Keys of every length up to 32 bytes, crowded or sparse, values that embed and that do not.
  @Test func matchesTheRecursiveDefinition() {
    var generator = SeededGenerator(seed: 15)
    var builder = TrieBuilder()
    for _ in 0..<3000 {
      let leaves = randomLeaves(&generator)
      for (key, value) in leaves.sorted(by: { $0.key.lexicographicallyPrecedes($1.key) }) {
        key.withUnsafeBytes { key in value.withUnsafeBytes { builder.add(key, value: $0) } }
      }
      let root = builder.root()
      if root != naiveTrieRoot(leaves) {
        Issue.record("\(leaves.map { (hexText($0.key), hexText($0.value)) })")
        return
      }
    }
  }

  @Test func secureTriesTakeLeavesInAnyOrder() {
    var generator = SeededGenerator(seed: 16)
    for count in [1, 2, 3, 17, 300, 3000] {
      let leaves = (0..<count).map { _ in
        (key: keccak256(generator.bytes(8)), value: generator.bytes(70))
      }
      let naive = Dictionary(uniqueKeysWithValues: leaves.map { ($0.key.bytes, $0.value) })
      #expect(trieRoot(of: leaves) == naiveTrieRoot(naive))
    }
  }

  /// Counts on both sides of 128, where the order of keys turns over.
  @Test(arguments: [1, 2, 16, 127, 128, 129, 255, 256, 257, 300, 1000])
  func orderedTries(count: Int) {
    var generator = SeededGenerator(seed: 17)
    let items = (0..<count).map { _ in generator.bytes(Int(generator.next() % 60) + 1) }
    var naive: [[UInt8]: [UInt8]] = [:]
    for (index, item) in items.enumerated() {
      var key = RLPEncoder()
      key.append(UInt64(index))
      naive[key.bytes] = item
    }
    #expect(orderedTrieRoot(items) == naiveTrieRoot(naive))
  }

  private func randomLeaves(_ generator: inout SeededGenerator) -> [[UInt8]: [UInt8]] {
    let keyLength = [1, 2, 3, 8, 32][Int(generator.next() % 5)]
    let count = Int(generator.next() % 40)
    // Few different bytes make long shared paths; short values make embedded nodes.
    let alphabet = [2, 16, 256][Int(generator.next() % 3)]
    let longest = [2, 12, 40, 700][Int(generator.next() % 4)]
    var leaves: [[UInt8]: [UInt8]] = [:]
    for _ in 0..<count {
      let key = (0..<keyLength).map { _ in
        UInt8(truncatingIfNeeded: generator.next() % UInt64(alphabet) * UInt64(256 / alphabet))
      }
      leaves[key] = generator.bytes(Int(generator.next() % UInt64(longest)) + 1)
    }
    return leaves
  }
}
