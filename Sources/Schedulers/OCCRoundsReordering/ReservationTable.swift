import Synchronization

/// Which transaction of a round is the first to read each location, and which the first to write it:
/// Aria's reservations, made by any number of threads at once.
///
/// A location is named by the head of its version chain. Entries of earlier rounds count as vacant: both
/// an entry's key and what is reserved carry the round. Nothing is removed within one, so everybody who
/// looks for a location meets its entry or the same vacant place, where compare-and-swap decides.
///
/// A handle on memory that ``ReservationStorage`` owns: valid for one round.
struct ReservationTable: BitwiseCopyable {
  fileprivate let words: SharedWords
  fileprivate let mask: Int
  /// Never zero in its lower 16 bits.
  fileprivate let round: UInt64

  /// An entry: key, first writer, first reader, and a word that makes it half a cache line.
  fileprivate static let stride = 4
  private static let addressBits: UInt64 = 48

  /// The transaction reads the location.
  @inline(__always)
  func reserveRead(_ head: SharedWords, by transaction: Int) {
    lower(makeEntry(head) + 2, to: transaction)
  }

  /// The transaction writes the location.
  @inline(__always)
  func reserveWrite(_ head: SharedWords, by transaction: Int) {
    lower(makeEntry(head) + 1, to: transaction)
  }

  /// Whether a transaction before this one writes the location.
  @inline(__always)
  func isWritten(_ head: SharedWords, before transaction: Int) -> Bool {
    first(1, head) < transaction
  }

  /// Whether a transaction before this one reads the location.
  @inline(__always)
  func isRead(_ head: SharedWords, before transaction: Int) -> Bool {
    first(2, head) < transaction
  }

  /// The lowest transaction has the greatest word, and a later round's words are greater than all before.
  @inline(__always)
  private func lower(_ word: SharedWords, to transaction: Int) {
    let claim = round &<< 32 | UInt64(~UInt32(truncatingIfNeeded: transaction))
    var present = word.pointee.load(ordering: .relaxed)
    while present < claim {
      let exchange = word.pointee.weakCompareExchange(
        expected: present, desired: claim, ordering: .relaxed)
      if exchange.exchanged { return }
      present = exchange.original
    }
  }

  @inline(__always)
  private func first(_ word: Int, _ head: SharedWords) -> Int {
    guard let entry = findEntry(head) else { return .max }
    let present = entry[word].load(ordering: .relaxed)
    return present &>> 32 == round ? Int(~UInt32(truncatingIfNeeded: present)) : .max
  }

  @inline(__always)
  private func key(_ head: SharedWords) -> UInt64 {
    round &<< Self.addressBits | UInt64(UInt(bitPattern: head))
  }

  /// Heads lie eight bytes apart. (Multiplicative hashing, Knuth 6.4.)
  @inline(__always)
  private func place(_ head: SharedWords) -> Int {
    let product = UInt64(UInt(bitPattern: head) &>> 3) &* 0x9e37_79b9_7f4a_7c15
    return Int(truncatingIfNeeded: product &>> 32) & mask
  }

  @inline(__always)
  private func makeEntry(_ head: SharedWords) -> SharedWords {
    let key = key(head)
    var place = place(head)
    while true {
      let entry = words + place &* Self.stride
      var present = entry.pointee.load(ordering: .relaxed)
      while present &>> Self.addressBits != key &>> Self.addressBits {
        let exchange = entry.pointee.weakCompareExchange(
          expected: present, desired: key, ordering: .relaxed)
        if exchange.exchanged { return entry }
        present = exchange.original
      }
      if present == key { return entry }
      place = (place &+ 1) & mask
    }
  }

  @inline(__always)
  private func findEntry(_ head: SharedWords) -> SharedWords? {
    let key = key(head)
    var place = place(head)
    while true {
      let entry = words + place &* Self.stride
      let present = entry.pointee.load(ordering: .relaxed)
      if present == key { return entry }
      if present &>> Self.addressBits != key &>> Self.addressBits { return nil }
      place = (place &+ 1) & mask
    }
  }
}

/// The memory of a ``ReservationTable``, kept from round to round and between blocks.
struct ReservationStorage: ~Copyable {
  private var words = ZeroedWords(count: 0)
  private var round: UInt64 = 0

  init() {}

  /// An empty table for a round that reserves at most so often. Invalidates what this gave before.
  mutating func begin(reservations: Int) -> ReservationTable {
    // One place stays vacant, so that whoever looks for what nobody reserved finds an end.
    var capacity = 1024
    while capacity <= reservations + reservations / 4 { capacity *= 2 }
    let stride = ReservationTable.stride
    if words.count < capacity * stride { words = ZeroedWords(count: capacity * stride) }
    round += 1
    if round & 0xffff == 0 {
      words.clear(words.count)
      // Words carry 32 bits of the round; whoever gets to the end of these begins anew.
      round = round >> 32 == 0 ? round + 1 : 1
    }
    return ReservationTable(words: words.base, mask: capacity - 1, round: round)
  }
}
