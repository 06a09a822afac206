import Primitives

/// Tickets: sales, resales and the doors.
struct TicketOffice {
  /// Wei a ticket.
  private static var price: Word { 1_000_000_000_000_000 }
  /// Seats that were sold before the first block; as many remain as any workload can sell.
  private static var capacity: Word { Word(1 << 62) }

  private struct Show {
    /// Tickets from before the first block that are known by now.
    var earlier: UInt64 = 0
    /// The account at the door: one of the accounts, chosen when the first guest comes.
    var gate: Int?
  }
  private var shows: [Int: Show] = [:]
  private var gifts = TokenGifts()
  private let contract = ContractArtifact.tickets

  /// Sells one to four tickets to the sender.
  mutating func sell(
    _ draws: inout ChoiceDraws, in genesis: inout GenesisBuilder
  ) -> GeneratedCall {
    let buyer = draws.pick(NFTChoice.buyer)
    let show = draws.pick(NFTChoice.show)
    let quantity = UInt64(draws.pick(NFTChoice.quantity) % 4 + 1)
    return GeneratedCall(
      sender: buyer, to: open(show, in: &genesis), value: Word(quantity) &* Self.price,
      input: contract.method("buy(uint256,uint256)").callData(Word(UInt64(show)), Word(quantity)),
      gasLimit: 200_000 + 50_000 * quantity)
  }

  /// Lets a guest in who had the ticket already.
  mutating func checkIn(
    _ draws: inout ChoiceDraws, in genesis: inout GenesisBuilder
  ) -> GeneratedCall {
    let number = draws.pick(NFTChoice.show)
    let office = open(number, in: &genesis)
    let holder = genesis.address(ofAccount: draws.pick(NFTChoice.holder))
    let ticket = give(to: holder, number, office, in: &genesis)
    let gate = shows[number]?.gate ?? draws.pick(NFTChoice.operator)
    if shows[number]?.gate == nil {
      let account = Word(genesis.address(ofAccount: gate))
      let slot = genesis.slot(
        of: "gates", Word(UInt64(number)), account, in: contract, at: office)
      genesis.set(slot, of: office, to: 1)
      shows[number]?.gate = gate
    }
    return GeneratedCall(
      sender: gate, to: office,
      input: contract.method("check_in(uint256,address)").callData(ticket, Word(holder)),
      gasLimit: 120_000)
  }

  /// Buys a ticket that was offered before the first block, at what it had cost.
  mutating func resell(
    _ draws: inout ChoiceDraws, in genesis: inout GenesisBuilder
  ) -> GeneratedCall {
    let buyer = draws.pick(NFTChoice.buyer)
    let number = draws.pick(NFTChoice.show)
    let office = open(number, in: &genesis)
    let seller = genesis.address(ofAccount: draws.pick(NFTChoice.holder))
    genesis.endow(seller, with: 1)
    let ticket = give(to: seller, number, office, in: &genesis)
    for (field, value) in [
      (("seller", 0), Word(seller)), (("price", 1), Self.price),
    ] as [((String, UInt64), Word)] {
      let slot = genesis.slot(of: "offers", ticket, field: field, in: contract, at: office)
      genesis.set(slot, of: office, to: value)
    }
    return GeneratedCall(
      sender: buyer, to: office, value: Self.price,
      input: contract.method("take(uint256)").callData(ticket), gasLimit: 250_000)
  }

  /// A ticket that `holder` has from before the first block.
  private mutating func give(
    to holder: Address, _ number: Int, _ office: Address, in genesis: inout GenesisBuilder
  ) -> Word {
    let seat = shows[number]?.earlier ?? 0
    shows[number]?.earlier = seat + 1
    let ticket = Word(seat, UInt64(number), 0, 0)
    gifts.give(ticket, to: holder, of: contract, at: office, in: &genesis)
    return ticket
  }

  /// The office's address, with the show announced.
  private mutating func open(_ number: Int, in genesis: inout GenesisBuilder) -> Address {
    let office = genesis.place(contract, number: 0).address
    guard shows[number] == nil else { return office }
    shows[number] = Show()
    // Numbers that no account of a workload has.
    let organiser = genesis.address(ofAccount: 4_200_000_000 + number)
    let fields = [
      ("organiser", Word(organiser)), ("price", Self.price), ("capacity", Self.capacity),
      ("sold", Word(TokenGifts.firstNewID)),
      ("proceeds", Word(TokenGifts.firstNewID) &* Self.price),
    ]
    for (place, field) in fields.enumerated() {
      let slot = genesis.slot(
        of: "shows", Word(UInt64(number)), field: (field.0, UInt64(place)), in: contract, at: office
      )
      genesis.set(slot, of: office, to: field.1)
    }
    // Shows are announced in the order of their numbers, so there are at least as many.
    let announced = (shows.keys.max() ?? 0) + 1
    genesis.set(contract.slot("show_count"), of: office, to: Word(UInt64(announced)))
    return office
  }
}
