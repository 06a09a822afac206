import Primitives

/// What one attempt read, as it grows.
///
/// Two words an entry: the chain's head and the version seen. An entry whose first word is
/// ``foldMark`` is a fold of the beneficiary's balance; the sum of the fees follows in four words.
struct ReadSet: ~Copyable {
  private var arena = BumpArena()
  private var start: UnsafeMutablePointer<UInt64>
  private var cursor: UnsafeMutablePointer<UInt64>
  private var end: UnsafeMutablePointer<UInt64>

  static let foldMark: UInt64 = 1
  private static let initialWords = 64

  init() {
    start = arena.position
    cursor = start
    end = start
  }

  /// Forgets the sets of all transactions.
  mutating func reset() { arena.reset() }

  /// Begins the set of an attempt; one that was not kept is forgotten.
  @inline(__always)
  mutating func begin() {
    arena.reserve(Self.initialWords)
    start = arena.position
    cursor = start + 1
    end = arena.end
  }

  @inline(__always)
  mutating func append(_ head: SharedWords, _ version: VersionWord) {
    if _slowPath(end - cursor < 2) { grow() }
    cursor[0] = UInt64(UInt(bitPattern: head))
    cursor[1] = version.bits
    cursor += 2
  }

  mutating func appendFold(_ version: VersionWord, fees: Word) {
    if end - cursor < 6 { grow() }
    cursor[0] = Self.foldMark
    cursor[1] = version.bits
    cursor[2] = fees.l0
    cursor[3] = fees.l1
    cursor[4] = fees.l2
    cursor[5] = fees.l3
    cursor += 6
  }

  /// Keeps the attempt's set, which stays where it is until the next reset.
  @inline(__always)
  mutating func keep() -> UnsafePointer<UInt64> {
    start[0] = UInt64(cursor - start &- 1)
    arena.keep(upTo: cursor)
    return UnsafePointer(start)
  }

  /// Moves the unfinished set to where there is twice the room.
  @inline(never)
  private mutating func grow() {
    let used = cursor - start
    arena.reserve(used * 2 + Self.initialWords)
    arena.position.update(from: start, count: used)
    start = arena.position
    cursor = start + used
    end = arena.end
  }
}

extension ReadSet {
  /// Whether the set has something that `writer` wrote.
  static func depends(_ set: UnsafePointer<UInt64>, on writer: Int) -> Bool {
    var entry = set + 1
    let end = entry + Int(truncatingIfNeeded: set[0])
    while entry < end {
      if VersionWord(bits: entry[1]).transaction == writer { return true }
      entry += entry[0] == foldMark ? 6 : 2
    }
    return false
  }
}

extension MultiVersionMemory {
  /// Why `transaction` would not read now what its read set says; nil if it would.
  @inline(__always)
  func staleness(
    _ set: UnsafePointer<UInt64>, of transaction: Int, _ beneficiary: BeneficiaryBalance
  ) -> AbortCause? {
    var entry = set + 1
    let end = entry + Int(truncatingIfNeeded: set[0])
    while entry < end {
      let version = VersionWord(bits: entry[1])
      if _fastPath(entry[0] != ReadSet.foldMark) {
        let head = SharedWords(bitPattern: UInt(entry[0])).unsafelyUnwrapped
        if self.version(head, below: transaction) != version { return .staleRead }
        entry += 2
      } else {
        let fees = Word(entry[2], entry[3], entry[4], entry[5])
        if !beneficiary.isStill(version, fees, below: transaction) { return .staleFees }
        entry += 6
      }
    }
    return nil
  }
}
