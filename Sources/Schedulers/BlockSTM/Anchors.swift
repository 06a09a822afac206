/// The nodes that a transaction has in multi-version memory before an attempt at it: those of an earlier
/// incarnation, or those that its predicted accesses got beforehand.
///
/// A read that begins at such a node finds what is below the transaction at once. From the head of the
/// chain it would first pass the versions of all higher transactions: n²/2 steps for n transactions
/// that are predicted to write one location, or have been executed before this one.
struct Anchors {
  private var list = WriteList(words: nil)
  private var next = 0
  private var count = 0

  /// Beyond this many nodes only the expected one is looked at.
  private static let searchedNodes = 32

  init() {}

  @inline(__always)
  init(_ list: WriteList) {
    self.list = list
    count = list.count
  }

  /// Where to begin in the chain at `head`. Accesses mostly happen in the order in which they were
  /// predicted, so the first look is at the node that follows the last.
  @inline(__always)
  mutating func place(of head: SharedWords) -> SharedWords {
    if next < count, list[next].head == head {
      next &+= 1
      return list[next &- 1].link
    }
    return count == 0 ? head : search(head)
  }

  @inline(never)
  private mutating func search(_ head: SharedWords) -> SharedWords {
    guard count <= Self.searchedNodes else { return head }
    for index in 0..<count where list[index].head == head {
      next = index &+ 1
      return list[index].link
    }
    return head
  }

  /// The highest transaction below that still has to write at one of the places.
  func blocker(below transaction: Int, _ memory: MultiVersionMemory) -> Int? {
    var highest: Int?
    for index in 0..<count {
      let version = memory.version(list[index].link, below: transaction)
      if version != .committed, version.has(.estimate) {
        highest = max(highest ?? 0, version.transaction)
      }
    }
    return highest
  }
}
