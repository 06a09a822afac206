/// Every scheduler there is, the baseline first. A scheduler listed here is run by the contract tests,
/// the command line and the reports.
public let allSchedulers: [any Scheduler] = [
  SequentialScheduler(), SequentialInstrumentedScheduler(), BlockSTMScheduler(),
  StaticDAGScheduler(),
  StaticLocksScheduler(granularity: .slots), StaticLocksScheduler(granularity: .accounts),
  PartitionScheduler(), BlockAccessListScheduler(),
]

/// The scheduler called `name`.
/// - Throws: ``UnknownScheduler``, which knows what may have been meant.
public func scheduler(named name: String) throws(UnknownScheduler) -> any Scheduler {
  for scheduler in allSchedulers where scheduler.name == name { return scheduler }
  throw UnknownScheduler(name: name)
}

/// There is no scheduler of this name.
public struct UnknownScheduler: Error, Equatable, Sendable, CustomStringConvertible {
  public let name: String

  /// The name that was most likely meant, if one is near.
  public var suggestion: String? {
    let wanted = name.lowercased()
    let ranked = allSchedulers.map { (name: $0.name, distance: editDistance(wanted, $0.name)) }
    guard let nearest = ranked.min(by: { $0.distance < $1.distance }) else { return nil }
    return nearest.distance <= max(2, nearest.name.count / 3) ? nearest.name : nil
  }

  public var description: String {
    let known = allSchedulers.map(\.name).joined(separator: ", ")
    let hint = suggestion.map { "; did you mean \"\($0)\"?" } ?? ""
    return "no scheduler is called \"\(name)\"\(hint) (there are: \(known))"
  }
}

/// The fewest insertions, deletions and replacements of characters that make `a` into `b`
/// (Levenshtein 1966).
private func editDistance(_ a: String, _ b: String) -> Int {
  let b = Array(b)
  var row = Array(0...b.count)
  for (i, left) in a.enumerated() {
    var diagonal = row[0]
    row[0] = i + 1
    for (j, right) in b.enumerated() {
      let replaced = diagonal + (left == right ? 0 : 1)
      diagonal = row[j + 1]
      row[j + 1] = min(replaced, row[j] + 1, row[j + 1] + 1)
    }
  }
  return row[b.count]
}
