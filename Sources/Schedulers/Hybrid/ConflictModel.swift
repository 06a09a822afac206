import Primitives
import State

/// Expects conflicts from what senders wrote.
///
/// Some are certain: transactions of one sender follow each other's nonces, and payments to one account
/// its balance. Calls may conflict on their contract, or on something in it that the sender or a word of
/// the call data names; on which, is learnt for each function of each contract from blocks that were
/// executed optimistically (``learn(from:in:_:)``). What is expected changes the time of a block, never
/// its outcome.
///
/// Bounded: ``templateCount`` functions, the newest in each place; a table of names a block.
struct ConflictModel: ~Copyable {
  /// What is known of one function of one contract.
  private struct Template: BitwiseCopyable {
    var name: UInt64 = 0
    /// By ``ConflictSignal/bit``: what its calls are expected to conflict on.
    var expected: UInt8 = 0
    /// Of the pairs of calls that had the signal in common, how many conflicted, and how many did not.
    var hits = SIMD8<UInt16>(repeating: 0)
    var misses = SIMD8<UInt16>(repeating: 0)
  }

  static let templateCount = 512
  /// How many transactions are looked at when something is learnt.
  static let windowLength = 256
  /// Fewer conflicts than this may be chance.
  private static let fewestHits: UInt16 = 3

  private var templates = GrowableBuffer<Template>(capacity: templateCount)
  /// In buckets, by the lower bits of a name: its upper half, and who had it last, plus one.
  private var recent = GrowableBuffer<UInt64>(capacity: 4096)
  private var bucketMask = 0
  /// A cache line. Of a full bucket the name goes that was had longest ago: never that of a chain, which one
  /// collision would cut in two.
  private static let bucketSize = 8
  /// The same while learning: upper half, signal, and place in the window plus one.
  private var seen = GrowableBuffer<UInt64>(capacity: seenCount)
  private static let seenCount = 4096

  /// Calls of this block of whose function nothing is known.
  private(set) var unknownCalls = 0

  init() {
    templates.base.update(repeating: Template(), count: Self.templateCount)
  }

  // MARK: Expecting

  mutating func beginBlock(transactionCount: Int) {
    var size = 1024
    while size < 4 * transactionCount && size < 1 << 18 { size *= 2 }
    recent.reserve(size)
    recent.base.update(repeating: 0, count: size)
    bucketMask = size / Self.bucketSize - 1
    unknownCalls = 0
  }

  /// Tells `wait` whom the block's next transaction, number `number` − 1, is expected to wait for, plus one each;
  /// zero for nobody. The same one may be told several times.
  @inline(__always)
  mutating func expect(
    _ number: UInt32, _ transactions: UnsafeBufferPointer<Transaction>, _ index: Int,
    _ wait: (UInt32) -> Void
  ) {
    let transaction = transactions.baseAddress.unsafelyUnwrapped + index
    wait(visit(TableHash.account(transaction.pointee.sender), number))
    guard let to = transaction.pointee.to else { return }
    let contract = TableHash.account(to)
    let isCall = transaction.pointee.input.count >= 4
    if !isCall || !transaction.pointee.value.isZero { wait(visit(contract, number)) }
    if isCall {
      expectCall(number, ConflictSignals(transaction, contractHash: contract), wait)
    }
  }

  @inline(__always)
  private mutating func expectCall(
    _ number: UInt32, _ signals: ConflictSignals, _ wait: (UInt32) -> Void
  ) {
    let name = signals.template
    let template = templates[Self.place(of: name)]
    guard template.name == name else {
      unknownCalls &+= 1
      return
    }
    for signal in ConflictSignal.allCases where template.expected & signal.bit != 0 {
      if let name = signals.name(signal) { wait(visit(name, number)) }
    }
  }

  /// Who had the name last; `number` has it from now on. A transaction does not wait for itself.
  @inline(__always)
  private func visit(_ name: UInt64, _ number: UInt32) -> UInt32 {
    let bucket = (Int(truncatingIfNeeded: name) & bucketMask) &* Self.bucketSize
    var place = bucket
    var last: UInt32 = 0
    for other in bucket..<bucket &+ Self.bucketSize {
      let entry = recent[other]
      if (entry ^ name) &>> 32 == 0 {
        (place, last) = (other, UInt32(truncatingIfNeeded: entry))
        break
      }
      if UInt32(truncatingIfNeeded: entry) < UInt32(truncatingIfNeeded: recent[place]) {
        place = other
      }
      if entry == 0 { break }
    }
    recent[place] = name & 0xffff_ffff_0000_0000 | UInt64(number)
    return last == number ? 0 : last
  }

  @inline(__always)
  private static func place(of name: UInt64) -> Int {
    Int(truncatingIfNeeded: name &>> 40) & (templateCount &- 1)
  }

  // MARK: Learning

  /// Compares, for the calls of a window of a block that was executed, what they have in common with
  /// whether they conflicted.
  ///
  /// - Parameter dependsOn: whether the first transaction read what the second, which is lower, wrote.
  mutating func learn(
    from transactions: UnsafeBufferPointer<Transaction>, in window: Range<Int>,
    _ dependsOn: (Int, Int) -> Bool
  ) {
    seen.base.update(repeating: 0, count: Self.seenCount)
    for index in window {
      let transaction = transactions.baseAddress.unsafelyUnwrapped + index
      guard let to = transaction.pointee.to, transaction.pointee.input.count >= 4 else { continue }
      let signals = ConflictSignals(transaction, contractHash: TableHash.account(to))
      let own = open(signals.template)
      for signal in ConflictSignal.allCases {
        guard let name = signals.name(signal),
          let (earlier, theirs) = lastSighting(of: name, in: window, before: index)
        else { continue }
        let isHit = dependsOn(index, earlier)
        note(isHit, signal, own)
        if let other = template(ofCall: earlier, in: transactions) { note(isHit, theirs, other) }
      }
      for signal in ConflictSignal.allCases {
        if let name = signals.name(signal) { sight(name, signal, index - window.lowerBound) }
      }
    }
  }

  /// The place of the template, made anew if another one's is there.
  private func open(_ name: UInt64) -> Int {
    let place = Self.place(of: name)
    if templates[place].name != name {
      templates[place] = Template()
      templates[place].name = name
    }
    return place
  }

  private func template(
    ofCall index: Int, in transactions: UnsafeBufferPointer<Transaction>
  ) -> Int? {
    let transaction = transactions.baseAddress.unsafelyUnwrapped + index
    guard let to = transaction.pointee.to else { return nil }
    let name = ConflictSignals(transaction, contractHash: TableHash.account(to)).template
    let place = Self.place(of: name)
    return templates[place].name == name ? place : nil
  }

  private func sight(_ name: UInt64, _ signal: ConflictSignal, _ offset: Int) {
    let place = Int(truncatingIfNeeded: name) & (Self.seenCount - 1)
    seen[place] =
      name & 0xffff_ffff_0000_0000 | UInt64(signal.rawValue) << 16 | UInt64(offset + 1)
  }

  private func lastSighting(
    of name: UInt64, in window: Range<Int>, before index: Int
  ) -> (transaction: Int, signal: ConflictSignal)? {
    let entry = seen[Int(truncatingIfNeeded: name) & (Self.seenCount - 1)]
    guard entry != 0, (entry ^ name) >> 32 == 0,
      let signal = ConflictSignal(rawValue: Int(entry >> 16 & 0xff))
    else { return nil }
    let transaction = window.lowerBound + Int(entry & 0xffff) - 1
    return transaction < index ? (transaction, signal) : nil
  }

  /// Counts one pair, halves counts that have grown old, and expects what conflicts at least half the time.
  private func note(_ isHit: Bool, _ signal: ConflictSignal, _ place: Int) {
    var template = templates[place]
    let lane = signal.rawValue
    if isHit { template.hits[lane] += 1 } else { template.misses[lane] += 1 }
    if template.hits[lane] + template.misses[lane] > 2 * UInt16(Self.windowLength) {
      template.hits[lane] /= 2
      template.misses[lane] /= 2
    }
    if template.hits[lane] >= Self.fewestHits && template.hits[lane] >= template.misses[lane] {
      template.expected |= signal.bit
    } else {
      template.expected &= ~signal.bit
    }
    templates[place] = template
  }
}
