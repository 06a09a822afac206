import Primitives

/// One run of the gaming profile.
///
/// Remembers what players have coming to them and which of their items are in the genesis state; the
/// contracts' counters need no model, because nothing a transaction is given depends on them.
final class GamingSession: ProfileSession {
  /// A reward, and what a player has from before the first block.
  private static var reward: Word { 1_000_000_000_000_000_000 }

  private var items: GameItems
  private var game: Address?
  private var recipes: Set<Int> = []
  private var boxes: Set<Int> = []
  /// By number: the account that reports.
  private var servers: [Int: Int] = [:]
  /// Players whose reported rewards are not claimed yet, and those who have claimed at least once.
  private var earning: Set<Int> = []
  private var claimed: Set<Int> = []

  init(_ profile: GamingProfile) { items = GameItems(materials: profile.materials) }

  func next(
    _ kind: Int, _ draws: inout ChoiceDraws, in genesis: inout GenesisBuilder
  ) -> GeneratedCall {
    switch GamingKind.allCases[kind] {
    case .craft: craft(&draws, in: &genesis)
    case .open: open(&draws, in: &genesis)
    case .report: report(&draws, in: &genesis)
    case .claim: claim(&draws, in: &genesis)
    case .trade: items.trade(&draws, in: &genesis)
    case .batchTrade: items.batchTrade(&draws, in: &genesis)
    }
  }

  // MARK: Items

  private func craft(
    _ draws: inout ChoiceDraws, in genesis: inout GenesisBuilder
  ) -> GeneratedCall {
    let player = draws.pick(GamingChoice.player)
    let recipe = draws.pick(GamingChoice.recipe)
    let game = address(in: &genesis)
    let ingredients = items.ingredients(of: recipe)
    if recipes.insert(recipe).inserted {
      let fields: [Word] = ingredients + [1, 2, 3, GameItems.product(of: recipe), 1]
      for (place, value) in fields.enumerated() where !value.isZero {
        let slot = genesis.slot(
          of: "recipes", Word(UInt64(recipe)), field: ("word \(place)", UInt64(place)), in: .game,
          at: game)
        genesis.set(slot, of: game, to: value)
      }
    }
    for item in ingredients {
      items.give(item, to: genesis.address(ofAccount: player), in: &genesis)
    }
    return GeneratedCall(
      sender: player, to: game,
      input: ContractArtifact.game.method("craft(uint256,uint256)").callData(
        Word(UInt64(recipe)), 1), gasLimit: 400_000)
  }

  private func open(
    _ draws: inout ChoiceDraws, in genesis: inout GenesisBuilder
  ) -> GeneratedCall {
    let player = draws.pick(GamingChoice.player)
    let box = draws.pick(GamingChoice.box)
    let game = address(in: &genesis)
    if boxes.insert(box).inserted {
      let fields = [
        ("item", GameItems.box(box)), ("first_prize", GameItems.firstPrize(of: box)),
        ("prizes", Word(GameItems.prizes)),
      ]
      for (place, field) in fields.enumerated() {
        let slot = genesis.slot(
          of: "boxes", Word(UInt64(box)), field: (field.0, UInt64(place)), in: .game, at: game)
        genesis.set(slot, of: game, to: field.1)
      }
    }
    items.give(GameItems.box(box), to: genesis.address(ofAccount: player), in: &genesis)
    return GeneratedCall(
      sender: player, to: game,
      input: ContractArtifact.game.method("open(uint256)").callData(Word(UInt64(box))),
      gasLimit: 350_000)
  }

  // MARK: Rewards

  /// A server reports what players have earned.
  private func report(
    _ draws: inout ChoiceDraws, in genesis: inout GenesisBuilder
  ) -> GeneratedCall {
    let number = draws.pick(GamingChoice.server)
    let game = address(in: &genesis)
    let server = servers[number] ?? draws.pick(GamingChoice.operator)
    if servers[number] == nil {
      let account = Word(genesis.address(ofAccount: server))
      let slot = genesis.slot(of: "is_server", account, in: .game, at: game)
      genesis.set(slot, of: game, to: 1)
      servers[number] = server
    }
    let players = (0..<draws.pick(GamingChoice.batch)).map { _ in draws.pick(GamingChoice.player) }
    earning.formUnion(players)
    let input = ContractArtifact.game.callData(
      "report(address[],uint256[])",
      encoding: [
        .words(players.map { Word(genesis.address(ofAccount: $0)) }),
        .words(players.map { _ in Self.reward }),
      ])
    return GeneratedCall(
      sender: server, to: game, input: input, gasLimit: 100_000 + 50_000 * UInt64(players.count))
  }

  /// A player claims. Whoever has nothing left tries in vain, and is counted as meant to revert.
  private func claim(
    _ draws: inout ChoiceDraws, in genesis: inout GenesisBuilder
  ) -> GeneratedCall {
    let player = draws.pick(GamingChoice.player)
    let game = address(in: &genesis)
    let account = genesis.address(ofAccount: player)
    let hasEarned = earning.remove(player) != nil
    let isFirst = claimed.insert(player).inserted
    if isFirst && !hasEarned {
      // From before the first block: for who claims for the first time, or it would be gone by now.
      let slot = genesis.slot(of: "earned", Word(account), in: .game, at: game)
      genesis.set(slot, of: game, to: Self.reward)
    }
    return GeneratedCall(
      sender: player, to: game, input: ContractArtifact.game.method("claim()").callData(),
      gasLimit: 200_000, intended: hasEarned || isFirst ? .success : .revert)
  }

  private func address(in genesis: inout GenesisBuilder) -> Address {
    if let game { return game }
    let address = genesis.place(.game, number: 0).address
    let token = genesis.place(.erc20, number: 0).address
    for (variable, value) in [
      ("items", Word(items.allow(address, in: &genesis))), ("reward_token", Word(token)),
      ("day_limit", TokenAmounts.balance),
    ] {
      genesis.set(ContractArtifact.game.slot(variable), of: address, to: value)
    }
    genesis.fund(address, with: .erc20, at: token)
    game = address
    return address
  }
}
