import Primitives

/// The words of one transaction, each with the simplest expression for it.
struct WordsAtHand {
  private(set) var atoms: [Atom] = []
  private var operands: [Word: Expression.Operand] = [:]

  func contains(_ word: Word) -> Bool { operands[word] != nil }
  func operand(of word: Word) -> Expression.Operand? { operands[word] }

  mutating func add(_ operand: Expression.Operand, _ word: Word) {
    guard operands[word] == nil else { return }
    operands[word] = operand
    atoms.append(Atom(operand: operand, word: word))
  }

  /// As many as a search can afford, in the order in which they were found.
  var forHashing: [Atom] { Array(atoms.prefix(48)) }

  /// Those that can count or index.
  var numbers: [(operand: Expression.Operand, number: UInt64)] {
    atoms.lazy.filter { $0.word <= Word(UInt64(UInt32.max)) }.prefix(24)
      .map { ($0.operand, $0.word.l0) }
  }
}
