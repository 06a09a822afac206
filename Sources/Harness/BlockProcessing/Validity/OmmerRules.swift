import Primitives

/// What a block's ommers must be (yellow paper, 11.1).
struct OmmerRules {
  /// The ancestors of the block, its parent first: seven of them, or all there are.
  let ancestors: [Ancestor]
  /// The header rules of a block with this number and time whose parent this is.
  let headerRules: (BlockHeader, _ parent: Ancestor) -> HeaderRules

  /// As deep as an ommer's parent may be.
  static let depth = 7
  static let maximumCount = 2

  /// What of an ancestor matters to its descendants' ommers.
  struct Ancestor {
    var header: BlockHeader
    var hash: Hash
    /// The hashes of its own ommers.
    var ommers: [Hash]
    /// The sum of difficulties up to it.
    var totalDifficulty: Word
  }

  /// - Parameter limit: Two; none from the Merge on (EIP-3675).
  func check(_ ommers: [BlockHeader], limit: Int = maximumCount) throws(OmmersFault) {
    guard ommers.count <= limit else { throw .tooMany(ommers.count, limit: limit) }
    var seen: Set<Hash> = []
    let included = Set(ancestors.lazy.flatMap(\.ommers))
    for (index, ommer) in ommers.enumerated() {
      let hash = ommer.hash
      guard seen.insert(hash).inserted else { throw .twice(index: index) }
      if included.contains(hash) { throw .alreadyIncluded(index: index) }
      if ancestors.contains(where: { $0.hash == hash }) { throw .isAncestor(index: index) }
      guard let parent = ancestors.dropFirst().first(where: { $0.hash == ommer.parentHash }) else {
        throw .parent(index: index, ommer.parentHash)
      }
      do throws(HeaderFault) {
        try headerRules(ommer, parent).check(ommer, parent: parent.header)
      } catch {
        throw .header(index: index, error)
      }
    }
  }
}
