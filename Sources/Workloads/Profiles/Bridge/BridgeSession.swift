import Primitives

/// One run of the bridge: knows what has arrived and what has been delivered.
final class BridgeSession: ProfileSession {
  let settings: BridgeProfile.Settings
  var bridge: PlacedContract?
  /// By other chain: the batch whose messages are being delivered.
  var arriving: [Int: MessageBatch] = [:]
  /// By other chain: batches attested by a quorum and waiting, oldest first.
  var attested: [Int: [MessageBatch]] = [:]
  /// The batch that validators are attesting.
  var pending: MessageBatch?
  /// By other chain: messages made up so far.
  var numbers: [Int: Int] = [:]
  var pendingCount = 0
  /// The arguments of the last delivery.
  var last: [Word]?

  static let delivery =
    "deliver(uint256,uint256,uint256,address,address,uint256,bytes32,uint256,bytes32[6])"
  /// Tokens of the bridge, apart from those of other profiles.
  static let firstToken = 9_100

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

  func open(in genesis: inout GenesisBuilder) -> PlacedContract {
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
  func token(
    _ number: Int, _ bridge: PlacedContract, in genesis: inout GenesisBuilder
  ) -> Address {
    let token = genesis.token(Self.firstToken + number, of: .erc20)
    genesis.fund(bridge.address, with: .erc20, at: token)
    return token
  }

  /// A token that stands for one of another chain.
  func wrapped(
    _ number: Int, of chain: Int, _ bridge: PlacedContract, in genesis: inout GenesisBuilder
  ) -> PlacedContract {
    let token = PlacedContract(
      .wrappedToken, number: number * settings.chains + chain, in: &genesis)
    token.set("bridge", to: bridge.word, in: &genesis)
    bridge.set("is_wrapped", [token.word], to: 1, in: &genesis)
    return token
  }

  // MARK: Leaving

  func lock(
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

  func burn(
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
}
