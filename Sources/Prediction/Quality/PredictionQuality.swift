import Schedulers

/// How well access sets that were predicted agree with those that were recorded.
public struct PredictionQuality: Hashable, Sendable {
  /// Over locations, a transaction's being told apart from another's.
  public var locations = PredictionScore()
  /// The same for locations that are written.
  public var writes = PredictionScore()
  /// Over conflicts: that a transaction accesses what an earlier one was the last to write.
  public var edges = PredictionScore()
  /// Transactions all of whose accesses were predicted, writes as writes: those that a scheduler can hold
  /// to their sets.
  public var covered = 0
  public var transactions = 0

  public init() {}

  /// Of one block, or the transactions `part` of it. O(accesses and edges).
  /// - Precondition: both are of the same number of transactions.
  public init(of predicted: AccessSets, against actual: AccessSets, part: Range<Int>? = nil) {
    let part = part ?? 0..<actual.transactionCount
    transactions = part.count
    for index in part {
      let guessed = names(predicted, index)
      let real = names(actual, index)
      var isCovered = true
      for (name, isWrite) in real {
        let guess = guessed[name]
        if guess != nil { locations.matched += 1 }
        if isWrite, guess == true { writes.matched += 1 }
        if guess == nil || (isWrite && guess == false) { isCovered = false }
      }
      locations.predicted += guessed.count
      locations.actual += real.count
      writes.predicted += guessed.values.count { $0 }
      writes.actual += real.values.count { $0 }
      if isCovered { covered += 1 }
    }
    let guessed = conflicts(predicted, part)
    let real = conflicts(actual, part)
    edges = PredictionScore(
      predicted: guessed.count, actual: real.count, matched: guessed.intersection(real).count)
  }

  public static func + (a: Self, b: Self) -> Self {
    var sum = a
    sum.locations = a.locations + b.locations
    sum.writes = a.writes + b.writes
    sum.edges = a.edges + b.edges
    sum.covered += b.covered
    sum.transactions += b.transactions
    return sum
  }
}

/// By name, whether it is written.
private func names(_ sets: AccessSets, _ transaction: Int) -> [AccessSets.Name: Bool] {
  var names: [AccessSets.Name: Bool] = [:]
  for access in sets.accesses(of: transaction) { names[sets.name(of: access)] = access.isWrite }
  return names
}

private struct Edge: Hashable {
  var from: Int
  var to: Int
}

private func conflicts(_ sets: AccessSets, _ part: Range<Int>) -> Set<Edge> {
  var edges: Set<Edge> = []
  var lastWriters = [Int?](repeating: nil, count: sets.locations.count)
  for transaction in part {
    for access in sets.accesses(of: transaction) {
      if let writer = lastWriters[access.location] {
        edges.insert(Edge(from: writer, to: transaction))
      }
      if access.isWrite { lastWriters[access.location] = transaction }
    }
  }
  return edges
}
