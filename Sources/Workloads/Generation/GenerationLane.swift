import GSL
import Primitives

/// The transactions of one block, as made, before senders' nonces are known.
struct DraftBlock {
  var transactions: [Transaction] = []
  /// By transaction: the number of the account that sends it.
  var senders: [UInt32] = []
  /// By transaction: entry of the mix and kind, as a place in ``MixPlan``.
  var kinds: [UInt16] = []
  var intended: [IntendedOutcome] = []
}

/// Makes blocks one after the other: the sessions, draws and genesis notes of one generating thread.
///
/// A class because it owns streams, which cannot be copied.
final class GenerationLane {
  private let spec: WorkloadSpec
  private let plan: MixPlan
  private var mixStream: RandomStream
  /// By entry of the mix.
  let dealers: [[ChoiceDealer]]
  private let sessions: [any ProfileSession]
  private var draws: [ChoiceDraws]
  var genesis: GenesisBuilder

  init(_ spec: WorkloadSpec, _ plan: MixPlan, collectingNames: Bool) {
    self.spec = spec
    self.plan = plan
    mixStream = RandomStream(seed: spec.seed, named: "mix")
    dealers = spec.mix.enumerated().map { index, entry in
      entry.profile.choices.map { choice in
        ChoiceDealer(
          choice, accounts: spec.accounts, seed: spec.seed,
          name: "\(index) \(entry.name) \(choice.name)")
      }
    }
    draws = dealers.map(ChoiceDraws.init)
    sessions = spec.mix.map { $0.profile.makeSession() }
    genesis = GenesisBuilder(collectingNames: collectingNames)
  }

  /// Makes block `number`, before which there are `before` transactions.
  func block(_ number: UInt64, count: Int, after before: Int) -> DraftBlock {
    begin(BlockContext(number: number, timestamp: ChainTime.timestamp(of: number)), after: before)
    var block = DraftBlock()
    block.kinds = plan.kinds(count: count, from: &mixStream)
    block.transactions.reserveCapacity(count)
    block.senders.reserveCapacity(count)
    block.intended.reserveCapacity(count)
    for kind in block.kinds { add(kind, to: &block) }
    return block
  }

  private func begin(_ block: BlockContext, after transactions: Int) {
    mixStream.restart(part: block.number)
    for (entry, dealers) in dealers.enumerated() {
      for dealer in dealers { dealer.beginBlock(block.number, after: transactions) }
      select(entry)
      sessions[entry].beginBlock(block, in: &genesis)
    }
  }

  private func add(_ kind: UInt16, to block: inout DraftBlock) {
    let (entry, place) = plan.place(of: kind)
    if genesis.entry != entry { select(entry) }
    let call = sessions[entry].next(place, &draws[entry], in: &genesis)
    block.senders.append(UInt32(truncatingIfNeeded: call.sender))
    block.intended.append(call.intended)
    block.transactions.append(transaction(call))
  }

  private func select(_ entry: Int) {
    genesis.entry = entry
    genesis.prefix = plan.prefixes[entry]
  }

  /// With nonce 0 for now.
  private func transaction(_ call: GeneratedCall) -> Transaction {
    var transaction = Transaction(
      kind: .dynamicFee, sender: genesis.address(ofAccount: call.sender),
      chainID: BlockGenerator.chainID, nonce: 0, gasLimit: call.gasLimit,
      maxFeePerGas: ChainFees.maximum, maxPriorityFeePerGas: ChainFees.priority, to: call.to,
      value: call.value, input: call.input)
    if !call.accessList.isEmpty { transaction.accessList = call.accessList }
    return transaction
  }
}
