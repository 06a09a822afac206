import Primitives

/// One run of the attacks.
///
/// No two transactions but the keepers' share a sender, so that what makes them wait for each other is
/// never a nonce.
final class AdversarialSession: ProfileSession {
  let settings: AdversarialProfile.Settings
  private var targets: Targets?
  private var attackers = 0
  private var bystanders = 0
  private var links = 0
  /// Walks since the fuse was last put out.
  private var walks = 0
  /// Whether the next walk would be endless.
  private var isLit = true

  /// The contracts that attacks stand on.
  private struct Targets {
    let cells: PlacedContract
    let maze: PlacedContract
    let furnace: PlacedContract
    let token: Address
  }

  /// Steps of a walk with the fuse out, and with it lit: these no gas limit lets through.
  private static let fewSteps: Word = 8
  private static let endless: Word = 1_000_000_000
  /// Gas of one round of hashing, and of a transaction without any.
  private static let gasPerRound: UInt64 = 200
  private static let overhead: UInt64 = 150_000

  init(_ settings: AdversarialProfile.Settings) { self.settings = settings }

  /// Places the targets. The fuse is lit before the first block, and again at the end of each group of
  /// walks.
  func beginBlock(_ block: BlockContext, in genesis: inout GenesisBuilder) {
    guard targets == nil else { return }
    let cells = PlacedContract(.cells, in: &genesis)
    cells.set("length", to: Word(number: settings.chainLength), in: &genesis)
    let maze = PlacedContract(.maze, in: &genesis)
    maze.set("steps", to: Self.endless, in: &genesis)
    targets = Targets(
      cells: cells, maze: maze, furnace: PlacedContract(.furnace, in: &genesis),
      token: genesis.token(9_003, of: .erc20))
  }

  func next(
    _ kind: Int, _ draws: inout ChoiceDraws, in genesis: inout GenesisBuilder
  ) -> GeneratedCall {
    guard let targets else { preconditionFailure("a block begins before its calls") }
    return switch AdversarialProfile.Kind(rawValue: kind) ?? .chain {
    case .chain: link(targets, in: &genesis)
    case .late: late(targets, key: draws.pick(0))
    case .wander: wander(targets)
    case .zombie: walk(targets)
    case .poison: poison(targets, in: &genesis)
    case .tribute: tribute(targets)
    case .flood: flood(in: genesis)
    case .giant: giant(targets)
    }
  }

  /// An account that has not sent anything yet.
  private func attacker() -> Int {
    attackers += 1
    return ActorGroup.attacker.account(attackers)
  }

  // MARK: Kinds

  /// The next link of a chain that no two transactions seem to share anything of.
  private func link(_ targets: Targets, in genesis: inout GenesisBuilder) -> GeneratedCall {
    let number = links % settings.decoys
    links += 1
    let decoy = PlacedContract(.decoy, number: number, in: &genesis)
    decoy.set("cells", to: targets.cells.word, in: &genesis)
    decoy.set("number", to: Word(number: number), in: &genesis)
    targets.cells.note("cells", [Word(number: number)], in: &genesis)
    return decoy.call(
      from: attacker(), "poke(uint256)", [Word(scattered(links))], gas: 150_000)
  }

  /// All the work first, the shared slot last.
  private func late(_ targets: Targets, key: Int) -> GeneratedCall {
    targets.furnace.call(
      from: attacker(), "late(uint256,uint256)",
      [Word(number: key), Word(number: settings.rounds)],
      gas: Self.overhead + Self.gasPerRound * UInt64(settings.rounds))
  }

  /// Reads where the last one stopped, and goes on from there.
  private func wander(_ targets: Targets) -> GeneratedCall {
    targets.maze.call(
      from: attacker(), "wander(uint256)", [Word(number: settings.rooms)],
      gas: Self.overhead + 60_000 * UInt64(settings.rooms))
  }

  /// A group of walks between putting the fuse out, which takes long, and lighting it: harmless in order,
  /// endless for whoever reads it lit.
  private func walk(_ targets: Targets) -> GeneratedCall {
    guard !isLit else { return fuse(targets, isLit: false) }
    guard walks < settings.zombies else { return fuse(targets, isLit: true) }
    walks += 1
    return targets.maze.call(
      from: attacker(), "walk(uint256)", [Word(number: walks)], gas: settings.zombieGas)
  }

  private func fuse(_ targets: Targets, isLit: Bool) -> GeneratedCall {
    self.isLit = isLit
    walks = 0
    return targets.maze.call(
      from: attacker(), "set_steps(uint256,uint256)",
      isLit ? [Self.endless, 0] : [Self.fewSteps, Word(number: settings.rounds)],
      gas: Self.overhead + Self.gasPerRound * UInt64(settings.rounds))
  }

  /// A transfer that shares nothing with anybody and declares that it touches what everybody declares.
  private func poison(_ targets: Targets, in genesis: inout GenesisBuilder) -> GeneratedCall {
    let sender = attacker()
    bystanders += 1
    let receiver = genesis.address(ofAccount: ActorGroup.bystander.account(bystanders))
    for holder in [genesis.address(ofAccount: sender), receiver] {
      genesis.fund(holder, with: .erc20, at: targets.token)
    }
    // The truth as well, so that a scheduler which holds transactions to their lists has no reason to give
    // up on them, and pays for the rest in full.
    let parties = [genesis.word(ofAccount: sender), Word(receiver)]
    let idle = (0..<settings.declared).map { number in
      genesis.word(ofAccount: ActorGroup.celebrity.account(number))
    }
    let declared = (parties + idle).map { ContractArtifact.erc20.slot("balanceOf", $0) }
    return GeneratedCall(
      sender: sender, to: targets.token,
      input: ContractArtifact.erc20.callData(
        "transfer(address,uint256)", Word(receiver), Word(1_000)),
      gasLimit: Self.overhead + 3_000 * UInt64(declared.count),
      accessList: [AccessListEntry(address: targets.token, storageKeys: declared)])
  }

  /// Reads the balance that every transaction before it has added to.
  private func tribute(_ targets: Targets) -> GeneratedCall {
    targets.furnace.call(from: attacker(), "tribute()", gas: 100_000)
  }

  /// A payment from an account nobody has seen to another.
  private func flood(in genesis: GenesisBuilder) -> GeneratedCall {
    bystanders += 1
    return GeneratedCall(
      sender: attacker(), to: genesis.address(ofAccount: ActorGroup.bystander.account(bystanders)),
      value: 1_000_000_000, gasLimit: 30_000)
  }

  /// As much gas as all the others together may take, and no conflict.
  private func giant(_ targets: Targets) -> GeneratedCall {
    let rounds = (settings.giantGas - 50_000) / Self.gasOfRound
    return targets.furnace.call(
      from: attacker(), "burn(uint256)", [Word(rounds)], gas: settings.giantGas * 3 / 2)
  }

  /// Gas that a round takes, as measured on our EVM: for sizes, not for limits.
  static let gasOfRound: UInt64 = 79
}
