import Primitives
import State

/// Finds out of which balances and slots a transaction need not know what earlier ones of its block added.
///
/// Nobody has to declare anything: the transaction is executed again as if such a location held the least,
/// and then the most, that any of the earlier changes could have left in it, made or not. If it then does
/// just the same (status, gas, logs, fee, accesses, other writes), and changes the location by the same
/// amount, what it does to the location commutes with what they did, as far as two values can show. A
/// payment passes as long as the payer had enough before anybody paid him; a look at a balance, a price
/// made from reserves, or an identifier taken from a counter does not. Where several locations pass one by
/// one they are tried together too, since a condition may hold through either of two.
///
/// For balances it is what lazy balances of schedulers need; for slots the most that declaring counters and
/// balances of tokens could allow. A first credit to an empty slot of storage does not pass: it costs
/// other gas than a later one.
public final class CommutativityProbe {
  /// The values that a location can have been seen to hold.
  private struct Span {
    var low: Word
    var high: Word
  }

  private let state: WorldState
  private let worker: any TransactionWorker
  private let view: AlteredView
  private let effects = TransactionEffects()
  private let beneficiary: AccountReference
  /// Of what transactions so far have changed.
  private var spans: [StateLocation: Span] = [:]
  /// Accounts that were erased in this block: what they hold has no sum any more.
  private var erased: Set<AccountReference> = []

  /// A probe of the executor's block on `state`, using the executor's lane 1. It leaves the state alone:
  /// the caller brings it from one transaction to the next.
  public init(_ executor: some TransactionExecutor, on state: WorldState) {
    self.state = state
    worker = executor.makeWorker(lane: 1)
    view = AlteredView(state)
    beneficiary = state.reference(executor.beneficiary)
  }

  /// What of `candidates`, the balances and slots that transaction `index` reads, it need not know.
  /// Call before the transaction's changes are made. Executes the transaction again up to four times, and
  /// twice for each candidate that was changed before.
  /// - Throws: ``ReadFailure`` only if the executor throws one of its own.
  public func commuting(
    _ index: Int, candidates: [StateLocation]
  ) throws(ReadFailure) -> [StateLocation] {
    let candidates = candidates.filter { !erased.contains($0.account) }
    let changed = candidates.filter { spans[$0] != nil }
    let unchanged = candidates.filter { spans[$0] == nil }
    if changed.isEmpty { return unchanged }
    let actual = try attempt(index, holding: [:])
    if try passes(index, changed, actual) { return unchanged + changed }
    var passing: [StateLocation] = []
    for location in changed where try passes(index, [location], actual) {
      passing.append(location)
    }
    // One by one they pass; together they have to.
    if passing.count > 1, try !passes(index, passing, actual) { passing = [] }
    return unchanged + passing
  }

  /// Takes note of what a transaction changes, before it does.
  public func note(_ effects: TransactionEffects, commuting: [StateLocation]) {
    let commuting = Set(commuting)
    for position in 0..<effects.writes.count {
      let write = effects.writes[position]
      let location = StateLocation(write)
      if write.kind == .erasure { erased.insert(write.account) }
      guard let before = value(of: location), before != write.value else { continue }
      widen(location, from: before, to: write.value, isAddition: commuting.contains(location))
    }
    if !effects.fee.isZero {
      let before = state.record(beneficiary).balance
      let (sum, overflow) = before.addingReportingOverflow(effects.fee)
      widen(
        .balance(beneficiary), from: before, to: overflow ? .max : sum, isAddition: true)
    }
  }

  /// An addition shifts what could be there; any other change makes one more value possible.
  private func widen(
    _ location: StateLocation, from before: Word, to after: Word, isAddition: Bool
  ) {
    var span = spans[location] ?? Span(low: before, high: before)
    if !isAddition {
      span.low = min(span.low, after)
      span.high = max(span.high, after)
    } else if after > before {
      let (high, overflow) = span.high.addingReportingOverflow(after &- before)
      span.high = overflow ? .max : high
    } else {
      let (low, underflow) = span.low.subtractingReportingOverflow(before &- after)
      span.low = underflow ? .zero : low
    }
    spans[location] = span
  }

  /// What the location holds; nil for what is neither balance nor slot.
  private func value(of location: StateLocation) -> Word? {
    switch location {
    case .balance(let account): state.record(account).balance
    case .slot(let slot, _): state.record(slot).value
    case .nonce, .code, .erasure: nil
    }
  }

  /// Whether the transaction does the same with the least and with the most in all of `locations`.
  private func passes(
    _ index: Int, _ locations: [StateLocation], _ actual: AttemptOutcome
  ) throws(ReadFailure) -> Bool {
    for end in [\Span.low, \Span.high] {
      var held: [StateLocation: Word] = [:]
      for location in locations { held[location] = spans[location]?[keyPath: end] }
      var shifts: [StateLocation: Word] = [:]
      for (location, word) in held {
        shifts[location] = word &- (value(of: location) ?? .zero)
      }
      if shifts.values.allSatisfy(\.isZero) { continue }
      if try attempt(index, holding: held) != actual.shifted(by: shifts) { return false }
    }
    return true
  }

  private func attempt(
    _ index: Int, holding altered: [StateLocation: Word]
  ) throws(ReadFailure) -> AttemptOutcome {
    view.begin(holding: altered)
    try worker.execute(index, reading: view, into: effects)
    return AttemptOutcome(effects, reads: view.reads)
  }
}

extension BlockAccesses {
  /// As ``record(_:on:)``, with ``Transaction/commuting`` found out too. Several times slower.
  public static func recordCommuting(
    _ executor: some TransactionExecutor, on state: WorldState
  ) -> BlockAccesses {
    let recorder = AccessRecorder(executor, on: state)
    let probe = CommutativityProbe(executor, on: state)
    for index in 0..<executor.transactionCount {
      do throws(ReadFailure) {
        try recorder.execute(index) { transaction throws(ReadFailure) in
          let candidates = transaction.reads.filter(\.isQuantity)
          transaction.commuting = try probe.commuting(index, candidates: candidates)
          probe.note(recorder.effects, commuting: transaction.commuting)
        }
      } catch {
        fatalError("transaction \(index) failed on a read of committed state: \(error)")
      }
    }
    return recorder.recorded
  }
}

extension StateLocation {
  /// Whether it holds a number that can be added to.
  fileprivate var isQuantity: Bool {
    switch self {
    case .balance, .slot: true
    case .nonce, .code, .erasure: false
    }
  }
}
