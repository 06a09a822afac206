import Primitives
import State

/// What one attempt read, as it grows.
///
/// Two words an entry: the chain's head, or a later place in it, and the version seen. An entry whose first
/// word is an ``Observation`` is about a value instead: account or slot, and four words, follow.
struct ReadSet: ~Copyable {
  private var arena = BumpArena()
  private var start: UnsafeMutablePointer<UInt64>
  private var cursor: UnsafeMutablePointer<UInt64>
  private var end: UnsafeMutablePointer<UInt64>

  /// What an attempt may be told of a value besides the version that it has.
  enum Observation: UInt64 {
    /// The sum of a ``FoldedValues``.
    case balance = 1
    /// That the balance is at least so much, or is not.
    case sufficientBalance = 2
    case insufficientBalance = 3
    /// What the nonce was taken to be without being read.
    case nonce = 4
    /// A slot, its sum, and whether it may be added to.
    case slot = 5
    case addableSlot = 6
    case unaddableSlot = 7
    static let last = unaddableSlot
  }
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

  mutating func append(_ observation: Observation, of account: AccountReference, _ value: Word) {
    append(observation, account.index, value)
  }

  mutating func append(_ observation: Observation, of slot: SlotReference, _ value: Word = .zero) {
    append(observation, slot.index, value)
  }

  private mutating func append(_ observation: Observation, _ index: UInt32, _ value: Word) {
    if end - cursor < 6 { grow() }
    cursor[0] = observation.rawValue
    cursor[1] = UInt64(index)
    cursor[2] = value.l0
    cursor[3] = value.l1
    cursor[4] = value.l2
    cursor[5] = value.l3
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
  /// Whether the set has a version that `writer` wrote. Of an ``Observation`` nobody in particular is the
  /// writer.
  static func depends(_ set: UnsafePointer<UInt64>, on writer: Int) -> Bool {
    var entry = set + 1
    let end = entry + Int(truncatingIfNeeded: set[0])
    while entry < end {
      if entry[0] <= Observation.last.rawValue {
        entry += 6
        continue
      }
      if VersionWord(bits: entry[1]).transaction == writer { return true }
      entry += 2
    }
    return false
  }
}

extension MultiVersionMemory {
  /// Why `transaction` would not read now what its read set says; nil if it would.
  @inline(__always)
  func staleness(
    _ set: UnsafePointer<UInt64>, of transaction: Int, _ folds: FoldedValues
  ) -> AbortCause? {
    var entry = set + 1
    let end = entry + Int(truncatingIfNeeded: set[0])
    while entry < end {
      if _fastPath(entry[0] > ReadSet.Observation.last.rawValue) {
        let head = SharedWords(bitPattern: UInt(entry[0])).unsafelyUnwrapped
        let version = VersionWord(bits: entry[1])
        if self.version(head, below: transaction) != version { return .staleRead }
        entry += 2
      } else {
        if !holds(entry, below: transaction, folds) {
          return Self.isAboutFees(entry, folds) ? .staleFees : .staleRead
        }
        entry += 6
      }
    }
    return nil
  }

  /// Whether an observation is one of the balance that fees go to.
  private static func isAboutFees(_ entry: UnsafePointer<UInt64>, _ folds: FoldedValues) -> Bool {
    switch ReadSet.Observation(rawValue: entry[0]) {
    case .balance, .sufficientBalance, .insufficientBalance:
      entry[1] == UInt64(folds.beneficiary.index)
    case .nonce, .slot, .addableSlot, .unaddableSlot, nil: false
    }
  }

  /// Whether an observation is one that `transaction` would make now.
  @inline(never)
  private func holds(
    _ entry: UnsafePointer<UInt64>, below transaction: Int, _ folds: FoldedValues
  ) -> Bool {
    let account = AccountReference(UInt32(truncatingIfNeeded: entry[1]))
    let slot = SlotReference(account.index)
    let value = Word(entry[2], entry[3], entry[4], entry[5])
    switch ReadSet.Observation(rawValue: entry[0]) {
    case .balance: return (try? folds.balance(of: account, below: transaction)) == value
    case .sufficientBalance, .insufficientBalance:
      guard let balance = try? folds.balance(of: account, below: transaction) else {
        return false
      }
      return (balance >= value) == (entry[0] == ReadSet.Observation.sufficientBalance.rawValue)
    case .nonce: return isNonce(of: account, value.l0, below: transaction)
    case .slot: return (try? folds.value(of: slot, below: transaction)) == value
    case .addableSlot, .unaddableSlot:
      guard let answer = try? folds.isAddable(slot, below: transaction) else { return false }
      return answer == (entry[0] == ReadSet.Observation.addableSlot.rawValue)
    case nil: return false
    }
  }

  /// Whether `transaction` would read the nonce, and read it as `nonce`.
  private func isNonce(
    of account: AccountReference, _ nonce: UInt64, below transaction: Int
  ) -> Bool {
    guard let (node, version) = newest(head(.nonce, of: account), below: transaction) else {
      return nonce
        == (account.index < accountCount ? accountRecords[Int(account.index)].nonce : 0)
    }
    let value = node.value
    return version.has(.ready) && value.l0 == nonce && node.version == version
  }
}
