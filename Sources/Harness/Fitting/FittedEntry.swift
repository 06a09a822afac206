import State
import Statistics

/// What was fitted to the transactions of one kind.
public struct FittedEntry: Hashable, Sendable {
  public let kind: ObservedKind
  public let transactions: Int
  /// Of all transactions.
  public let share: Double
  /// How senders repeat: chains of nonces.
  public let senders: PopularityFit
  /// How the receivers, pools, collections or slots that are contended for are spread.
  public let objects: PopularityFit
  public let gas: LognormalFit
  /// Mean gas of a transaction. What chains weigh is sums, and means make sums; the lognormal's own mean
  /// is not that of a small sample.
  public let meanGas: Double
  /// Standard deviation of the gas of a transaction.
  public let gasDeviation: Double
  /// Objects that others change too, of a transaction that has any.
  public let sharedObjects: Double

  /// - Returns: nil where no block has a transaction of the kind.
  init?(_ kind: ObservedKind, in blocks: [ObservedBlock]) {
    let found = blocks.map { $0.of(kind) }
    let count = found.reduce(0) { $0 + $1.count }
    let all = blocks.reduce(0) { $0 + $1.transactions.count }
    let senders = found.map { block in
      Self.counts(block.map { .nonce($0.sender) })
    }
    let objects = found.map { block in
      // Without an object it has one of its own.
      Self.counts(block.compactMap(\.object)) + block.filter { $0.object == nil }.map { _ in 1 }
    }
    guard count > 0, let senderFit = PopularityFit(samples: senders),
      let objectFit = PopularityFit(samples: objects)
    else { return nil }
    self.kind = kind
    transactions = count
    share = Double(count) / Double(max(1, all))
    self.senders = senderFit
    self.objects = objectFit
    let used = found.joined().map { Double($0.gasUsed) }
    let mean = used.reduce(0, +) / Double(count)
    gas = LognormalFit(used)
    meanGas = mean
    gasDeviation =
      (used.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(count)).squareRoot()
    let sharing = found.joined().map(\.sharedObjects).filter { $0 > 0 }
    sharedObjects =
      sharing.isEmpty ? 1 : Double(sharing.reduce(0, +)) / Double(sharing.count)
  }

  /// How often each location stands in a list.
  private static func counts(_ locations: [StateLocation]) -> [Int] {
    var counts: [StateLocation: Int] = [:]
    for location in locations { counts[location, default: 0] += 1 }
    return counts.values.sorted(by: >)
  }
}
