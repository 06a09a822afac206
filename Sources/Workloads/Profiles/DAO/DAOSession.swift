import Primitives

/// One run of the organisation: knows which proposals are where.
final class DAOSession: ProfileSession {
  let settings: DAOProfile.Settings
  var organisation: Organisation?
  var block: UInt64 = 0
  /// By place: what can be voted on.
  var open: [Int: Proposal] = [:]
  /// Proposed in a transaction, and not open yet or waiting for a place; oldest first.
  var proposed: [Proposal] = []
  var ended: [Proposal] = []
  var queued: [(id: Word, earliest: UInt64)] = []
  var members: Set<Int> = []
  /// Names of proposals, voters and delegators made up so far.
  var made = 0

  init(_ settings: DAOProfile.Settings) { self.settings = settings }

  func beginBlock(_ block: BlockContext, in genesis: inout GenesisBuilder) {
    self.block = block.number
    if organisation == nil { organisation = Organisation(settings, in: &genesis) }
  }

  func next(
    _ kind: Int, _ draws: inout ChoiceDraws, in genesis: inout GenesisBuilder
  ) -> GeneratedCall {
    guard let organisation else { preconditionFailure("a block begins before its calls") }
    return switch DAOProfile.Kind(rawValue: kind) ?? .vote {
    case .vote: vote(organisation, &draws, in: &genesis)
    case .doubleVote: doubleVote(organisation, &draws, in: &genesis)
    case .transfer: transfer(organisation, &draws, in: &genesis)
    case .delegate: delegate(organisation, &draws, in: &genesis)
    case .contribute: contribute(organisation, &draws, in: &genesis)
    case .propose: propose(organisation, &draws, in: &genesis)
    case .queue: queue(organisation, &draws, in: &genesis)
    case .execute: execute(organisation, &draws, in: &genesis)
    }
  }

  // MARK: Members

  /// Makes sure that an account has votes, delegated to itself.
  func admit(
    _ account: Int, _ organisation: Organisation, in genesis: inout GenesisBuilder
  ) {
    guard members.insert(account).inserted else { return }
    organisation.admit(
      account, votes: Word(Organisation.weight(of: account)) &* Word(Organisation.vote),
      in: &genesis)
  }
}
