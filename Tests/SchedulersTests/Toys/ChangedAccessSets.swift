import Primitives

@testable import Schedulers

extension AccessSets {
  /// The same sets with each transaction's accesses changed.
  func changed(_ change: (Int, [Access]) -> [Access]) -> AccessSets {
    var changed = AccessSets()
    for transaction in 0..<transactionCount {
      var seen: [Int: Bool] = [:]
      for access in change(transaction, Array(accesses(of: transaction))) {
        seen[access.location] = access.isWrite || seen[access.location] ?? false
      }
      let names = seen.sorted { $0.key < $1.key }.map { (name(of: $0.key), $0.value) }
      changed.append(
        reads: names.filter { !$0.1 }.map(\.0), writes: names.filter(\.1).map(\.0),
        gas: gas[transaction])
    }
    return changed
  }

  private func name(of location: Int) -> (Address, Part, Word) {
    let found = locations[location]
    return (accounts[Int(found.account)], found.part, found.key)
  }

  /// With so many transactions more, which access nothing.
  func appending(_ count: Int) -> AccessSets {
    var longer = self
    for _ in 0..<count {
      longer.append(reads: [], writes: [(Address, Part, Word)](), gas: 1)
    }
    return longer
  }

  /// The same sets for a block of another length: cut off, or with transactions that access nothing.
  func resized(to count: Int) -> AccessSets {
    var resized = AccessSets()
    for transaction in 0..<min(count, transactionCount) {
      let accesses = accesses(of: transaction)
      resized.append(
        reads: accesses.filter { !$0.isWrite }.map { name(of: $0.location) },
        writes: accesses.filter(\.isWrite).map { name(of: $0.location) }, gas: gas[transaction])
    }
    return resized.appending(max(0, count - transactionCount))
  }
}
