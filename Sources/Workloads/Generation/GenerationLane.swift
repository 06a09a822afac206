import GSL
import Primitives

/// Makes blocks one after the other: the sessions, draws and genesis notes of one generating thread.
///
/// A class because it owns streams, which cannot be copied.
final class GenerationLane {
  private let spec: WorkloadSpec
  private let plan: MixPlan
  private var mixStream: RandomStream
  /// By entry of the mix.
  private let dealers: [[ChoiceDealer]]
  private let sessions: [any ProfileSession]
  private var draws: [ChoiceDraws]
  private(set) var genesis: GenesisBuilder
  private var number: UInt64 = 0

  init(_ spec: WorkloadSpec, _ plan: MixPlan, collectingNames: Bool) {
    self.spec = spec
    self.plan = plan
    mixStream = RandomStream(seed: spec.seed, named: "mix")
    dealers = Self.dealers(spec)
    draws = dealers.map(ChoiceDraws.init)
    sessions = spec.mix.map { $0.profile.makeSession() }
    genesis = GenesisBuilder(collectingNames: collectingNames)
  }

  /// The dealers of all choices, by entry of the mix.
  static func dealers(_ spec: WorkloadSpec) -> [[ChoiceDealer]] {
    spec.mix.enumerated().map { index, entry in
      entry.profile.choices.map { choice in
        ChoiceDealer(
          choice, accounts: spec.accounts, seed: spec.seed,
          name: "\(index) \(entry.name) \(choice.name)")
      }
    }
  }

  /// What the dealers have drawn, by entry of the mix and choice.
  var drawn: [[[UInt32]]] { dealers.map { $0.map(\.drawn) } }

  /// Makes a whole block, before which there are `before` transactions.
  func block(_ number: UInt64, count: Int, after before: Int) -> DraftBlock {
    begin(number, after: before)
    var block = DraftBlock(capacity: count)
    for kind in plan.kinds(ofBlock: number, count: count, from: &mixStream) {
      block.append(call(kind), kind: kind)
    }
    return block
  }

  /// Begins a block that will be made transaction by transaction.
  func begin(_ number: UInt64, after transactions: Int) {
    self.number = number
    mixStream.restart(part: number)
    let block = BlockContext(
      number: number,
      timestamp: ChainTime.timestamp(of: number, interval: spec.blockInterval))
    for (entry, dealers) in dealers.enumerated() {
      for dealer in dealers { dealer.beginBlock(number, after: transactions) }
      select(entry)
      sessions[entry].beginBlock(block, in: &genesis)
    }
  }

  /// The kind of the next transaction of a block that is made one by one.
  func nextKind() -> UInt16 { plan.kind(inBlock: number, from: &mixStream) }

  /// The next transaction, of that kind.
  @inline(__always)
  func call(_ kind: UInt16) -> GeneratedCall {
    let (entry, place) = plan.place(of: kind)
    if genesis.entry != entry { select(entry) }
    return sessions[entry].next(place, &draws[entry], in: &genesis)
  }

  private func select(_ entry: Int) {
    genesis.entry = entry
    genesis.prefix = plan.prefixes[entry]
  }
}
