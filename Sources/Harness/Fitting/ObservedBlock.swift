import Contention
import Primitives
import State

/// A real block as a fit sees it: of each transaction its kind, its sender, its gas, and the one thing that
/// others contend with it for most.
struct ObservedBlock: Sendable {
  struct Observed: Sendable {
    var kind: ObservedKind
    var sender: AccountReference
    var gasUsed: UInt64
    /// Of what it changed beside its sender's nonce and balance, the location that most of the block change;
    /// a location of its own where nobody else does.
    var object: StateLocation?
    /// Locations of that sort that others change too.
    var sharedObjects: Int
  }

  var transactions: [Observed]
  var contention: BlockContention

  init(_ accesses: BlockAccesses, _ transactions: [Transaction], on state: WorldState) {
    contention = BlockContention(accesses, on: state)
    var changes: [StateLocation: Int] = [:]
    for location in accesses.transactions.lazy.flatMap(\.writes) {
      changes[location, default: 0] += 1
    }
    var observed = zip(transactions, accesses.transactions).map { transaction, noted in
      let sender = noted.sender ?? state.reference(transaction.sender)
      let objects = noted.writes.filter { $0 != .nonce(sender) && $0 != .balance(sender) }
      let shared = objects.filter { (changes[$0] ?? 0) > 1 }
      var object = objects.first
      for location in objects {
        if let best = object, (changes[location] ?? 0) > (changes[best] ?? 0) { object = location }
      }
      let slots = objects.compactMap { location -> LocationSlot? in
        guard case .slot(let slot, let account) = location else { return nil }
        return LocationSlot(
          contract: state.record(account).address, key: state.record(slot).key)
      }
      return Observed(
        kind: ObservedKind(transaction, gasUsed: noted.gasUsed, changed: slots), sender: sender,
        gasUsed: noted.gasUsed, object: object, sharedObjects: shared.count)
    }
    Self.gatherHotspot(&observed, accesses, changes)
    self.transactions = observed
  }

  /// Makes a kind of those that change the most changed location.
  ///
  /// They meet there whatever they call, and cost other gas than the rest of their kinds: the hottest key
  /// of each kind by itself would neither be as hot as theirs nor make as heavy a chain. Where they cost
  /// less than any call that could stand for them, nearly all are payments, and are left as they are.
  private static func gatherHotspot(
    _ observed: inout [Observed], _ accesses: BlockAccesses, _ changes: [StateLocation: Int]
  ) {
    var hottest: StateLocation?
    // In block order, for the first of equals to be the same in every process.
    for location in accesses.transactions.lazy.flatMap(\.writes)
    where (changes[location] ?? 0) > hottest.map({ changes[$0] ?? 0 }) ?? 1 { hottest = location }
    guard let hottest else { return }
    let meeting = observed.indices.filter {
      accesses.transactions[$0].writes.contains(hottest)
    }
    let gas = meeting.reduce(0.0) { $0 + Double(observed[$1].gasUsed) }
    guard gas >= FittedWorkload.leastGas * Double(meeting.count) else { return }
    for index in meeting {
      observed[index].kind = .hotspot
      observed[index].object = hottest
    }
  }

  /// The transactions of a kind.
  func of(_ kind: ObservedKind) -> [Observed] { transactions.filter { $0.kind == kind } }
}
