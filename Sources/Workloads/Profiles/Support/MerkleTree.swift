import Primitives

/// A binary tree of hashes over 2^depth leaves, as the bridge's and the rollup's contracts check it: the
/// hash of two nodes, left before right.
struct MerkleTree {
  /// By level, the leaves first and the root last.
  private let levels: [[Word]]

  /// - Precondition: the number of leaves is a power of two.
  init(_ leaves: [Word]) {
    precondition(leaves.count.nonzeroBitCount == 1, "\(leaves.count) leaves make no full tree")
    var levels = [leaves]
    var level = leaves
    while level.count > 1 {
      level = stride(from: 0, to: level.count, by: 2).map {
        keccak256(level[$0], level[$0 + 1]).word
      }
      levels.append(level)
    }
    self.levels = levels
  }

  var root: Word { levels[levels.count - 1][0] }

  /// The siblings on the way from leaf `index` to the root.
  func proof(of index: Int) -> [Word] {
    (0..<levels.count - 1).map { levels[$0][(index >> $0) ^ 1] }
  }
}
