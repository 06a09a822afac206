import State

/// Finds dependencies, transaction by transaction: who changed each location last, who has added to it
/// since, and, where that matters, who has read it since.
struct DependencySearch {
  /// What one transaction waits for.
  struct Awaited {
    var transactions: Set<Int> = []
    var joins: Set<Int> = []
  }

  /// What became of one location so far.
  private struct History {
    /// Who gave it a value last.
    var writer: Int?
    /// Who added to it since, and is in no join yet.
    var additions: [Int] = []
    /// All who added to it since, but for those of `additions`; with the writer.
    var join: Int?
    /// Who has read it since it was given a value. Kept where a write waits for reads only.
    var readers: [Int] = []
  }

  private let rules: DependencyRules
  private let beneficiary: AccountReference
  private var histories: [StateLocation: History] = [:]
  /// Of accounts that are erased in this block: the locations that have a history, in order.
  private var erased: [AccountReference: [StateLocation]] = [:]
  private(set) var joins: [Dependencies.Join] = []
  private var index = 0

  init(_ rules: DependencyRules, in accesses: BlockAccesses) {
    self.rules = rules
    beneficiary = accesses.beneficiary
    guard rules.unit == .location else { return }
    for transaction in accesses.transactions {
      for case .erasure(let account) in transaction.writes { erased[account] = [] }
    }
  }

  /// What the next transaction waits for.
  mutating func visit(_ transaction: BlockAccesses.Transaction) -> Awaited {
    let accesses = RelevantAccesses(transaction, by: rules, beneficiary: beneficiary)
    var awaited = Awaited()
    for location in accesses.reads { wait(for: location, &awaited) }
    if rules.hazards == .all {
      for location in accesses.writes.flatMap(covered) {
        wait(for: location, &awaited)
        awaited.transactions.formUnion(histories[location]?.readers ?? [])
      }
      for location in accesses.reads { note(location) { $0.readers.append($1) } }
    }
    for location in accesses.writes.flatMap(covered) { note(location) { $0 = History(writer: $1) } }
    for location in accesses.additions { note(location) { $0.additions.append($1) } }
    awaited.transactions.remove(index)
    index += 1
    return awaited
  }

  /// The location, and all that an erasure changes besides.
  private func covered(_ location: StateLocation) -> [StateLocation] {
    guard case .erasure(let account) = location, let known = erased[account] else {
      return [location]
    }
    return [location] + known.filter { $0 != location }
  }

  private mutating func note(_ location: StateLocation, _ change: (inout History, Int) -> Void) {
    if histories[location] == nil { erased[location.account]?.append(location) }
    let unwritten = unwritten(location)
    change(&histories[location, default: unwritten], index)
  }

  /// The history of a location that nobody has accessed: that of its account's erasure.
  private func unwritten(_ location: StateLocation) -> History {
    History(writer: histories[.erasure(location.account)]?.writer)
  }

  private mutating func wait(for location: StateLocation, _ awaited: inout Awaited) {
    var history = histories[location] ?? unwritten(location)
    if !history.additions.isEmpty {
      join(&history)
      histories[location] = history
    }
    if let join = history.join {
      awaited.joins.insert(join)
    } else if let writer = history.writer {
      awaited.transactions.insert(writer)
    }
  }

  /// Moves the additions into a join that goes on from the last.
  private mutating func join(_ history: inout History) {
    var members = history.additions
    if history.join == nil, let writer = history.writer, writer != members[0] {
      members.insert(writer, at: 0)
    }
    history.additions = []
    joins.append(
      Dependencies.Join(
        transactions: members, previous: history.join, latest: members[members.count - 1]))
    history.join = joins.count - 1
  }
}
