import Primitives

/// Proposals, and what can be voted on.
extension DAOSession {
  /// The proposal at a place: the oldest one proposed takes the place of one whose time is over.
  func proposal(
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

  func identifier(_ number: Int) -> Word {
    keccak256(words: [Word(number: number), Word(number: number)])
  }

  func grantee(_ number: Int, in genesis: GenesisBuilder) -> Word {
    genesis.word(ofAccount: ActorGroup.grantee.account(number % 64))
  }

  func propose(
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
}
