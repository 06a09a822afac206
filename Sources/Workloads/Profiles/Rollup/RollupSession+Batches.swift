import Primitives

/// Batches on their way from the sequencer to finality.
extension RollupSession {
  func commit(
    _ rollup: PlacedContract, _ draws: inout ChoiceDraws, in genesis: GenesisBuilder
  ) -> GeneratedCall {
    let withdrawals = withdrawals(of: committed, &draws, in: genesis)
    waiting[committed] = withdrawals
    let arguments = [
      head, keccak256(Word(number: committed)).word, withdrawals.tree.root, Word(number: deposits),
    ]
    head = keccak256(words: arguments)
    committed += 1
    return rollup.call(
      from: ActorGroup.sequencer.account(0), "commit(bytes32,bytes32,bytes32,uint256)", arguments,
      gas: 250_000)
  }

  /// Proves the next batch; without one to prove, one is committed.
  func prove(
    _ rollup: PlacedContract, _ draws: inout ChoiceDraws, in genesis: GenesisBuilder
  ) -> GeneratedCall {
    guard proved < committed else { return commit(rollup, &draws, in: genesis) }
    defer { proved += 1 }
    return rollup.call(
      from: ActorGroup.prover.account(0), "prove(uint256)", [Word(number: proved)], gas: 400_000)
  }

  /// Makes the next batch final; without one to finalise, one is proved.
  func finalise(
    _ rollup: PlacedContract, _ draws: inout ChoiceDraws, in genesis: GenesisBuilder
  ) -> GeneratedCall {
    guard finalised < proved else { return prove(rollup, &draws, in: genesis) }
    if let withdrawals = waiting.removeValue(forKey: finalised) { final.append(withdrawals) }
    defer { finalised += 1 }
    return rollup.call(
      from: ActorGroup.finaliser.account(finalised), "finalise(uint256)",
      [Word(number: finalised)], gas: 150_000)
  }
}
