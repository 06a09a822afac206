import State

/// The transactions that a round executes, ascending, and a bit for each that does not stand.
///
/// A handle on memory that ``PendingStorage`` owns. Lanes read the numbers during a phase, which change
/// between phases only; a word of bits is one lane's at a time.
struct PendingTransactions: BitwiseCopyable {
  let numbers: UnsafeMutablePointer<UInt32>
  private let refuted: UnsafeMutablePointer<UInt64>
  private(set) var count = 0

  /// What is judged by one lane at once: the places or transactions of one word of bits.
  static let judgedAtOnce = 64

  fileprivate init(_ numbers: UnsafeMutablePointer<UInt32>, _ refuted: UnsafeMutablePointer<UInt64>)
  {
    self.numbers = numbers
    self.refuted = refuted
  }

  @inline(__always)
  subscript(place: Int) -> Int { Int(numbers[place]) }

  /// Becomes those of a new batch.
  mutating func fill(_ batch: Range<Int>) {
    for (place, transaction) in batch.enumerated() {
      numbers[place] = UInt32(truncatingIfNeeded: transaction)
    }
    count = batch.count
  }

  mutating func removeAll() { count = 0 }

  /// At most as many as were there before the last ``removeAll()``, or the same ones again.
  @inline(__always)
  mutating func append(_ transaction: Int) {
    numbers[count] = UInt32(truncatingIfNeeded: transaction)
    count &+= 1
  }

  /// Sets the 64 bits from `first` on, which is a multiple of 64.
  @inline(__always)
  func setBits(from first: Int, to bits: UInt64) { refuted[first / 64] = bits }

  /// Visits the bits set in `range`, ascending. All of its words were set in this round.
  @inline(__always)
  func forEachBit(in range: Range<Int>, _ body: (Int) -> Void) {
    guard !range.isEmpty else { return }
    for word in (range.lowerBound / 64)...((range.upperBound - 1) / 64) {
      var bits = refuted[word]
      while bits != 0 {
        body(word &* 64 &+ bits.trailingZeroBitCount)
        bits &= bits &- 1
      }
    }
  }
}

/// The memory of ``PendingTransactions``, kept between blocks.
struct PendingStorage: ~Copyable {
  private var numbers = GrowableBuffer<UInt32>(capacity: 1024)
  private var refuted = GrowableBuffer<UInt64>(capacity: 64)

  init() {}

  /// None pending, of a block of so many transactions. Invalidates what this gave before.
  mutating func begin(transactionCount: Int) -> PendingTransactions {
    numbers.reserve(transactionCount)
    refuted.reserve(transactionCount / 64 + 1)
    return PendingTransactions(numbers.base, refuted.base)
  }
}
