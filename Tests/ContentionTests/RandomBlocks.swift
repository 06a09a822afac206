import Primitives
import State

@testable import Contention

/// SplitMix64, so that a failure repeats.
struct RepeatableGenerator: RandomNumberGenerator {
  private var state: UInt64
  init(seed: UInt64 = 42) { state = seed }
  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var z = state
    z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
    return z ^ (z >> 31)
  }
}

/// Small blocks whose transactions access a few locations of a few accounts, as a recorder would note them.
enum RandomBlocks {
  static func make(
    _ generator: inout RepeatableGenerator, transactions: Int = 12, erasures: Bool = true
  ) -> BlockAccesses {
    let accounts = (0..<4).map { AccountReference($0) }
    return BlockAccesses(
      transactions: (0..<transactions).map { _ in
        transaction(accounts, erasures: erasures, &generator)
      }, beneficiary: accounts[0])
  }

  private static func transaction(
    _ accounts: [AccountReference], erasures: Bool, _ generator: inout RepeatableGenerator
  ) -> BlockAccesses.Transaction {
    var transaction = BlockAccesses.Transaction(
      reads: [], writes: [], gasUsed: .random(in: 1...50, using: &generator),
      fee: Bool.random(using: &generator) ? 1 : 0)
    transaction.nanoseconds = .random(in: 1...50, using: &generator)
    if let sender = accounts.randomElement(using: &generator) {
      transaction.sender = sender
      transaction.reads = [.nonce(sender)]
      transaction.writes = [.nonce(sender)]
    }
    for _ in 0..<Int.random(in: 0...3, using: &generator) {
      guard let account = accounts.randomElement(using: &generator) else { continue }
      access(location(of: account, &generator), &transaction, &generator)
    }
    if erasures, Int.random(in: 0..<12, using: &generator) == 0,
      let account = accounts.randomElement(using: &generator)
    {
      transaction.writes.insert(.erasure(account), at: 0)
    }
    return transaction
  }

  private static func location(
    of account: AccountReference, _ generator: inout RepeatableGenerator
  ) -> StateLocation {
    switch Int.random(in: 0..<4, using: &generator) {
    case 0: .balance(account)
    case 1: .code(account)
    default:
      .slot(SlotReference(account.index * 2 + .random(in: 0...1, using: &generator)), of: account)
    }
  }

  /// A read, a write, or both; what is read may commute.
  private static func access(
    _ location: StateLocation, _ transaction: inout BlockAccesses.Transaction,
    _ generator: inout RepeatableGenerator
  ) {
    guard !transaction.reads.contains(location), !transaction.writes.contains(location) else {
      return
    }
    let kind = Int.random(in: 0..<4, using: &generator)
    if kind != 0 { transaction.reads.append(location) }
    if kind != 1 { transaction.writes.append(location) }
    if kind != 0, Bool.random(using: &generator) { transaction.commuting.append(location) }
  }
}
