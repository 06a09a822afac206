import Primitives

/// A word that can be computed from a transaction and the state before it: a part of a location's name.
///
/// Operands are ``Operand`` numbers of the graph that the expression is in, always lower than its own.
enum Expression: Hashable, Sendable {
  typealias Operand = UInt16

  case literal(Word)
  case sender
  /// The account called.
  case target
  case value
  /// Who receives the block's fees.
  case beneficiary
  /// The account that a creation creates.
  case created
  /// Word `index` of the call data after the selector; what is missing of it is zero, as CALLDATALOAD
  /// has it, but one that begins beyond the end is nothing.
  case argument(Int)
  /// The same, counted from the last whole word back, from zero.
  case argumentFromEnd(Int)
  /// 20 bytes of the call data, wherever they begin: packed arguments.
  case packedAddress(Int)
  /// Keccak-256 of two words. A mapping's value is at hash(key, slot) by Solidity and at hash(slot, key)
  /// by Vyper; a mapping of mappings repeats that.
  case hash(Operand, Operand)
  /// Keccak-256 of one word: where Solidity puts a dynamic array's elements.
  case hashOfOne(Operand)
  /// Keccak-256 of a run of argument words, such as a struct that identifies something.
  case argumentsHash(first: Int, count: Int)
  /// `base` + `index` × `times`: a struct's field, an array's element.
  case sum(base: Operand, index: Operand, times: UInt32)
  /// The lowest 160 bits.
  case address(of: Operand)
  /// Without the lowest 8 bits: the word of a bitmap.
  case word(ofBit: Operand)
  /// The value of a slot: what makes a key depend on data.
  case load(account: Operand, key: Operand)
}

extension Expression {
  /// Whether it asks the state.
  var isLoad: Bool { if case .load = self { true } else { false } }

  /// What it is computed from.
  var operands: (Operand?, Operand?) {
    switch self {
    case .literal, .sender, .target, .value, .beneficiary, .created, .argument, .argumentFromEnd,
      .packedAddress, .argumentsHash:
      (nil, nil)
    case .hashOfOne(let a), .address(let a), .word(let a): (a, nil)
    case .hash(let a, let b), .load(let a, let b), .sum(let a, let b, _): (a, b)
    }
  }

  /// The same with other operands.
  func renumbered(_ number: (Operand) -> Operand) -> Expression {
    switch self {
    case .literal, .sender, .target, .value, .beneficiary, .created, .argument, .argumentFromEnd,
      .packedAddress, .argumentsHash:
      self
    case .hashOfOne(let a): .hashOfOne(number(a))
    case .address(let a): .address(of: number(a))
    case .word(let a): .word(ofBit: number(a))
    case .hash(let a, let b): .hash(number(a), number(b))
    case .load(let a, let b): .load(account: number(a), key: number(b))
    case .sum(let a, let b, let times): .sum(base: number(a), index: number(b), times: times)
    }
  }
}
