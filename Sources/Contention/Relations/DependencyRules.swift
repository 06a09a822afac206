import State

/// A relation taken apart: what counts as an access, and which accesses order two transactions.
public struct DependencyRules: Hashable, Sendable {
  public enum Unit: Hashable, Sendable {
    /// Whole accounts.
    case account
    /// Fields of accounts, and slots.
    case location
  }

  public enum Hazards: Hashable, Sendable {
    case none
    /// A read of what an earlier one wrote.
    case readAfterWrite
    /// Also a write of what an earlier one read or wrote.
    case all
  }

  public var unit: Unit
  public var hazards: Hazards
  /// Whether paying a fee reads and writes the beneficiary's balance; or else it adds to it.
  public var readsFees: Bool
  /// Whether the sender's own nonce is no read.
  public var givenNonces: Bool
  /// Whether balances in ``BlockAccesses/Transaction/commuting`` are added to rather than read and written.
  public var commutingBalances: Bool
  /// The same for slots.
  public var commutingSlots: Bool

  public init(
    unit: Unit = .location, hazards: Hazards = .readAfterWrite, readsFees: Bool = false,
    givenNonces: Bool = false, commutingBalances: Bool = false, commutingSlots: Bool = false
  ) {
    self.unit = unit
    self.hazards = hazards
    self.readsFees = readsFees
    self.givenNonces = givenNonces
    self.commutingBalances = commutingBalances
    self.commutingSlots = commutingSlots
  }
}

/// The accesses of one transaction as some rules see them.
struct RelevantAccesses {
  /// Each once, in the order of first reading; whole accounts as their erasure.
  var reads: [StateLocation] = []
  var writes: [StateLocation] = []
  /// Changed by adding to it, whatever it holds: only who reads it waits.
  var additions: [StateLocation] = []

  init(
    _ transaction: BlockAccesses.Transaction, by rules: DependencyRules,
    beneficiary: AccountReference
  ) {
    if rules.hazards == .none { return }
    reads = transaction.reads
    writes = transaction.writes
    if rules.givenNonces, let sender = transaction.sender {
      reads.removeAll { $0 == .nonce(sender) }
    }
    let commuting = Set(transaction.commuting.filter { rules.commutes($0) })
    if !commuting.isEmpty {
      reads.removeAll { commuting.contains($0) }
      additions = writes.filter { commuting.contains($0) }
      writes.removeAll { commuting.contains($0) }
    }
    if transaction.paysFee {
      let earnings = StateLocation.balance(beneficiary)
      if rules.readsFees {
        if !reads.contains(earnings) { reads.append(earnings) }
        if !writes.contains(earnings) { writes.append(earnings) }
      } else {
        additions.append(earnings)
      }
    }
    if rules.unit == .account { widen() }
  }

  /// Locations to their accounts.
  private mutating func widen() {
    reads = Self.accounts(of: reads)
    writes = Self.accounts(of: writes)
    additions = Self.accounts(of: additions)
  }

  private static func accounts(of locations: [StateLocation]) -> [StateLocation] {
    var seen: Set<StateLocation> = []
    return locations.map { .erasure($0.account) }.filter { seen.insert($0).inserted }
  }
}

extension DependencyRules {
  fileprivate func commutes(_ location: StateLocation) -> Bool {
    switch location {
    case .balance: commutingBalances
    case .slot: commutingSlots
    case .nonce, .code, .erasure: false
    }
  }
}
