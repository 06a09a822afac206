import Primitives
import Schedulers
import State
import Testing

@testable import Prediction

@Suite("Derivations of what transactions access")
struct DerivationTests {
  static let contract = Address(truncating: Word(0xc0de))
  static let other = Address(truncating: keccak256(Word(77)).word)

  /// A contract's way to its slots.
  struct Layout: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var script: ScriptedExecutor.Script
    init(_ name: String, _ script: @escaping ScriptedExecutor.Script) {
      testDescription = name
      self.script = script
    }
  }

  private static func argument(_ transaction: Transaction, _ index: Int) -> Word {
    CallInput(transaction: transaction, beneficiary: .zero).argument(index) ?? .zero
  }

  static let layouts: [Layout] = [
    Layout("a state variable") { (_, read, write) throws(ReadFailure) in
      _ = try read(contract, Word(3))
    },
    Layout("a mapping by sender and by argument, Solidity") {
      (transaction, read, write) throws(ReadFailure) in
      for key in [Word(transaction.sender), argument(transaction, 0)] {
        let slot = keccak256(key, Word(5)).word
        write(contract, slot, try read(contract, slot) &+ Word(1))
      }
    },
    Layout("a mapping by sender and by argument, Vyper") {
      (transaction, read, write) throws(ReadFailure) in
      for key in [Word(transaction.sender), argument(transaction, 0)] {
        let slot = keccak256(Word(5), key).word
        write(contract, slot, try read(contract, slot) &+ Word(1))
      }
    },
    Layout("a field of a struct in a mapping of mappings, Solidity") {
      (transaction, read, _) throws(ReadFailure) in
      let inner = keccak256(Word(transaction.sender), Word(9)).word
      _ = try read(contract, keccak256(argument(transaction, 0), inner).word &+ Word(2))
    },
    Layout("a mapping of mappings, Vyper") { (transaction, read, _) throws(ReadFailure) in
      let inner = keccak256(Word(9), argument(transaction, 0)).word
      _ = try read(contract, keccak256(inner, Word(transaction.sender)).word)
    },
    Layout("a mapping of mappings of mappings, Vyper") {
      (transaction, read, _) throws(ReadFailure) in
      let first = keccak256(Word(2), argument(transaction, 0)).word
      let second = keccak256(first, Word(transaction.sender)).word
      _ = try read(contract, keccak256(second, argument(transaction, 1)).word)
    },
    Layout("an element of a dynamic array, Solidity") {
      (transaction, read, _) throws(ReadFailure) in
      let start = keccak256(Word(4)).word
      _ = try read(contract, start &+ Word(3) &* argument(transaction, 1) &+ Word(1))
    },
    Layout("an element of an array in place, Vyper") {
      (transaction, read, _) throws(ReadFailure) in
      _ = try read(contract, Word(12) &+ argument(transaction, 1))
    },
    Layout("another contract's mapping, whose address is in a slot") {
      (transaction, read, write) throws(ReadFailure) in
      let token = Address(truncating: try read(contract, Word(1)))
      let slot = keccak256(Word(transaction.sender), Word(0)).word
      write(token, slot, try read(token, slot) &+ Word(1))
    },
    Layout("a mapping by what another mapping holds") {
      (transaction, read, _) throws(ReadFailure) in
      let owner = try read(contract, keccak256(argument(transaction, 1), Word(7)).word)
      _ = try read(contract, keccak256(owner, Word(8)).word)
    },
    Layout("a mapping by the hash of a run of arguments") {
      (transaction, read, _) throws(ReadFailure) in
      let identifier = keccak256(Array(transaction.input[4..<68])).word
      _ = try read(contract, keccak256(identifier, Word(6)).word)
    },
    Layout("a mapping by an address among packed bytes") {
      (transaction, read, _) throws(ReadFailure) in
      let packed = Address(bytes: transaction.input.suffix(20)) ?? .zero
      _ = try read(packed, Word(0))
    },
  ]

  private func genesis() -> WorldState {
    var storage: [Word: Word] = [Word(1): Word(Self.other)]
    for number in 0..<200 {
      storage[keccak256(Word(UInt64(number)), Word(7)).word] = account(500 + number)
    }
    return WorldState([
      Self.contract: AccountAllocation(nonce: 1, code: [0x60, 0x01, 0x00], storage: storage),
      Self.other: AccountAllocation(nonce: 1, code: [0x60, 0x02, 0x00]),
    ])
  }

  private func block(_ number: Int) -> [Transaction] {
    (0..<20).map { index in
      let n = 20 * number + index
      return call(
        Self.contract, from: n, [account(10_000 + n), Word(UInt64(7 + (n * n) % 150))],
        tail: [1, 2, 3] + Address(truncating: account(20_000 + n)).bytes)
    }
  }

  @Test("Each is found from two blocks and right for the third", arguments: layouts)
  func found(layout: Layout) {
    let state = genesis()
    var predictor = AccessPredictor()
    var review = PredictionReview()
    for number in 0..<3 {
      let executor = ScriptedExecutor(list: block(number), script: layout.script)
      let before = state.copy()
      let predicted = predictor.predict(
        executor.list, beneficiary: executor.beneficiary, on: state)
      let recorded = BlockAccesses.record(executor, on: state)
      predictor.learn(
        executor.list, beneficiary: executor.beneficiary, from: recorded, before: before,
        after: state, reviewing: number == 2 ? predicted : nil, into: &review)
      guard number == 2 else { continue }
      let quality = PredictionQuality(of: predicted, against: AccessSets(recorded, on: state))
      #expect(quality.locations.recall == 1, "\(review.rows)")
      #expect(quality.locations.precision > 0.9)
      #expect(quality.covered == 20)
    }
  }
}
