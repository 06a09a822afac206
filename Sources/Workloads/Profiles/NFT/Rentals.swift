import Primitives

/// Rentals: every rent is of a token that nobody has rented yet.
struct Rentals {
  /// Wei a day.
  private static var price: Word { 100_000_000_000_000 }
  /// 2.5% for the platform.
  private static var fee: Word { 250 }

  private var gifts = TokenGifts()
  private var count: UInt64 = 0
  private let contract = ContractArtifact.rental

  /// Rents a token for one to twenty days.
  mutating func rent(
    _ draws: inout ChoiceDraws, in genesis: inout GenesisBuilder
  ) -> GeneratedCall {
    let user = draws.pick(NFTChoice.buyer)
    let owner = genesis.address(ofAccount: draws.pick(NFTChoice.holder))
    let days = Word(UInt64(draws.pick(NFTChoice.quantity)))
    let address = open(in: &genesis)
    let id = Word(count)
    count += 1
    gifts.give(id, to: owner, of: contract, at: address, in: &genesis)
    genesis.endow(owner, with: 1)
    let asked = genesis.slot(of: "price_of", id, in: contract, at: address)
    genesis.set(asked, of: address, to: Self.price)
    genesis.set(contract.slot("next_id"), of: address, to: Word(count))
    return GeneratedCall(
      sender: user, to: address, value: days &* Self.price,
      input: contract.method("rent(uint256,uint256)").callData(id, days), gasLimit: 200_000)
  }

  private mutating func open(in genesis: inout GenesisBuilder) -> Address {
    let (address, isNew) = genesis.place(contract, number: 0)
    guard isNew else { return address }
    // A number that no account of a workload has.
    let platform = genesis.address(ofAccount: 4_000_000_001)
    genesis.endow(platform, with: 1)
    genesis.set(contract.slot("fee_receiver"), of: address, to: Word(platform))
    genesis.set(contract.slot("fee"), of: address, to: Self.fee)
    return address
  }
}
