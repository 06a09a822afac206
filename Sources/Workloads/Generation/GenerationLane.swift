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

  init(_ spec: WorkloadSpec, _ plan: MixPlan, _ genesis: GenesisBuilder) {
    self.spec = spec
    self.plan = plan
    mixStream = RandomStream(seed: spec.seed, named: "mix")
    dealers = Self.dealers(spec)
    draws = dealers.map(ChoiceDraws.init)
    sessions = spec.mix.map { $0.profile.makeSession() }
    self.genesis = genesis
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
  /// - Parameter nonce: Gives the nonce of the next transaction of an account.
  @inline(__always)
  func block(
    _ number: UInt64, count: Int, after before: Int, nonce: (_ sender: Int) -> UInt64
  ) -> DraftBlock {
    begin(number, after: before)
    let kinds = plan.kinds(ofBlock: number, count: count, from: &mixStream)
    let haveKeys = genesis.signable != nil
    return draws.withUnsafeMutableBufferPointer { draws in
      DraftBlock(kinds: kinds) { block in
        // Held here, or every transaction would count references to its session.
        var session = sessions[genesis.entry]
        for kind in kinds {
          let (entry, place) = plan.place(of: kind)
          if genesis.entry != entry {
            select(entry)
            session = sessions[entry]
          }
          block.append(session.next(place, &draws[entry], in: &genesis)) { account in
            // The builder is copied to ask it, because a class holds it.
            haveKeys
              ? genesis.address(ofAccount: account) : AccountAddress.address(of: account)
          } nonce: { account in
            nonce(account)
          }
        }
      }
    }
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

  /// Makes the next transaction, of that kind, and adds it to `block`.
  /// - Returns: Its gas limit.
  func append(_ kind: UInt16, to block: inout DraftBlock) -> UInt64 {
    let (entry, place) = plan.place(of: kind)
    if genesis.entry != entry { select(entry) }
    var call = sessions[entry].next(place, &draws[entry], in: &genesis)
    block.append(&call, from: genesis.address(ofAccount: call.sender), kind: kind)
    return call.gasLimit
  }

  private func select(_ entry: Int) {
    genesis.entry = entry
    genesis.prefix = plan.prefixes[entry]
  }
}
