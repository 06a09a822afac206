import Primitives
import Schedulers
import State
import Testing

@testable import Prediction

@Suite("What the predictor bears")
struct PredictorLimitsTests {
  /// Goes where the call data says, in ways that nobody can foresee.
  private static let erratic: ScriptedExecutor.Script = {
    (transaction, read, write) throws(ReadFailure) in
    let start = keccak256(transaction.input).word
    for step in 0..<20 {
      let key = keccak256(start, Word(UInt64(step))).word
      _ = try read(Address(truncating: keccak256(key).word), key)
      write(Address(truncating: Word(0xc0de)), key, Word(1))
    }
  }

  private func learn(_ blocks: [[Transaction]], _ predictor: inout AccessPredictor) -> AccessSets {
    let state = WorldState([
      Address(truncating: Word(0xc0de)): AccountAllocation(nonce: 1, code: [0x60, 0x01, 0x00])
    ])
    for block in blocks {
      let executor = ScriptedExecutor(list: block, script: Self.erratic)
      let before = state.copy()
      let recorded = BlockAccesses.record(executor, on: state)
      predictor.learn(
        block, beneficiary: executor.beneficiary, from: recorded, before: before, after: state)
    }
    return predictor.predict(blocks.last ?? [], beneficiary: .zero, on: state)
  }

  private let contract = Address(truncating: Word(0xc0de))

  @Test("Call data of every length, and none, is taken as it is")
  func shortCallData() {
    let inputs = (0..<140).map { length in
      var transaction = call(contract, from: length)
      transaction.input = (0..<length).map { UInt8(truncatingIfNeeded: $0 * 37) }
      return transaction
    }
    var predictor = AccessPredictor()
    let sets = learn([inputs, inputs.reversed(), inputs], &predictor)
    #expect(sets.transactionCount == 140)
  }

  @Test("What cannot be foreseen is not predicted, and does not pile up")
  func erratic() {
    var predictor = AccessPredictor()
    let blocks = (0..<12).map { block in
      (0..<60).map { call(contract, from: 60 * block + $0, [Word(UInt64(60 * block + $0))]) }
    }
    let sets = learn(blocks, &predictor)
    // The sender, the target's code; hardly a guess besides.
    #expect(sets.accesses.count < 60 * 8)
    #expect(predictor.kindCount == 1)
    #expect(predictor.samples == 720)
  }

  @Test("No more kinds are kept than asked for, the newest ones")
  func kinds() {
    var settings = AccessPredictor.Settings()
    settings.kinds = 8
    var predictor = AccessPredictor(settings)
    let blocks = (0..<5).map { block in
      (0..<10).map { call(contract, from: $0, selector: UInt32(100 * block + $0)) }
    }
    let sets = learn(blocks, &predictor)
    #expect(predictor.kindCount == 8)
    #expect(sets.transactionCount == 10)
  }

  @Test("The same blocks teach the same")
  func determinism() {
    func predictions() -> AccessSets {
      var predictor = AccessPredictor()
      let blocks = (0..<4).map { block in
        (0..<40).map {
          call(
            contract, from: block + $0, [account($0), Word(UInt64($0 % 7)), Word(UInt64(block))])
        }
      }
      return learn(blocks, &predictor)
    }
    let (first, second) = (predictions(), predictions())
    #expect(first.accesses == second.accesses)
    #expect(first.locations == second.locations)
    #expect(first.accounts == second.accounts)
    #expect(first.gas == second.gas)
  }

  @Test("Kinds never seen get sender and target")
  func unknown() {
    let sets = AccessPredictor().predict(
      [call(contract, from: 1), call(nil, from: 2)], beneficiary: .zero, on: WorldState())
    let names = sets.accesses(of: 0).map { sets.name(of: $0) }
    let sender = Address(truncating: account(1))
    #expect(names.contains(AccessSets.Name(sender, .nonce)))
    #expect(names.contains(AccessSets.Name(contract, .code)))
    #expect(
      sets.accesses(of: 1).contains {
        sets.name(of: $0).account
          == Address.created(by: Address(truncating: account(2)), nonce: 0)
      })
  }
}
