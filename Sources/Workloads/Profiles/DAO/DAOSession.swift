import Primitives

/// One run of the organisation: knows which proposals are where.
final class DAOSession: ProfileSession {
  private let settings: DAOProfile.Settings
  private var organisation: Organisation?
  private var block: UInt64 = 0
  /// By place: what can be voted on.
  private var open: [Int: Proposal] = [:]
  /// Proposed in a transaction, and not open yet or waiting for a place; oldest first.
  private var proposed: [Proposal] = []
  private var ended: [Proposal] = []
  private var queued: [(id: Word, earliest: UInt64)] = []
  private var members: Set<Int> = []
  /// Names of proposals, voters and delegators made up so far.
  private var made = 0

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
  private func admit(
    _ account: Int, _ organisation: Organisation, in genesis: inout GenesisBuilder
  ) {
    guard members.insert(account).inserted else { return }
    organisation.admit(
      account, votes: Word(Organisation.weight(of: account)) &* Word(Organisation.vote),
      in: &genesis)
  }

  // MARK: Proposals

  /// The proposal at a place: the oldest one proposed takes the place of one whose time is over.
  private func proposal(
    _ place: Int, _ organisation: Organisation, in genesis: inout GenesisBuilder
  ) -> Proposal {
    if let proposal = open[place], proposal.deadline >= block { return proposal }
    if let over = open.removeValue(forKey: place), over.hasSucceeded { ended.append(over) }
    if let next = proposed.firstIndex(where: { $0.snapshot < block }) {
      let proposal = proposed.remove(at: next)
      if proposal.deadline >= block { return proposal }
      return self.proposal(place, organisation, in: &genesis)
    }
    made += 1
    // Open since before the first block, for a part of the period that differs from place to place.
    let proposal = Proposal(
      id: identifier(made), snapshot: 0,
      deadline: block + scattered(made) % settings.votingPeriod)
    organisation.place(
      proposal.id, receiver: grantee(made, in: genesis), snapshot: 0, deadline: proposal.deadline,
      earliest: 0, in: &genesis)
    return proposal
  }

  private func identifier(_ number: Int) -> Word {
    keccak256(words: [Word(number: number), Word(number: number)])
  }

  private func grantee(_ number: Int, in genesis: GenesisBuilder) -> Word {
    genesis.word(ofAccount: ActorGroup.grantee.account(number % 64))
  }

  private func propose(
    _ organisation: Organisation, _ draws: inout ChoiceDraws, in genesis: inout GenesisBuilder
  ) -> GeneratedCall {
    made += 1
    let proposer = draws.pick(DAOProfile.Choice.voter)
    admit(proposer, organisation, in: &genesis)
    let arguments = [
      grantee(made, in: genesis), Word(number: 1_000), keccak256(Word(number: made)).word,
    ]
    let snapshot = block + 1
    proposed.append(
      Proposal(
        id: keccak256(words: arguments), snapshot: snapshot,
        deadline: snapshot + settings.votingPeriod))
    return organisation.governor.call(
      from: proposer, "propose(address,uint256,bytes32)", arguments, gas: 400_000)
  }

  // MARK: Votes

  private func vote(
    _ organisation: Organisation, _ draws: inout ChoiceDraws, in genesis: inout GenesisBuilder
  ) -> GeneratedCall {
    let place = draws.pick(DAOProfile.Choice.proposal)
    var voter = draws.pick(DAOProfile.Choice.voter)
    var proposal = self.proposal(place, organisation, in: &genesis)
    if proposal.voters.contains(voter) {
      // Has voted: somebody who has not, and never will again, votes instead.
      made += 1
      voter = ActorGroup.member.account(made)
    }
    admit(voter, organisation, in: &genesis)
    let support = support(of: voter, on: proposal)
    organisation.governor.note(
      "tallies", [proposal.id],
      field: (["against", "in favour", "abstain"][support], UInt64(support)),
      in: &genesis)
    proposal.voters.insert(voter)
    proposal.lastVoter = voter
    proposal.tallies[support] += Organisation.weight(of: voter)
    open[place] = proposal
    return organisation.governor.call(
      from: voter, "cast_vote(uint256,uint256)", [proposal.id, Word(number: support)],
      gas: 250_000)
  }

  /// Seven in ten in favour, one in ten abstaining.
  private func support(of voter: Int, on proposal: Proposal) -> Int {
    switch scattered(voter, salt: proposal.id.l0) % 10 {
    case 0, 1: 0
    case 2: 2
    default: 1
    }
  }

  /// The last voter votes again, and is refused.
  private func doubleVote(
    _ organisation: Organisation, _ draws: inout ChoiceDraws, in genesis: inout GenesisBuilder
  ) -> GeneratedCall {
    let place = draws.pick(DAOProfile.Choice.proposal)
    guard let proposal = open[place], proposal.deadline >= block, let voter = proposal.lastVoter
    else { return vote(organisation, &draws, in: &genesis) }
    return organisation.governor.call(
      from: voter, "cast_vote(uint256,uint256)", [proposal.id, 1], gas: 150_000,
      intended: .revert)
  }

  // MARK: Tokens

  private func transfer(
    _ organisation: Organisation, _ draws: inout ChoiceDraws, in genesis: inout GenesisBuilder
  ) -> GeneratedCall {
    let sender = draws.pick(DAOProfile.Choice.voter)
    let receiver = draws.pick(DAOProfile.Choice.receiver)
    admit(sender, organisation, in: &genesis)
    admit(receiver, organisation, in: &genesis)
    return organisation.votes.call(
      from: sender, "transfer(address,uint256)",
      [genesis.word(ofAccount: receiver), Word(Organisation.dust)], gas: 250_000)
  }

  /// Somebody new with dust to its name delegates it to a member.
  private func delegate(
    _ organisation: Organisation, _ draws: inout ChoiceDraws, in genesis: inout GenesisBuilder
  ) -> GeneratedCall {
    let member = draws.pick(DAOProfile.Choice.receiver)
    admit(member, organisation, in: &genesis)
    made += 1
    let delegator = ActorGroup.delegator.account(made)
    if members.insert(delegator).inserted {
      organisation.admit(delegator, votes: Word(Organisation.dust), in: &genesis)
    }
    return organisation.votes.call(
      from: delegator, "delegate(address)", [genesis.word(ofAccount: member)], gas: 250_000)
  }

  private func contribute(
    _ organisation: Organisation, _ draws: inout ChoiceDraws, in genesis: inout GenesisBuilder
  ) -> GeneratedCall {
    let contributor = draws.pick(DAOProfile.Choice.voter)
    let address = genesis.address(ofAccount: contributor)
    genesis.fund(address, with: .erc20, at: organisation.funds)
    genesis.approve(
      organisation.treasury.address, by: address, with: .erc20, at: organisation.funds)
    return organisation.treasury.call(
      from: contributor, "contribute(uint256)", [Word(number: 1_000)], gas: 250_000)
  }

  // MARK: Payments

  /// Queues a proposal that has succeeded; one of before the first block, if there is none.
  private func queue(
    _ organisation: Organisation, _ draws: inout ChoiceDraws, in genesis: inout GenesisBuilder
  ) -> GeneratedCall {
    let keeper = ActorGroup.keeper.account(draws.pick(DAOProfile.Choice.proposal))
    let id: Word
    if ended.isEmpty {
      made += 1
      id = identifier(made)
      organisation.place(
        id, receiver: grantee(made, in: genesis), snapshot: 0, deadline: 0, earliest: 0,
        in: &genesis)
      organisation.governor.set(
        "tallies", [id], field: ("in favour", 1),
        to: Word(2 * Organisation.quorum) &* Word(Organisation.vote),
        in: &genesis)
    } else {
      id = ended.removeFirst().id
    }
    queued.append((id, block + settings.timeLock))
    return organisation.governor.call(from: keeper, "queue(uint256)", [id], gas: 150_000)
  }

  private func execute(
    _ organisation: Organisation, _ draws: inout ChoiceDraws, in genesis: inout GenesisBuilder
  ) -> GeneratedCall {
    let keeper = ActorGroup.keeper.account(draws.pick(DAOProfile.Choice.proposal))
    let id: Word
    if let ready = queued.first, ready.earliest <= block {
      id = queued.removeFirst().id
    } else {
      made += 1
      id = identifier(made)
      organisation.place(
        id, receiver: grantee(made, in: genesis), snapshot: 1, deadline: 1, earliest: 1,
        in: &genesis)
    }
    return organisation.governor.call(from: keeper, "execute(uint256)", [id], gas: 250_000)
  }
}
