import Primitives
import Schedulers

/// What is known of the transactions of one kind: the templates of the locations they access.
///
/// Bounded: by templates, expressions and remainders; searches get rarer the more transactions were seen.
struct KindModel: Sendable {
  typealias Operand = Expression.Operand

  /// What a kind may take up.
  struct Limits: Sendable {
    var templates = 384
    var expressions = 2_048
    var remainders = 96
    /// Transactions each of which is searched; after that at 2, 4, 8, … times as many.
    var eagerSearches = 6
  }

  var graph = ExpressionGraph()
  var templates: [AccessTemplate] = []
  var indices: [AccessTemplate.Place: Int] = [:]
  var remainders: [KeyRemainder] = []
  /// Transactions learnt from.
  var samples = 0
  var nextSearch = 1
  let limits: Limits
  /// Mean gas used, over about the last 64 transactions.
  private(set) var gas = 0.0
  /// By expression: whether a template that is believed needs it.
  private(set) var needed: [Bool] = []
  /// The block in which a transaction of this kind was last seen.
  var lastBlock = 0

  init(limits: Limits = Limits()) { self.limits = limits }

  /// Whether the template is to be predicted by. What was only seen, and not derived, has to be likely.
  func believes(_ template: AccessTemplate, _ minimumConfidence: Double) -> Bool {
    guard template.isSupported else { return false }
    let least = template.needsSupport ? max(minimumConfidence, 0.3) : minimumConfidence
    return template.confidence >= least
  }

  /// The accesses that a transaction of this kind will make, for all that is known.
  /// - Parameter values: memory to compute in.
  func predict(
    _ input: CallInput, minimumConfidence: Double, using values: inout [Word?],
    _ slot: ExpressionGraph.SlotValue
  ) -> [(name: AccessSets.Name, isWrite: Bool)] {
    graph.evaluate(input, needed: needed, into: &values, slot)
    let flags = CallFlags(input)
    return templates.lazy.filter {
      believes($0, minimumConfidence) && !$0.isExcluded(by: flags)
    }.compactMap { template in template.name(values).map { ($0, template.mayWrite) } }
  }

  mutating func countGas(_ gasUsed: UInt64) {
    let weight = max(1.0 / 64, 1.0 / Double(samples))
    gas += (Double(gasUsed) - gas) * weight
  }

  /// Adds a template, or returns the one that is there; nil if there is no room for what it is made of.
  @discardableResult
  mutating func add(
    _ place: AccessTemplate.Place, needsSupport: Bool, written: Bool, _ flags: CallFlags
  ) -> Int? {
    if let known = indices[place] { return known }
    var template = AccessTemplate(place: place, needsSupport: needsSupport)
    // It is found by a transaction that accessed it.
    template.count(accessed: true, written: written, flags)
    if templates.count >= limits.templates { forgetWorst() }
    indices[place] = templates.count
    templates.append(template)
    return templates.count - 1
  }

  private mutating func forgetWorst() {
    guard let worst = templates.indices.min(by: { rank(templates[$0]) < rank(templates[$1]) })
    else { return }
    indices[templates[worst].place] = nil
    templates.remove(at: worst)
    for index in worst..<templates.count { indices[templates[index].place] = index }
  }

  private func rank(_ template: AccessTemplate) -> Double {
    template.confidence - (template.isSupported ? 0 : 1)
  }

  /// Drops templates that did not prove themselves, and expressions that nothing needs any more.
  mutating func prune() {
    templates.removeAll { template in
      template.evaluated >= 16 && Double(template.hits) < 0.02 * Double(template.evaluated)
        || template.evaluated >= 4 && !template.isSupported
    }
    if graph.count > limits.expressions { compact() }
    indices = Dictionary(
      templates.enumerated().map { ($0.element.place, $0.offset) }, uniquingKeysWith: { a, _ in a })
  }

  /// Rebuilds the graph from what templates need; remainders, which point into it, are lost.
  private mutating func compact() {
    if templates.count > limits.templates / 2 {
      let kept = templates.indices.sorted {
        (rank(templates[$0]), $1) > (rank(templates[$1]), $0)
      }.prefix(limits.templates / 2).sorted()
      templates = kept.map { templates[$0] }
    }
    var isNeeded = [Bool](repeating: false, count: graph.count)
    for template in templates { mark(template, in: &isNeeded) }
    let (kept, numbers) = graph.keeping(isNeeded)
    graph = kept
    for index in templates.indices {
      let place = templates[index].place
      templates[index].place = .init(
        account: numbers[Int(place.account)], part: place.part,
        key: place.key.map { numbers[Int($0)] })
    }
    remainders.removeAll()
  }

  private func mark(_ template: AccessTemplate, in needed: inout [Bool]) {
    graph.mark(template.place.account, in: &needed)
    if let key = template.place.key { graph.mark(key, in: &needed) }
  }

  /// Settles what predictions compute.
  mutating func settle(minimumConfidence: Double) {
    needed = [Bool](repeating: false, count: graph.count)
    for template in templates where believes(template, minimumConfidence) {
      mark(template, in: &needed)
    }
  }
}

/// What is left of a key when its base is taken away, and the numbers that it may be made of: two of
/// them, from two transactions, make a line.
struct KeyRemainder: Sendable {
  var account: Expression.Operand
  /// Nil for a key that is a small number itself.
  var base: Expression.Operand?
  var remainder: UInt64
  var numbers: [(operand: Expression.Operand, number: UInt64)]
}
