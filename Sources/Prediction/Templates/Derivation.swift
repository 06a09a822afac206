import Primitives

/// How a word comes about, before it has numbers in a graph.
indirect enum Derivation {
  case operand(Expression.Operand)
  case literal(Word)
  case hash(Derivation, Derivation)
  case hashOfOne(Derivation)
  case argumentsHash(first: Int, count: Int)
  case sum(base: Derivation, index: Derivation, times: UInt32)

  /// `base` + `offset`.
  static func offset(_ base: Derivation, by offset: Word) -> Derivation {
    offset.isZero ? base : .sum(base: base, index: .literal(offset), times: 1)
  }
}

extension ExpressionGraph {
  /// The number of what `derivation` describes; nil if the graph is full.
  mutating func intern(_ derivation: Derivation) -> Operand? {
    switch derivation {
    case .operand(let operand): return operand
    case .literal(let word): return intern(Expression.literal(word))
    case .hash(let a, let b):
      guard let a = intern(a), let b = intern(b) else { return nil }
      return intern(Expression.hash(a, b))
    case .hashOfOne(let a):
      guard let a = intern(a) else { return nil }
      return intern(Expression.hashOfOne(a))
    case .argumentsHash(let first, let count):
      return intern(Expression.argumentsHash(first: first, count: count))
    case .sum(let a, let b, let times):
      guard let a = intern(a), let b = intern(b) else { return nil }
      return intern(Expression.sum(base: a, index: b, times: times))
    }
  }
}
