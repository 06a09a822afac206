import Primitives
import Schedulers

/// The first transaction whose result differs, and how.
func firstDifference(
  of found: [TransactionResult], from expected: [TransactionResult]
) -> (index: Int, difference: String)? {
  let equal = zip(found, expected).prefix { $0 == $1 }.count
  if equal < min(found.count, expected.count) {
    return (equal, difference(of: found[equal], from: expected[equal]))
  }
  guard found.count != expected.count else { return nil }
  return (equal, "\(found.count) results, expected \(expected.count)")
}

private func difference(
  of found: TransactionResult, from expected: TransactionResult
) -> String {
  if found.status != expected.status {
    return "status \(found.status), expected \(expected.status)"
  }
  if found.rejection != expected.rejection {
    return "rejection code \(found.rejection), expected \(expected.rejection)"
  }
  if found.gasUsed != expected.gasUsed {
    return "gas used \(found.gasUsed), expected \(expected.gasUsed)"
  }
  return difference(of: found.logs, from: expected.logs)
}

private func difference(of found: [Log], from expected: [Log]) -> String {
  guard found.count == expected.count else {
    return "\(found.count) logs, expected \(expected.count)"
  }
  let index = zip(found, expected).prefix { $0 == $1 }.count
  return "log \(index): \(text(found[index])), expected \(text(expected[index]))"
}

/// Address, topics and the amount of data: enough to find the log by.
private func text(_ log: Log) -> String {
  let topics = log.topics.map(\.hex).joined(separator: " ")
  return "by \(log.address.hex), topics [\(topics)], \(log.data.count) bytes of data"
}
