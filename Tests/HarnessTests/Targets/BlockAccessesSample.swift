import Contention
import State

/// Accesses written down by hand.
enum BlockAccessesSample {
  static func location(_ number: UInt32) -> StateLocation { .nonce(AccountReference(number)) }

  static func block(_ transactions: [(reads: [StateLocation], writes: [StateLocation])])
    -> BlockAccesses
  {
    BlockAccesses(
      transactions: transactions.map {
        .init(reads: $0.reads, writes: $0.writes, gasUsed: 1, fee: .zero)
      }, beneficiary: AccountReference(9))
  }
}
