import Primitives

/// The contracts of the organisation, and the votes that its members have.
struct Organisation {
  let governor: PlacedContract
  let treasury: PlacedContract
  let votes: PlacedContract
  /// What the treasury holds.
  let funds: Address

  /// One vote, as tokens count: 18 decimals.
  static let vote: UInt64 = 1_000_000_000_000_000_000
  /// Moved by a transfer or a delegation: so little that all of a workload's together are ten votes at
  /// most, and decide nothing.
  static let dust: UInt64 = 1_000_000_000_000
  static let quorum: UInt64 = 4_000
  /// Members' votes: from 1,000 on, so that a handful of them makes a quorum.
  static func weight(of account: Int) -> UInt64 { 1_000 + scattered(account) % 9_000 }

  init(_ settings: DAOProfile.Settings, in genesis: inout GenesisBuilder) {
    governor = PlacedContract(.governor, in: &genesis)
    treasury = PlacedContract(.treasury, in: &genesis)
    votes = PlacedContract(.voteToken, in: &genesis)
    funds = genesis.token(9_001, of: .erc20)
    governor.set("token", to: votes.word, in: &genesis)
    governor.set("treasury", to: treasury.word, in: &genesis)
    governor.set("voting_delay", to: 1, in: &genesis)
    governor.set("voting_period", to: Word(settings.votingPeriod), in: &genesis)
    governor.set("time_lock", to: Word(settings.timeLock), in: &genesis)
    governor.set("threshold", to: Word(1_000) &* Word(Self.vote), in: &genesis)
    governor.set("quorum", to: Word(Self.quorum) &* Word(Self.vote), in: &genesis)
    treasury.set("governor", to: governor.word, in: &genesis)
    treasury.set("token", to: Word(funds), in: &genesis)
    genesis.fund(treasury.address, with: .erc20, at: funds)
  }

  /// Makes an account a member, with votes of its own since before the first block.
  func admit(_ account: Int, votes weight: Word, in genesis: inout GenesisBuilder) {
    let address = genesis.address(ofAccount: account)
    genesis.fund(address, with: votes.artifact, at: votes.address, amount: weight)
    votes.set("delegates", [Word(address)], to: Word(address), in: &genesis)
    // Of block 0.
    votes.set(
      "checkpoints", [Word(address)], toArray: [Word.shiftLeft(weight, by: 48 as UInt64)],
      in: &genesis)
  }

  /// A proposal's struct before the first block.
  func place(
    _ proposal: Word, receiver: Word, snapshot: UInt64, deadline: UInt64, earliest: UInt64,
    in genesis: inout GenesisBuilder
  ) {
    let proposer = genesis.word(ofAccount: ActorGroup.proposer.account(0))
    let members = [
      ("proposer", proposer), ("receiver", receiver), ("amount", Word(number: 1_000)),
      ("snapshot", Word(snapshot)), ("deadline", Word(deadline)), ("earliest", Word(earliest)),
    ]
    for (place, (name, value)) in members.enumerated() {
      governor.set(
        "proposals", [proposal], field: (name, UInt64(place)), to: value, in: &genesis)
    }
  }
}
