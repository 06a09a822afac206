import Primitives

/// What becomes of proposals that succeed.
extension DAOSession {
  /// Queues a proposal that has succeeded; one of before the first block, if there is none.
  func queue(
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

  func execute(
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
