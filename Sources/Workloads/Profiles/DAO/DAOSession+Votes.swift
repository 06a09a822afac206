import Primitives

/// Votes, and the tokens that they are counted by.
extension DAOSession {
  func vote(
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
      "tallies", [proposal.id], place: support,
      as: "votes \(["against", "in favour", "abstaining"][support]) at place \(place)", in: &genesis
    )
    proposal.voters.insert(voter)
    proposal.lastVoter = voter
    proposal.tallies[support] += Organisation.weight(of: voter)
    open[place] = proposal
    return organisation.governor.call(
      from: voter, "cast_vote(uint256,uint256)", [proposal.id, Word(number: support)],
      gas: 250_000)
  }

  /// Seven in ten in favour, one in ten abstaining.
  func support(of voter: Int, on proposal: Proposal) -> Int {
    switch scattered(voter, salt: proposal.id.l0) % 10 {
    case 0, 1: 0
    case 2: 2
    default: 1
    }
  }

  /// The last voter votes again, and is refused.
  func doubleVote(
    _ organisation: Organisation, _ draws: inout ChoiceDraws, in genesis: inout GenesisBuilder
  ) -> GeneratedCall {
    let place = draws.pick(DAOProfile.Choice.proposal)
    guard let proposal = open[place], proposal.deadline >= block, let voter = proposal.lastVoter
    else { return vote(organisation, &draws, in: &genesis) }
    return organisation.governor.call(
      from: voter, "cast_vote(uint256,uint256)", [proposal.id, 1], gas: 150_000,
      intended: .revert)
  }

  func transfer(
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
  func delegate(
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

  func contribute(
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
}
