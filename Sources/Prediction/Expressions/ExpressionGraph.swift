import Primitives

/// Expressions, each once, every one after its operands: common parts are computed once a transaction.
struct ExpressionGraph: Sendable {
  typealias Operand = Expression.Operand
  /// What a slot holds, as far as whoever evaluates knows it.
  typealias SlotValue = (Address, Word) -> Word

  private(set) var nodes: [Expression] = []
  private var numbers: [Expression: Operand] = [:]
  /// By expression: whether a load is part of it.
  private(set) var readsState: [Bool] = []

  var count: Int { nodes.count }

  /// The expression's number: a new one for a new expression, nil if the graph is full.
  mutating func intern(_ expression: Expression) -> Operand? {
    if let known = numbers[expression] { return known }
    guard let number = Operand(exactly: nodes.count) else { return nil }
    let (a, b) = expression.operands
    readsState.append(
      expression.isLoad || (a.map { readsState[Int($0)] } ?? false)
        || (b.map { readsState[Int($0)] } ?? false))
    nodes.append(expression)
    numbers[expression] = number
    return number
  }

  /// The number of an expression that is there already.
  func find(_ expression: Expression) -> Operand? { numbers[expression] }

  /// Computes expression after expression; one that cannot be has no value.
  ///
  /// - Parameter needed: Which to compute, by number; all if nil.
  func evaluate(
    _ input: CallInput, needed: [Bool]? = nil, into values: inout [Word?], _ slot: SlotValue
  ) {
    values.removeAll(keepingCapacity: true)
    for number in nodes.indices {
      let isNeeded = needed.map { $0[number] } ?? true
      values.append(isNeeded ? value(of: nodes[number], input, values, slot) : nil)
    }
  }

  /// Computes those that were added since `values` were computed.
  func evaluateAdded(_ input: CallInput, into values: inout [Word?], _ slot: SlotValue) {
    for number in values.count..<max(values.count, nodes.count) {
      values.append(value(of: nodes[number], input, values, slot))
    }
  }

  private func value(
    of expression: Expression, _ input: CallInput, _ values: [Word?], _ slot: SlotValue
  ) -> Word? {
    switch expression {
    case .literal(let word): word
    case .sender: Word(input.transaction.sender)
    case .target: input.transaction.to.map { Word($0) }
    case .value: input.transaction.value
    case .beneficiary: Word(input.beneficiary)
    case .created:
      input.transaction.to == nil
        ? Word(Address.created(by: input.transaction.sender, nonce: input.transaction.nonce)) : nil
    case .argument(let index): input.argument(index)
    case .argumentFromEnd(let index): input.argumentFromEnd(index)
    case .packedAddress(let offset): input.packedAddress(offset)
    case .argumentsHash(let first, let count): input.argumentsHash(first: first, count: count)
    case .hash(let a, let b):
      both(values[Int(a)], values[Int(b)]) { keccak256($0, $1).word }
    case .hashOfOne(let a): values[Int(a)].map { keccak256($0).word }
    case .sum(let a, let b, let times):
      both(values[Int(a)], values[Int(b)]) { $0 &+ $1 &* Word(UInt64(times)) }
    case .address(let a): values[Int(a)].map { Word(Address(truncating: $0)) }
    case .word(let a): values[Int(a)].map { Word.shiftRight($0, by: UInt64(8)) }
    case .load(let a, let b):
      both(values[Int(a)], values[Int(b)]) { slot(Address(truncating: $0), $1) }
    }
  }

  @inline(__always)
  private func both(_ a: Word?, _ b: Word?, _ body: (Word, Word) -> Word) -> Word? {
    guard let a, let b else { return nil }
    return body(a, b)
  }

  /// Marks an expression and all it is made of.
  func mark(_ number: Operand, in needed: inout [Bool]) {
    guard !needed[Int(number)] else { return }
    needed[Int(number)] = true
    let (a, b) = nodes[Int(number)].operands
    if let a { mark(a, in: &needed) }
    if let b { mark(b, in: &needed) }
  }

  /// A graph of only what is marked, and the new number of each.
  func keeping(_ needed: [Bool]) -> (graph: ExpressionGraph, numbers: [Operand]) {
    var kept = ExpressionGraph()
    var numbers = [Operand](repeating: 0, count: nodes.count)
    for number in nodes.indices where needed[number] {
      let moved = nodes[number].renumbered { numbers[Int($0)] }
      // There are fewer than before, so there is room.
      if let place = kept.intern(moved) { numbers[number] = place }
    }
    return (kept, numbers)
  }
}
