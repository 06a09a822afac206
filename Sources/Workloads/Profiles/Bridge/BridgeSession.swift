import Primitives

/// One run of the bridge: knows what has arrived and what has been delivered.
final class BridgeSession: ProfileSession {
  let settings: BridgeProfile.Settings
  private var bridge: PlacedContract?
  /// By other chain: the batch whose messages are being delivered.
  private var arriving: [Int: MessageBatch] = [:]
  /// By other chain: batches attested by a quorum and waiting, oldest first.
  private var attested: [Int: [MessageBatch]] = [:]
  /// The batch that validators are attesting.
  private var pending: MessageBatch?
  /// By other chain: messages made up so far.
  private var numbers: [Int: Int] = [:]
  private var pendingCount = 0
  /// The arguments of the last delivery.
  private var last: [Word]?

  private static let delivery =
    "deliver(uint256,uint256,uint256,address,address,uint256,bytes32,uint256,bytes32[6])"
  /// Tokens of the bridge, apart from those of other profiles.
  private static let firstToken = 9_100

  init(_ settings: BridgeProfile.Settings) { self.settings = settings }

  func next(
    _ kind: Int, _ draws: inout ChoiceDraws, in genesis: inout GenesisBuilder
  ) -> GeneratedCall {
    let bridge = open(in: &genesis)
    return switch BridgeProfile.Kind(rawValue: kind) ?? .lock {
    case .lock: lock(bridge, &draws, in: &genesis)
    case .burn: burn(bridge, &draws, in: &genesis)
    case .deliver: deliver(bridge, &draws, in: &genesis)
    case .attest: attest(bridge, &draws, in: &genesis)
    case .replay: replay(bridge, &draws, in: &genesis)
    }
  }

  private func open(in genesis: inout GenesisBuilder) -> PlacedContract {
    if let bridge { return bridge }
    let placed = PlacedContract(.bridge, in: &genesis)
    placed.set("chain_id", to: Word(BlockGenerator.chainID), in: &genesis)
    placed.set("quorum", to: Word(number: settings.quorum), in: &genesis)
    placed.set("relay_fee", to: 1_000, in: &genesis)
    placed.set("ordered", to: Word(settings.isOrdered), in: &genesis)
    for number in 0..<settings.validators {
      let validator = genesis.word(ofAccount: ActorGroup.validator.account(number))
      placed.set("is_validator", [validator], to: 1, in: &genesis)
    }
    bridge = placed
    return placed
  }

  // MARK: Tokens

  /// A token of this chain, of which the bridge has locked some.
  private func token(
    _ number: Int, _ bridge: PlacedContract, in genesis: inout GenesisBuilder
  ) -> Address {
    let token = genesis.token(Self.firstToken + number, of: .erc20)
    genesis.fund(bridge.address, with: .erc20, at: token)
    return token
  }

  /// A token that stands for one of another chain.
  private func wrapped(
    _ number: Int, of chain: Int, _ bridge: PlacedContract, in genesis: inout GenesisBuilder
  ) -> PlacedContract {
    let token = PlacedContract(
      .wrappedToken, number: number * settings.chains + chain, in: &genesis)
    token.set("bridge", to: bridge.word, in: &genesis)
    bridge.set("is_wrapped", [token.word], to: 1, in: &genesis)
    return token
  }

  // MARK: Leaving

  private func lock(
    _ bridge: PlacedContract, _ draws: inout ChoiceDraws, in genesis: inout GenesisBuilder
  ) -> GeneratedCall {
    let user = draws.pick(BridgeProfile.Choice.user)
    let token = self.token(draws.pick(BridgeProfile.Choice.token), bridge, in: &genesis)
    let chain = draws.pick(BridgeProfile.Choice.chain)
    bridge.note("outbound", [Word(number: chain)], in: &genesis)
    let address = genesis.address(ofAccount: user)
    genesis.fund(address, with: .erc20, at: token)
    genesis.approve(bridge.address, by: address, with: .erc20, at: token)
    return bridge.call(
      from: user, "lock(address,uint256,uint256,address)",
      [Word(token), MessageBatch.Message.amount, Word(number: chain), Word(address)],
      gas: 250_000)
  }

  private func burn(
    _ bridge: PlacedContract, _ draws: inout ChoiceDraws, in genesis: inout GenesisBuilder
  ) -> GeneratedCall {
    let user = draws.pick(BridgeProfile.Choice.user)
    let number = draws.pick(BridgeProfile.Choice.token)
    let chain = draws.pick(BridgeProfile.Choice.chain)
    let token = wrapped(number, of: chain, bridge, in: &genesis)
    let address = genesis.address(ofAccount: user)
    genesis.fund(address, with: token.artifact, at: token.address)
    return bridge.call(
      from: user, "burn(address,uint256,uint256,address)",
      [token.word, MessageBatch.Message.amount, Word(number: chain), Word(address)],
      gas: 250_000)
  }

  // MARK: Arriving

  /// The next messages of a chain: half of them bring tokens home, half bring wrapped ones.
  private func batch(
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

  private func deliver(
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
  private func nextBatch(
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
  private func attest(
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
  private func replay(
    _ bridge: PlacedContract, _ draws: inout ChoiceDraws, in genesis: inout GenesisBuilder
  ) -> GeneratedCall {
    guard let last else { return deliver(bridge, &draws, in: &genesis) }
    let relayer = ActorGroup.relayer.account(draws.pick(BridgeProfile.Choice.relayer))
    return bridge.call(from: relayer, Self.delivery, last, gas: 400_000, intended: .revert)
  }
}
