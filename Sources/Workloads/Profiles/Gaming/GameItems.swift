import Primitives

/// The game's items: their numbers, who has which from before the first block, and trade with them.
struct GameItems {
  /// What a box can contain.
  static let prizes: UInt64 = 16
  /// What a player has of an item from before: more than it can use.
  private static var stock: Word { 1_000_000_000 }

  private struct Holding: Hashable {
    var item: Word
    var holder: Address
  }
  private let materials: UInt64
  private var given: Set<Holding> = []
  private var supplies: [Word: Word] = [:]
  private let contract = ContractArtifact.items

  init(materials: Int) { self.materials = UInt64(materials) }

  // MARK: Numbers of items: materials from 0, products, boxes and prizes beyond

  /// The ingredients of a recipe, its own material first: those of low numbers are in many recipes, as
  /// wood and stone are.
  func ingredients(of recipe: Int) -> [Word] {
    let number = UInt64(recipe)
    return [number, number / 4, number / 16].map { Word($0 % materials) }
  }

  static func product(of recipe: Int) -> Word { Word(100_000 + UInt64(recipe)) }
  static func box(_ number: Int) -> Word { Word(200_000 + UInt64(number)) }
  static func firstPrize(of box: Int) -> Word { Word(300_000 + prizes * UInt64(box)) }

  // MARK: Calls

  /// One sort of item to another player.
  mutating func trade(
    _ draws: inout ChoiceDraws, in genesis: inout GenesisBuilder
  ) -> GeneratedCall {
    let player = draws.pick(GamingChoice.player)
    let item = Word(UInt64(draws.pick(GamingChoice.material)))
    let (sender, receiver) = parties(player, &draws, in: &genesis)
    give(item, to: sender, in: &genesis)
    give(item, to: receiver, in: &genesis)
    let input = contract.callData(
      "safeTransferFrom(address,address,uint256,uint256,bytes)",
      encoding: [
        .word(Word(sender)), .word(Word(receiver)), .word(item), .word(1), .bytes([]),
      ])
    return GeneratedCall(
      sender: player, to: address(in: &genesis), input: input, gasLimit: 150_000)
  }

  /// Many sorts at once: as many slots written as there are sorts, twice.
  mutating func batchTrade(
    _ draws: inout ChoiceDraws, in genesis: inout GenesisBuilder
  ) -> GeneratedCall {
    let player = draws.pick(GamingChoice.player)
    let (sender, receiver) = parties(player, &draws, in: &genesis)
    let batch = (0..<draws.pick(GamingChoice.batch)).map { _ in
      Word(UInt64(draws.pick(GamingChoice.material)))
    }
    for item in batch {
      give(item, to: sender, in: &genesis)
      give(item, to: receiver, in: &genesis)
    }
    let input = contract.callData(
      "safeBatchTransferFrom(address,address,uint256[],uint256[],bytes)",
      encoding: [
        .word(Word(sender)), .word(Word(receiver)), .words(batch), .words(batch.map { _ in 1 }),
        .bytes([]),
      ])
    return GeneratedCall(
      sender: player, to: address(in: &genesis), input: input,
      gasLimit: 150_000 + 25_000 * UInt64(batch.count))
  }

  private func parties(
    _ player: Int, _ draws: inout ChoiceDraws, in genesis: inout GenesisBuilder
  ) -> (sender: Address, receiver: Address) {
    let receiver = draws.pick(GamingChoice.recipient)
    return (genesis.address(ofAccount: player), genesis.address(ofAccount: receiver))
  }

  // MARK: State

  /// Gives a player some of an item, once, and counts it into the supply.
  mutating func give(_ item: Word, to holder: Address, in genesis: inout GenesisBuilder) {
    guard given.insert(Holding(item: item, holder: holder)).inserted else { return }
    let address = address(in: &genesis)
    let balance = genesis.slot(of: "balances", item, Word(holder), in: contract, at: address)
    genesis.set(balance, of: address, to: Self.stock)
    let supply = supplies[item, default: .zero] &+ Self.stock
    supplies[item] = supply
    genesis.set(
      genesis.slot(of: "totalSupply", item, in: contract, at: address), of: address, to: supply)
  }

  /// Lets a contract mint and burn.
  /// - Returns: The items' address.
  func allow(_ game: Address, in genesis: inout GenesisBuilder) -> Address {
    let address = address(in: &genesis)
    let slot = genesis.slot(of: "is_game", Word(game), in: contract, at: address)
    genesis.set(slot, of: address, to: 1)
    return address
  }

  private func address(in genesis: inout GenesisBuilder) -> Address {
    genesis.place(contract, number: 0).address
  }
}
