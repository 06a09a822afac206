import Primitives
import State

/// One worker in a block that is executed from an access list: executes transactions and compares what
/// each does with what the list says of it.
final class InjectedLane {
  private let block: InjectedBlock
  private let state: WorldState
  private let worker: any TransactionWorker
  private let results: ResultLane
  private let view: InjectedView
  private let reading: any StateView
  private let fees: UnsafeMutablePointer<Word>
  private let trace: LaneTrace
  private let accessed: UnsafeMutablePointer<Bool>
  private let effects = TransactionEffects()
  private var counters = ExecutionCounters()
  private var erased: [AccountReference] = []
  private var refuted: [Int] = []

  init(
    _ number: Int, of block: InjectedBlock, _ worker: any TransactionWorker, _ results: ResultLane,
    on state: WorldState, _ trace: LaneTrace
  ) {
    self.block = block
    self.state = state
    self.worker = worker
    self.results = results
    self.trace = trace
    accessed = block.accessTable(of: number)
    view = InjectedView(block, state, noting: accessed)
    reading = view
    fees = block.feeTable
  }

  /// Executes whatever is left, until nothing is or the list turns out to be wrong.
  func work() {
    while let transaction = block.claim() {
      counters.executions += 1
      trace.enter(.execute, transaction)
      results.beginAttempt(at: transaction)
      if let difference = execute(transaction) {
        counters.abort(.wrongKnowledge, gas: effects.gasUsed)
        trace.abort(transaction, .wrongKnowledge)
        refuted.append(transaction)
        block.refute(transaction, difference)
      }
    }
    block.findings.withLock { findings in
      findings.counters = findings.counters + counters
      findings.erased += erased
      findings.refuted += refuted
    }
  }

  /// Returns how the transaction differs from the list, if it does.
  private func execute(_ transaction: Int) -> String? {
    view.begin(transaction)
    do throws(ReadFailure) {
      try worker.execute(transaction, reading: reading, into: effects)
    } catch {
      return "reads \(view.unlisted ?? "something"), which is not listed"
    }
    results.record(effects, of: transaction)
    fees[transaction] = effects.fee
    return compare(transaction)
  }

  /// The list has to have exactly the changes that the transaction makes.
  private func compare(_ transaction: Int) -> String? {
    counters.validations += 1
    trace.enter(.validate, transaction)
    var changes = 0
    for index in 0..<effects.writes.count {
      let write = effects.writes[index]
      if write.kind == .erasure {
        if let wrong = compareErasure(write.account, transaction, from: index + 1, &changes) {
          return wrong
        }
      } else if write.kind == .balance, write.account == block.values.beneficiary {
        block.findings.withLock { $0.beneficiaryBalances.append((transaction, write.value)) }
      } else if let wrong = compare(
        Location(writing: write), write.kind == .nonce ? Word(write.value.l0) : write.value,
        transaction, &changes)
      {
        return wrong
      }
    }
    let listed = Int(block.values.changeCounts[transaction])
    return changes == listed ? nil : "makes \(changes) changes, but the list has \(listed)"
  }

  private func compare(
    _ location: Location, _ value: Word, _ transaction: Int, _ changes: inout Int
  ) -> String? {
    guard let entry = block.values.entry(of: location) else {
      return "writes \(state.describe(location)), which is not listed"
    }
    accessed[Int(entry.number)] = true
    let earlier = block.values.value(entry, before: transaction, on: state)
    if earlier == value { return nil }
    guard let listed = block.values.value(entry, setBy: transaction) else {
      return "sets \(state.describe(location)) to \(value.hex), which is not listed"
    }
    guard listed == value else {
      return "sets \(state.describe(location)) to \(value.hex), but the list says \(listed.hex)"
    }
    changes += 1
    return nil
  }

  /// Everything of the account becomes zero, but for what the same transaction writes afterwards.
  private func compareErasure(
    _ account: AccountReference, _ transaction: Int, from next: Int, _ changes: inout Int
  ) -> String? {
    erased.append(account)
    guard Int(account.index) < state.accountCount else { return nil }
    var later: Set<Location> = []
    for index in next..<effects.writes.count where effects.writes[index].account == account {
      later.insert(Location(writing: effects.writes[index]))
    }
    var locations = [Field.nonce, .balance, .code].map { Location($0, of: account) }
    state.forEachSlot(of: account) { locations.append(Location($0)) }
    for location in locations where !later.contains(location) {
      let isListed = block.values.entry(of: location) != nil
      if !isListed && state.value(at: location).isZero { continue }
      if location == Location(.balance, of: block.values.beneficiary) {
        block.findings.withLock { $0.beneficiaryBalances.append((transaction, .zero)) }
      } else if let wrong = compare(location, .zero, transaction, &changes) {
        return wrong
      }
    }
    return nil
  }
}
