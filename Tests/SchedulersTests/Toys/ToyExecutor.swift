import CThreads
import Glibc
import Primitives
import State

/// A block of toy transactions on a toy genesis.
struct ToyBlock: Sendable, CustomStringConvertible {
  var name: String
  var genesis: [Address: NaiveAccount] = [:]
  var transactions: [ToyTransaction]
  var beneficiary = 999
  var mayEraseStorage = false

  var description: String { name }
}

extension ToyBlock {
  /// An Ethereum transaction that says something of a toy's: one of few senders calls the account of the first slot
  /// that the program names, and has its key as argument.
  fileprivate func ethereumTransaction(_ index: Int) -> Transaction {
    var place = (account: 0, key: 0)
    for step in transactions[index].steps.reversed() {
      switch step {
      case .readSlot(let account, let key), .writeSlot(let account, let key, _),
        .addToSlot(let account, let key, _), .increase(let account, let key, _),
        .clearSlot(let account, let key), .touchSlot(let account, let key):
        place = (account, key)
      default: continue
      }
    }
    let selector: [UInt8] = [UInt8(transactions[index].steps.count % 3), 1, 2, 3]
    return Transaction(
      kind: .dynamicFee, sender: toyAddress(200 + index % 11), chainID: 1, nonce: 0,
      gasLimit: 100_000, maxFeePerGas: .zero, maxPriorityFeePerGas: .zero,
      to: toyAddress(place.account), value: .zero,
      input: selector + Word(UInt64(place.key)).bigEndianBytes)
  }
}

/// Executes toy programs as an EVM would: reads each thing once, buffers writes, reports net effects.
///
/// Attempts differ although their meaning does not: by a seed, they spin, lend their core, and read
/// things they do not need, so that interleavings and read sets vary from one attempt to the next.
struct ToyExecutor: TransactionExecutor {
  let block: ToyBlock
  var seed: UInt64 = 0
  /// Whether attempts read what they do not need.
  var wanders = true
  /// Whether attempts add to balances unread wherever they may; else only mostly, so that what one
  /// incarnation added to, another reads.
  var alwaysTakesCredits = false
  /// Whether the block's transactions can be looked at; what they say is near the truth, and not the truth.
  var showsTransactions = false
  /// Called before every read, for tests that let other workers run in between.
  var onRead: (@Sendable () -> Void)?

  var transactionCount: Int { block.transactions.count }
  var transactions: [Transaction]? {
    showsTransactions ? block.transactions.indices.map(block.ethereumTransaction) : nil
  }
  var beneficiary: Address { toyAddress(block.beneficiary) }
  var mayEraseStorage: Bool { block.mayEraseStorage }

  func makeWorker(lane: Int) -> any TransactionWorker {
    ToyWorker(self, SplitMix(seed: seed &+ UInt64(lane) &* 0x1234_5678_9abc_def1))
  }
}

private final class ToyWorker: TransactionWorker {
  private let executor: ToyExecutor
  private var random: SplitMix

  init(_ executor: ToyExecutor, _ random: SplitMix) {
    self.executor = executor
    self.random = random
  }

  func execute(
    _ index: Int, reading view: any StateView, into effects: TransactionEffects
  ) throws(ReadFailure) {
    effects.clear()
    if random.next() % 4 == 0 { try disturb(view) }
    let takesCredits = random.next() % 4 != 0 || executor.alwaysTakesCredits
    var machine = BufferedMachine(
      view: view, takesCredits: takesCredits, onRead: executor.onRead)
    let outcome = try executor.block.transactions[index].run(on: &machine)
    if random.next() % 8 == 0 { sched_yield() }
    effects.status = outcome.status
    effects.gasUsed = outcome.gasUsed
    effects.fee = Word(outcome.fee)
    effects.rejection = outcome.rejection
    if outcome.status == .success { machine.report(to: effects, &random) }
    for value in outcome.logs { report(value, to: effects) }
  }

  /// Wastes time and reads something irrelevant.
  private func disturb(_ view: any StateView) throws(ReadFailure) {
    for _ in 0..<random.next() % 300 { threads_pause() }
    guard executor.wanders else { return }
    let account = view.account(toyAddress(Int(random.next() % 8)))
    _ = try view.value(of: view.slot(toyKey(Int(random.next() % 8)), of: account), in: account)
  }

  /// A log with as many topics and bytes as its value says.
  private func report(_ value: UInt64, to effects: TransactionEffects) {
    let offset = effects.bytes.count
    for byte in 0..<value % 19 { effects.bytes.append(UInt8(truncatingIfNeeded: value &+ byte)) }
    effects.logs.append(
      LogRecord(
        address: toyAddress(Int(value % 5)), topicCount: Int(value % 5),
        topics: (Word(value), Word(1), Word(.max, 2, 3, value), Word(4)), dataOffset: offset,
        dataCount: Int(value % 19)))
  }
}

/// The log that ``ToyWorker`` makes of a value.
func toyLog(_ value: UInt64) -> Log {
  Log(
    address: toyAddress(Int(value % 5)),
    topics: Array([Word(value), Word(1), Word(.max, 2, 3, value), Word(4)].prefix(Int(value % 5))),
    data: (0..<value % 19).map { UInt8(truncatingIfNeeded: value &+ $0) })
}

/// Steele, Lea and Flood 2014: a small generator for tests.
struct SplitMix: RandomNumberGenerator {
  private var state: UInt64
  init(seed: UInt64) { state = seed }
  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var z = (state ^ state &>> 30) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ z &>> 27) &* 0x94d0_49bb_1331_11eb
    return z ^ z &>> 31
  }
}
