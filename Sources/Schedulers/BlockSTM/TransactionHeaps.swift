import Synchronization

/// Pairing heaps of transactions, the lowest on top (Fredman, Sedgewick, Sleator, Tarjan, "The Pairing Heap: A New
/// Form of Self-Adjusting Heap", Algorithmica 1986): melding two takes one step, taking the lowest out O(log n)
/// amortised.
///
/// A heap is the number of its lowest transaction, counted from one; zero is an empty one. A handle on two words of
/// each transaction's, which belong to whoever has the heap: passing it on is what orders their changes.
struct TransactionHeaps: BitwiseCopyable {
  /// The next child of the same parent; for the lowest of a heap, whatever its owner makes of it.
  let siblings: SharedWords
  let children: SharedWords
  /// From the words of one transaction to those of the next.
  let stride: Int

  @inline(__always)
  func sibling(_ transaction: Int) -> SharedWords { siblings + transaction &* stride }
  @inline(__always)
  private func firstChild(_ transaction: Int) -> SharedWords { children + transaction &* stride }

  /// One heap of two. The higher of their lowest transactions becomes a child, and loses its sibling.
  func meld(_ a: UInt64, _ b: UInt64) -> UInt64 {
    if a == 0 || b == 0 { return a | b }
    let low = Int(min(a, b)) - 1
    let high = max(a, b)
    sibling(Int(high) - 1).pointee.store(
      firstChild(low).pointee.load(ordering: .relaxed), ordering: .relaxed)
    firstChild(low).pointee.store(high, ordering: .relaxed)
    return UInt64(low + 1)
  }

  /// What is left of a heap that is not empty without its lowest: neighbours are melded in pairs, and the pairs
  /// from the last to the first.
  func rest(of heap: UInt64) -> UInt64 {
    let root = firstChild(Int(heap) - 1)
    var next = root.pointee.load(ordering: .relaxed)
    root.pointee.store(0, ordering: .relaxed)
    var pairs: UInt64 = 0
    while next != 0 {
      let first = next
      let second = sibling(Int(first) - 1).pointee.load(ordering: .relaxed)
      next = second == 0 ? 0 : sibling(Int(second) - 1).pointee.load(ordering: .relaxed)
      let pair = meld(first, second)
      sibling(Int(pair) - 1).pointee.store(pairs, ordering: .relaxed)
      pairs = pair
    }
    var rest: UInt64 = 0
    while pairs != 0 {
      let pair = pairs
      pairs = sibling(Int(pair) - 1).pointee.load(ordering: .relaxed)
      rest = meld(rest, pair)
    }
    return rest
  }
}
