import Primitives
import State

/// What a block looks like from outside, in a few classes: blocks that look alike are expected to want
/// the same scheduler.
///
/// Judged by a sample of at most ``sampleSize`` transactions, evenly spaced, so that looking costs some
/// microseconds a block however large it is.
struct BlockFeatures: Hashable {
  /// How many binary digits the number of transactions has.
  private(set) var size = 0
  /// Whether predicted access sets were told.
  private(set) var hasHints = false
  /// How much of the block is certain to be one chain: the most by one sender, or paid to one account.
  private(set) var chain = Share.little
  /// How much goes to the account that is called most.
  private(set) var busiestTarget = Share.little
  /// How much is calls of contracts.
  private(set) var calls = Share.little
  /// The function that is called most, as a hash; zero if none is.
  private(set) var busiestFunction: UInt32 = 0

  /// A share of a block, by what it means for two workers or many.
  enum Share: Int, Comparable {
    case little, some, half, most, nearlyAll

    init(_ part: Int, of whole: Int) {
      let share = Double(part) / Double(max(whole, 1))
      self =
        share < 0.05
        ? .little : share < 0.25 ? .some : share < 0.6 ? .half : share < 0.9 ? .most : .nearlyAll
    }

    static func < (a: Self, b: Self) -> Bool { a.rawValue < b.rawValue }
  }

  static let sampleSize = 64

  init(_ transactions: [Transaction]?, count: Int, hasHints: Bool) {
    size = count == 0 ? 0 : Int.bitWidth - count.leadingZeroBitCount
    self.hasHints = hasHints
    guard let transactions, transactions.count == count, count > 0 else { return }
    transactions.withUnsafeBufferPointer { look(at: $0) }
  }

  private mutating func look(at transactions: UnsafeBufferPointer<Transaction>) {
    let sample = TransactionSample(of: transactions, atMost: Self.sampleSize)
    var senders = Tally()
    var payees = Tally()
    var targets = Tally()
    var functions = Tally()
    for index in 0..<sample.count {
      let transaction = sample[index]
      senders.count(TableHash.account(transaction.pointee.sender))
      guard let to = transaction.pointee.to else { continue }
      let target = TableHash.account(to)
      targets.count(target)
      let isCall = transaction.pointee.input.count >= 4
      if !isCall || !transaction.pointee.value.isZero { payees.count(target) }
      if isCall {
        let selector = transaction.pointee.input.withUnsafeBytes {
          $0.loadUnaligned(as: UInt32.self)
        }
        functions.count(mixed(UInt64(selector), 0x510e_527f_ade6_82d1))
      }
    }
    chain = max(Share(senders.most, of: sample.count), Share(payees.most, of: sample.count))
    busiestTarget = Share(targets.most, of: sample.count)
    calls = Share(functions.total, of: sample.count)
    busiestFunction =
      functions.total * 4 < sample.count ? 0 : UInt32(truncatingIfNeeded: functions.busiest)
  }

  /// In one piece, for a hash of each field by itself takes longer than looking at the block.
  func hash(into hasher: inout Hasher) {
    let shares = (chain.rawValue * 8 + busiestTarget.rawValue) * 8 + calls.rawValue
    let rest = (shares * 64 + size) * 2 + (hasHints ? 1 : 0)
    hasher.combine(UInt64(truncatingIfNeeded: rest) &<< 32 | UInt64(busiestFunction))
  }
}

/// How often the most frequent of some hashes comes: of those that fall together the newest is taken for
/// all, which is good enough for a class.
private struct Tally {
  private var counts = InlineArray<256, UInt8>(repeating: 0)
  private(set) var most = 0
  private(set) var busiest: UInt64 = 0
  private(set) var total = 0

  @inline(__always)
  mutating func count(_ hash: UInt64) {
    let place = Int(truncatingIfNeeded: hash &>> 32) & 255
    counts[place] &+= 1
    total &+= 1
    if Int(counts[place]) > most {
      most = Int(counts[place])
      busiest = hash
    }
  }
}
