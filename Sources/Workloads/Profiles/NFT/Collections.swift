import Primitives

/// The collections: their contracts, and who has which of the tokens that are traded.
struct Collections {
  /// Wei a token.
  private static var mintPrice: Word { 1_000_000_000_000_000 }
  /// 5% of a resale: the usual royalty is 2.5 to 10.
  private static var royalty: Word { 500 }
  /// Collections that are sold out have the numbers from here on.
  private static let firstSoldOut = 1_000_000

  private struct Collection {
    var address: Address
    /// Tokens that were there before the first block and are known by now.
    var earlier: UInt64 = 0
    /// By account: tokens that it has, without those minted in the workload.
    var held: [Int: [Word]] = [:]
  }
  private let idShards: UInt64
  /// By number.
  private var collections: [Int: Collection] = [:]
  private var gifts = TokenGifts()

  init(idShards: Int) { self.idShards = UInt64(idShards) }

  // MARK: Calls

  /// Mints to the sender, at the collection's price.
  mutating func mint(
    _ draws: inout ChoiceDraws, in genesis: inout GenesisBuilder
  ) -> GeneratedCall {
    mint(from: draws.pick(NFTChoice.collection), &draws, in: &genesis)
  }

  /// Comes after the last token: reverts, as most transactions of a wave do that do not win it.
  mutating func lateMint(
    _ draws: inout ChoiceDraws, in genesis: inout GenesisBuilder
  ) -> GeneratedCall {
    var call = mint(
      from: Self.firstSoldOut + draws.pick(NFTChoice.collection), &draws, in: &genesis)
    call.intended = .revert
    return call
  }

  private mutating func mint(
    from number: Int, _ draws: inout ChoiceDraws, in genesis: inout GenesisBuilder
  ) -> GeneratedCall {
    let minter = draws.pick(NFTChoice.minter)
    let quantity = UInt64(draws.pick(NFTChoice.quantity))
    return GeneratedCall(
      sender: minter, to: address(of: number, in: &genesis),
      value: Word(quantity) &* Self.mintPrice,
      input: ContractArtifact.collection.method("mint(uint256)").callData(Word(quantity)),
      gasLimit: 150_000 + 50_000 * quantity)
  }

  /// A gift from one account to another.
  mutating func transfer(
    _ draws: inout ChoiceDraws, in genesis: inout GenesisBuilder
  ) -> GeneratedCall {
    let number = draws.pick(NFTChoice.collection)
    let holder = draws.pick(NFTChoice.holder)
    let receiver = draws.pick(NFTChoice.buyer)
    let id = take(from: holder, number, in: &genesis)
    put(id, with: receiver, number)
    let (from, to) = (
      genesis.address(ofAccount: holder), genesis.address(ofAccount: receiver)
    )
    return GeneratedCall(
      sender: holder, to: address(of: number, in: &genesis),
      input: ContractArtifact.collection.method("transferFrom(address,address,uint256)").callData(
        Word(from), Word(to), id), gasLimit: 150_000)
  }

  // MARK: Who has what

  /// A token of `holder`'s, which it no longer has for the session; from before the first block if it
  /// has no other.
  mutating func take(
    from holder: Int, _ number: Int, in genesis: inout GenesisBuilder
  ) -> Word {
    if let id = collections[number]?.held[holder]?.popLast() { return id }
    return give(to: genesis.address(ofAccount: holder), number, in: &genesis)
  }

  /// Notes that `holder` has got a token.
  mutating func put(_ id: Word, with holder: Int, _ number: Int) {
    collections[number]?.held[holder, default: []].append(id)
  }

  /// A token that `holder` has from before the first block.
  mutating func give(
    to holder: Address, _ number: Int, in genesis: inout GenesisBuilder
  ) -> Word {
    let address = address(of: number, in: &genesis)
    let id = Word(collections[number]?.earlier ?? 0)
    collections[number]?.earlier += 1
    gifts.give(id, to: holder, of: .collection, at: address, in: &genesis)
    return id
  }

  /// Lets `operator` move all tokens that `holder` has in a collection.
  mutating func approve(
    _ operator: Address, by holder: Address, _ number: Int, in genesis: inout GenesisBuilder
  ) {
    let address = address(of: number, in: &genesis)
    let slot = genesis.slot(
      of: "erc721.isApprovedForAll", Word(holder), Word(`operator`), in: .collection, at: address)
    genesis.set(slot, of: address, to: 1)
  }

  // MARK: Contracts

  /// The address of collection `number`, which is deployed at first use.
  mutating func address(of number: Int, in genesis: inout GenesisBuilder) -> Address {
    if let known = collections[number] { return known.address }
    let contract = ContractArtifact.collection
    let address = genesis.place(contract, number: number).address
    collections[number] = Collection(address: address)
    // Numbers that no account of a workload has: creators do nothing but earn.
    let creator = genesis.address(ofAccount: 4_100_000_000 + number)
    genesis.endow(creator, with: 1)
    let isSoldOut = number >= Self.firstSoldOut
    for (variable, value) in [
      ("creator", Word(creator)), ("price", Self.mintPrice), ("royalty", Self.royalty),
      ("wallet_limit", .max), ("shards", Word(idShards)),
      ("shard_limit", isSoldOut ? Word(TokenGifts.firstNewID) : .max),
    ] {
      genesis.set(contract.slot(variable), of: address, to: value)
    }
    for shard in 0..<idShards {
      let slot = genesis.slot(of: "next_of_shard", Word(shard), in: contract, at: address)
      genesis.set(slot, of: address, to: Word(TokenGifts.firstNewID))
    }
    return address
  }
}
