import Primitives

/// Messages that arrive: attested in batches, delivered one by one.
extension BridgeSession {
  /// The next messages of a chain: half of them bring tokens home, half bring wrapped ones.
  func batch(
    of chain: Int, _ bridge: PlacedContract, _ draws: inout ChoiceDraws,
    in genesis: inout GenesisBuilder
  ) -> MessageBatch {
    let first = numbers[chain, default: 0]
    numbers[chain] = first + MessageBatch.size
    return MessageBatch(
      from: chain,
      (first..<first + MessageBatch.size).map { number in
        let receiver = draws.pick(BridgeProfile.Choice.user)
        let token = draws.pick(BridgeProfile.Choice.token)
        let isMint = number % 2 == 1
        return MessageBatch.Message(
          source: chain, number: number, kind: Word(isMint),
          token: isMint
            ? wrapped(token, of: chain, bridge, in: &genesis).word
            : Word(self.token(token, bridge, in: &genesis)),
          receiver: genesis.word(ofAccount: receiver))
      })
  }

  func deliver(
    _ bridge: PlacedContract, _ draws: inout ChoiceDraws, in genesis: inout GenesisBuilder
  ) -> GeneratedCall {
    let chain = draws.pick(BridgeProfile.Choice.chain)
    var batch: MessageBatch
    if let current = arriving[chain], !current.isExhausted {
      batch = current
    } else if settings.isOrdered, attested[chain, default: []].isEmpty, pending?.source == chain {
      // The next number is in the batch under attestation: relayers have to wait for it.
      return attest(bridge, &draws, in: &genesis)
    } else {
      batch = nextBatch(of: chain, bridge, &draws, in: &genesis)
    }
    let relayer = ActorGroup.relayer.account(draws.pick(BridgeProfile.Choice.relayer))
    let arguments = batch.arguments(batch.delivered)
    batch.delivered += 1
    arriving[chain] = batch
    last = arguments
    return bridge.call(from: relayer, Self.delivery, arguments, gas: 400_000)
  }

  /// The oldest batch that was attested in transactions, or one attested before the first block.
  func nextBatch(
    of chain: Int, _ bridge: PlacedContract, _ draws: inout ChoiceDraws,
    in genesis: inout GenesisBuilder
  ) -> MessageBatch {
    if let waiting = attested[chain], !waiting.isEmpty {
      return attested[chain, default: []].removeFirst()
    }
    let batch = self.batch(of: chain, bridge, &draws, in: &genesis)
    bridge.set(
      "attestations", [batch.tree.root], to: Word(number: settings.quorum), in: &genesis)
    return batch
  }

  /// The next validator attests the batch under way; the quorum's makes it good.
  func attest(
    _ bridge: PlacedContract, _ draws: inout ChoiceDraws, in genesis: inout GenesisBuilder
  ) -> GeneratedCall {
    var batch: MessageBatch
    if let pending {
      batch = pending
    } else {
      pendingCount += 1
      batch = self.batch(of: draws.pick(BridgeProfile.Choice.chain), bridge, &draws, in: &genesis)
    }
    let validator = ActorGroup.validator.account(
      (pendingCount + batch.attestations) % settings.validators)
    batch.attestations += 1
    pending = batch.attestations == settings.quorum ? nil : batch
    if pending == nil { attested[batch.source, default: []].append(batch) }
    return bridge.call(from: validator, "attest(bytes32)", [batch.tree.root], gas: 150_000)
  }

  /// Delivers the last message once more, and is refused.
  func replay(
    _ bridge: PlacedContract, _ draws: inout ChoiceDraws, in genesis: inout GenesisBuilder
  ) -> GeneratedCall {
    guard let last else { return deliver(bridge, &draws, in: &genesis) }
    let relayer = ActorGroup.relayer.account(draws.pick(BridgeProfile.Choice.relayer))
    return bridge.call(from: relayer, Self.delivery, last, gas: 400_000, intended: .revert)
  }
}
