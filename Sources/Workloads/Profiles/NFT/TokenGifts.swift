import Primitives

/// Tokens that accounts have from before the first block, in contracts that import `modules/erc721.vy`.
struct TokenGifts {
  /// Ids that contracts give out start here; those below were given out before.
  static let firstNewID: UInt64 = 10_000_000

  private struct Holding: Hashable {
    var holder: Address
    var contract: Address
  }
  private var counts: [Holding: UInt64] = [:]

  /// Makes `holder` the owner of token `id`, which nobody may have been given yet.
  mutating func give(
    _ id: Word, to holder: Address, of contract: ContractArtifact, at address: Address,
    in genesis: inout GenesisBuilder
  ) {
    let owner = genesis.slot(of: "erc721.owners", id, in: contract, at: address)
    genesis.set(owner, of: address, to: Word(holder))
    let count = counts[Holding(holder: holder, contract: address), default: 0] + 1
    counts[Holding(holder: holder, contract: address)] = count
    let balance = genesis.slot(of: "erc721.balanceOf", Word(holder), in: contract, at: address)
    genesis.set(balance, of: address, to: Word(count))
  }
}
