/// A text that names no scheduler, or none with such settings.
public struct SchedulerNameError: Error, Equatable, Sendable, CustomStringConvertible {
  /// What is wrong, with the text that is.
  public let problem: String
  /// What was probably meant, or what there is.
  public let remedy: String

  public var description: String { "\(problem); \(remedy)" }

  init(_ problem: String, _ remedy: String) {
    self.problem = problem
    self.remedy = remedy
  }

  static func noScheduler(_ name: String) -> Self {
    let known = allSchedulers.map(\.name)
    return Self(
      "no scheduler is called \"\(name.prefix(60))\"", hint(name, known, "the schedulers"))
  }

  static func noParameter(_ name: String, of scheduler: any Scheduler) -> Self {
    let known = scheduler.parameters.map(\.name)
    return Self(
      "\(scheduler.name) has no parameter \"\(name.prefix(60))\"",
      known.isEmpty ? "it has none: leave it out" : hint(name, known, "its parameters"))
  }

  static func wrongValue(
    _ text: String, of parameter: SchedulerParameter, of scheduler: any Scheduler
  ) -> Self {
    let problem =
      "\(parameter.name) of \(scheduler.name) cannot be \"\(text.prefix(60))\""
    guard case .words(let words) = parameter.values else {
      return Self(problem, "give \(parameter.allowed)")
    }
    return Self(problem, hint(text, words, "its values"))
  }

  static func wrongForm(_ part: String, of scheduler: any Scheduler) -> Self {
    let example = scheduler.parameters.first.map { "\($0.name)=\($0.standard)" } ?? "key=value"
    return Self(
      "\"\(part.prefix(60))\" after \(scheduler.name) is not of the form key=value",
      scheduler.parameters.isEmpty
        ? "it has no parameters: leave it out"
        : "write, for instance, \(scheduler.name):\(example)")
  }

  static func twice(_ parameter: SchedulerParameter, of scheduler: any Scheduler) -> Self {
    Self("\(parameter.name) of \(scheduler.name) is given twice", "delete one of the two")
  }

  private static func hint(_ wrong: String, _ known: [String], _ what: String) -> String {
    let all = "\(what) are \(known.joined(separator: ", "))"
    return nearest(to: wrong, among: known).map { "did you mean \"\($0)\"? (\(all))" } ?? all
  }
}

/// The candidate that `name` was most likely meant to be, if one is near.
private func nearest(to name: String, among candidates: [String]) -> String? {
  // Only the beginning is compared: a name of thousands of characters is near to nothing.
  let wanted = String(name.lowercased().prefix(64))
  let ranked = candidates.map { (name: $0, distance: editDistance(wanted, $0)) }
  guard let nearest = ranked.min(by: { $0.distance < $1.distance }) else { return nil }
  return nearest.distance <= max(2, nearest.name.count / 3) ? nearest.name : nil
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
