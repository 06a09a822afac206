import Primitives

/// What the last attempt at each transaction read, wrote and paid.
///
/// A handle; a cache line a transaction. Whoever executes a transaction writes its line; besides, who expects it
/// to wait may give it its first write list before anybody has executed it, and commits note what they make.
/// Read sets are replaced whole and stay where they are until the block ends, so that a validator whose
/// version is overtaken reads an old set, never a torn one. Write lists pass from one owner of the
/// transaction to the next through its progress word, which orders them.
struct TransactionTable: BitwiseCopyable {
  let words: SharedWords
  static let stride = 8

  @inline(__always)
  private func line(_ transaction: Int) -> SharedWords { words + transaction &* Self.stride }

  /// The read set: a count of words, then the entries (see ``ReadSet``).
  @inline(__always)
  func readSet(of transaction: Int) -> UnsafePointer<UInt64>? {
    UnsafePointer(bitPattern: UInt(line(transaction).pointee.load(ordering: .acquiring)))
  }

  @inline(__always)
  func setReadSet(of transaction: Int, _ set: UnsafePointer<UInt64>) {
    line(transaction).pointee.store(UInt64(UInt(bitPattern: set)), ordering: .releasing)
  }

  /// Says that there is no read set.
  @inline(__always)
  func clearReadSet(of transaction: Int) {
    line(transaction).pointee.store(0, ordering: .relaxed)
  }

  /// The write list: a count of nodes, then their addresses.
  @inline(__always)
  func writes(of transaction: Int) -> WriteList {
    let address = UInt(line(transaction)[1].load(ordering: .relaxed))
    return WriteList(words: UnsafeMutablePointer(bitPattern: address))
  }

  @inline(__always)
  func setWrites(of transaction: Int, _ list: WriteList) {
    line(transaction)[1].store(UInt64(UInt(bitPattern: list.words)), ordering: .relaxed)
  }

  /// Forgets what was written, whose nodes must hang in no chain.
  @inline(__always)
  func clearWrites(of transaction: Int) {
    line(transaction)[1].store(0, ordering: .relaxed)
  }

  /// The fee, which belongs to an attempt only if the transaction is at the same progress before and
  /// after; stored and loaded like a ``VersionNode``'s value.
  @inline(__always)
  func fee(of transaction: Int) -> Word {
    let line = line(transaction)
    return Word(
      line[2].load(ordering: .acquiring), line[3].load(ordering: .acquiring),
      line[4].load(ordering: .acquiring), line[5].load(ordering: .acquiring))
  }

  @inline(__always)
  func setFee(of transaction: Int, _ fee: Word) {
    let line = line(transaction)
    line[2].store(fee.l0, ordering: .releasing)
    line[3].store(fee.l1, ordering: .releasing)
    line[4].store(fee.l2, ordering: .releasing)
    line[5].store(fee.l3, ordering: .releasing)
  }

  /// Whether committing the transaction makes new records.
  func makesRecords(_ transaction: Int) -> Bool {
    line(transaction)[6].load(ordering: .relaxed) != 0
  }

  func setMakesRecords(_ transaction: Int) { line(transaction)[6].store(1, ordering: .relaxed) }
}

/// The nodes one transaction has in multi-version memory: those of its last incarnation, and dead ones.
struct WriteList: BitwiseCopyable {
  /// A count, then addresses; nil for a transaction that was never executed.
  let words: UnsafeMutablePointer<UInt64>?

  @inline(__always)
  var count: Int { words.map { Int(truncatingIfNeeded: $0[0]) } ?? 0 }

  @inline(__always)
  subscript(index: Int) -> VersionNode {
    let address = UInt(words.unsafelyUnwrapped[index &+ 1])
    return VersionNode(SharedWords(bitPattern: address).unsafelyUnwrapped)
  }

  @inline(__always)
  func set(_ index: Int, _ node: VersionNode) {
    words.unsafelyUnwrapped[index &+ 1] = UInt64(UInt(bitPattern: node.words))
  }

  @inline(__always)
  func setCount(_ count: Int) { words.unsafelyUnwrapped[0] = UInt64(count) }
}
