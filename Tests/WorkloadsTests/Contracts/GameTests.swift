import Primitives
import Testing

@testable import Workloads

/// The game and its items.
@Suite struct GameTests {
  private static let (owner, player, friend, server) = (
    TestChain.users[0], TestChain.users[1], TestChain.users[2], TestChain.users[3]
  )
  private let chain = TestChain()
  private let items, game, reward: Address

  /// The player has ten each of items 1 to 3, and ten boxes 9.
  init() throws {
    items = try chain.deploy(.items)
    reward = try chain.deployToken()
    game = try chain.deploy(.game, Word(items), Word(reward), 1_000)
    // The owner may mint, for as long as there are no other games.
    for contract in [game, Self.owner] {
      try chain.call(.items, at: items, "set_game(address,bool)", Word(contract), 1)
    }
    for item in [1, 2, 3, 9] as [Word] {
      #expect(
        try chain.call(
          .items, at: items, "mint(address,uint256,uint256)", Word(Self.player), item, 10
        ).succeeded)
    }
    try chain.call(.erc20, at: reward, "transfer(address,uint256)", Word(game), 1_000_000)
  }

  private func amount(_ item: Word, _ holder: Address = player) -> Word {
    chain.storage(items, ContractArtifact.items.slot("balances", item, Word(holder)))
  }

  private func supply(_ item: Word) -> Word {
    chain.storage(items, ContractArtifact.items.slot("totalSupply", item))
  }

  @Test func craftingBurnsAndMints() throws {
    // 1 of item 1, 2 of item 2, none of item 3: 3 of item 50.
    #expect(
      try chain.send(
        from: Self.owner, to: game,
        ContractArtifact.game.method("set_recipe(uint256,(uint256[3],uint256[3],uint256,uint256))")
          .callData([7, 1, 2, 3, 1, 2, 0, 50, 3])
      ).succeeded)
    func craft(_ times: Word) throws -> Bool {
      try chain.call(
        .game, at: game, "craft(uint256,uint256)", 7, times, from: Self.player
      ).succeeded
    }
    #expect(try craft(4))
    #expect([1, 2, 3, 50].map { amount($0) } == [6, 2, 10, 12])
    #expect([1, 2, 3, 50].map { supply($0) } == [6, 2, 10, 12])
    #expect(try !craft(2), "two of item 2 are left")
    #expect(
      try !chain.call(
        .items, at: items, "mint(address,uint256,uint256)", Word(Self.player), 1, 1,
        from: Self.player
      ).succeeded)
  }

  /// What comes out of a box depends on how many were opened: the very number is hashed.
  @Test func lootDependsOnTheCounter() throws {
    try chain.call(
      .game, at: game, "set_box(uint256,uint256,uint256,uint256)", 0, 9, 100, 4)
    for number in 0..<10 {
      let words: [Word] = [.zero, 0, Word(UInt64(number)), Word(Self.player)]
      var roll = keccak256(words.flatMap(\.bigEndianBytes)).word.l0
      var prize: UInt64 = 0
      while prize < 3 && roll & 1 == 1 {
        prize += 1
        roll >>= 1
      }
      let before = amount(Word(100 + prize))
      #expect(
        try chain.call(.game, at: game, "open(uint256)", 0, from: Self.player).succeeded)
      #expect(amount(Word(100 + prize)) == before &+ 1)
    }
    #expect(amount(9).isZero)
    #expect(try !chain.call(.game, at: game, "open(uint256)", 0, from: Self.player).succeeded)
  }

  @Test func rewardsAreLimitedByDay() throws {
    let report = ContractArtifact.game.callData(
      "report(address[],uint256[])",
      encoding: [
        .words([Word(Self.player), Word(Self.friend)]), .words([700, 400]),
      ])
    #expect(try !chain.send(from: Self.server, to: game, report).succeeded)
    try chain.call(.game, at: game, "set_server(address,bool)", Word(Self.server), 1)
    #expect(try chain.send(from: Self.server, to: game, report).succeeded)
    func claim(_ player: Address) throws -> Bool {
      try chain.call(.game, at: game, "claim()", from: player).succeeded
    }
    let before = chain.tokens(.erc20, at: reward, of: Self.player)
    #expect(try claim(Self.player))
    #expect(chain.tokens(.erc20, at: reward, of: Self.player) == before &+ 700)
    #expect(try !claim(Self.player), "nothing is left")
    #expect(try !claim(Self.friend), "1,000 a day")
    chain.timestamp += 86_400
    #expect(try claim(Self.friend))
  }

  @Test func batchesMoveEveryItem() throws {
    let batch = ContractArtifact.items.callData(
      "safeBatchTransferFrom(address,address,uint256[],uint256[],bytes)",
      encoding: [
        .word(Word(Self.player)), .word(Word(Self.friend)), .words([1, 2, 3]),
        .words([1, 2, 3]), .bytes([]),
      ])
    #expect(try !chain.send(from: Self.friend, to: items, batch).succeeded)
    #expect(try chain.send(from: Self.player, to: items, batch).succeeded)
    #expect([1, 2, 3].map { amount($0) } == [9, 8, 7])
    #expect([1, 2, 3].map { amount($0, Self.friend) } == [1, 2, 3])
    #expect([1, 2, 3].map { supply($0) } == [10, 10, 10])
    // Contracts have to say that they take items; the token does not.
    let toContract = ContractArtifact.items.callData(
      "safeTransferFrom(address,address,uint256,uint256,bytes)",
      encoding: [
        .word(Word(Self.player)), .word(Word(reward)), .word(1), .word(1), .bytes([]),
      ])
    #expect(try !chain.send(from: Self.player, to: items, toContract).succeeded)
  }
}
