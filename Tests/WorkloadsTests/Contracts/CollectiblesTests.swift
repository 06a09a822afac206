import Primitives
import Testing

@testable import Workloads

/// Collections, the marketplace, auctions, tickets and rentals.
@Suite struct CollectiblesTests {
  private static let users = TestChain.users
  private static let (creator, seller, buyer, collector) = (
    users[0], users[1], users[2], users[3]
  )
  private let chain = TestChain()

  /// Mint price 100, ten a wallet, 40 in all, 5% royalty.
  private func deployCollection(shards: Word = 1) throws -> Address {
    try chain.deploy(.collection, 100, 10, 40, shards, 500)
  }

  private func mint(_ collection: Address, _ quantity: Word, by minter: Address, pay: Word) throws
    -> TestChain.Result
  {
    try chain.call(
      .collection, at: collection, "mint(uint256)", quantity, from: minter, value: pay)
  }

  private func owner(of id: Word, in collection: Address) -> Address {
    Address(
      truncating: chain.storage(
        collection, ContractArtifact.collection.slot("erc721.owners", id)))
  }

  // MARK: Minting

  @Test func idsAreSequential() throws {
    let collection = try deployCollection()
    #expect(try mint(collection, 2, by: Self.seller, pay: 200).succeeded)
    #expect(try mint(collection, 1, by: Self.buyer, pay: 100).succeeded)
    #expect(owner(of: 1, in: collection) == Self.seller)
    #expect(owner(of: 2, in: collection) == Self.buyer)
    let creatorBefore = chain.balance(Self.creator)
    #expect(chain.balance(collection) == 300)
    #expect(
      try !chain.call(.collection, at: collection, "withdraw()", from: Self.buyer).succeeded)
    #expect(try chain.call(.collection, at: collection, "withdraw()").succeeded)
    #expect(chain.balance(collection).isZero && chain.balance(Self.creator) < creatorBefore)
  }

  @Test func mintsHaveAPriceAndLimits() throws {
    let collection = try deployCollection()
    #expect(try !mint(collection, 2, by: Self.seller, pay: 100).succeeded)
    #expect(try !mint(collection, 11, by: Self.seller, pay: 1_100).succeeded)
    #expect(try mint(collection, 10, by: Self.seller, pay: 1_000).succeeded)
    #expect(try !mint(collection, 1, by: Self.seller, pay: 100).succeeded)
    for user in Self.users[2...4] {
      #expect(try mint(collection, 10, by: user, pay: 1_000).succeeded)
    }
    #expect(try !mint(collection, 1, by: Self.users[5], pay: 100).succeeded, "sold out")
  }

  /// Shards give out different ids from counters of their own, so that not all mints conflict.
  @Test func shardedMintsMeetOnlyInTheirShard() throws {
    let collection = try deployCollection(shards: 4)
    var counters: Set<TestChain.StoragePlace> = []
    let places = (0..<4).map { shard in
      TestChain.StoragePlace(
        contract: collection,
        slot: ContractArtifact.collection.slot("next_of_shard", Word(UInt64(shard))))
    }
    for user in Self.users {
      let result = try mint(collection, 1, by: user, pay: 100)
      #expect(result.succeeded && result.written.intersection(places).count == 1)
      counters.formUnion(result.written.intersection(places))
    }
    #expect(counters.count > 1)
    let owned = (0..<40).filter { !Word(owner(of: Word(UInt64($0)), in: collection)).isZero }
    #expect(owned.count == Self.users.count)
  }

  @Test func onlyOwnersAndTheirOperatorsMoveTokens() throws {
    let collection = try deployCollection()
    _ = try mint(collection, 1, by: Self.seller, pay: 100)
    func move(by sender: Address) throws -> Bool {
      try chain.call(
        .collection, at: collection, "transferFrom(address,address,uint256)", Word(Self.seller),
        Word(Self.collector), 0, from: sender
      ).succeeded
    }
    #expect(try !move(by: Self.buyer))
    try chain.call(
      .collection, at: collection, "setApprovalForAll(address,bool)", Word(Self.buyer), 1,
      from: Self.seller)
    #expect(try move(by: Self.buyer))
    #expect(owner(of: 0, in: collection) == Self.collector)
    #expect(try !move(by: Self.buyer), "not the seller's any more")
  }

  // MARK: Marketplace

  /// The seller's token 0, listed for 10,000; 5% to the creator, 2.5% to the marketplace.
  private func list(in currency: Address?) throws -> (collection: Address, market: Address) {
    let collection = try deployCollection()
    let market = try chain.deploy(.marketplace, Word(Self.collector), 250)
    _ = try mint(collection, 1, by: Self.seller, pay: 100)
    func list() throws -> Bool {
      try chain.call(
        .marketplace, at: market, "list(address,uint256,uint256,address)", Word(collection), 0,
        10_000, currency.map { Word($0) } ?? .zero, from: Self.seller
      ).succeeded
    }
    #expect(try !list(), "not approved")
    try chain.call(
      .collection, at: collection, "setApprovalForAll(address,bool)", Word(market), 1,
      from: Self.seller)
    #expect(try list())
    return (collection, market)
  }

  private func buy(_ sale: (collection: Address, market: Address), pay: Word) throws -> Bool {
    try chain.call(
      .marketplace, at: sale.market, "buy(address,uint256,uint256)", Word(sale.collection), 0,
      10_000, from: Self.buyer, value: pay
    ).succeeded
  }

  @Test func salesInEtherPayRoyalties() throws {
    let sale = try list(in: nil)
    let accounts = [Self.creator, Self.collector, Self.seller]
    let before = accounts.map { chain.balance($0) }
    #expect(try !buy(sale, pay: 9_999))
    #expect(try buy(sale, pay: 10_000))
    let gained = zip(accounts, before).map { chain.balance($0) &- $1 }
    #expect(gained == [500, 250, 9_250])
    #expect(owner(of: 0, in: sale.collection) == Self.buyer)
    #expect(try !buy(sale, pay: 10_000), "sold")
  }

  @Test func salesInWrappedEtherPayRoyalties() throws {
    let wrapped = try chain.deploy(.wrappedEther)
    let sale = try list(in: wrapped)
    try chain.call(
      .wrappedEther, at: wrapped, "deposit()", from: Self.buyer, value: 20_000)
    #expect(try !buy(sale, pay: .zero), "not approved")
    try chain.call(
      .wrappedEther, at: wrapped, "approve(address,uint256)", Word(sale.market), .max,
      from: Self.buyer)
    #expect(try !buy(sale, pay: 10_000), "not in ether")
    #expect(try buy(sale, pay: .zero))
    let held = [Self.creator, Self.collector, Self.seller, Self.buyer].map {
      chain.tokens(.wrappedEther, at: wrapped, of: $0)
    }
    #expect(held == [500, 250, 9_250, 10_000])
    #expect(chain.balance(wrapped) == 20_000)
  }

  // MARK: Auctions

  @Test func bidsRiseAndArePaidBack() throws {
    let collection = try deployCollection()
    let house = try chain.deploy(.auctionHouse, 10, 60)
    _ = try mint(collection, 1, by: Self.seller, pay: 100)
    try chain.call(
      .collection, at: collection, "setApprovalForAll(address,bool)", Word(house), 1,
      from: Self.seller)
    #expect(
      try chain.call(
        .auctionHouse, at: house, "create(address,uint256,uint256,uint256)", Word(collection), 0,
        1_000, 600, from: Self.seller
      ).succeeded)
    func bid(_ amount: Word, by bidder: Address) throws -> Bool {
      try chain.call(
        .auctionHouse, at: house, "bid(uint256)", 0, from: bidder, value: amount
      ).succeeded
    }
    func settle() throws -> Bool {
      try chain.call(.auctionHouse, at: house, "settle(uint256)", 0, from: Self.creator).succeeded
    }
    #expect(try !bid(999, by: Self.buyer))
    #expect(try bid(1_000, by: Self.buyer))
    #expect(try !bid(1_009, by: Self.collector))
    let before = chain.balance(Self.buyer)
    chain.timestamp += 590
    #expect(try bid(1_010, by: Self.collector))
    #expect(chain.balance(Self.buyer) == before &+ 1_000)
    #expect(chain.balance(house) == 1_010)
    // The late bid left a minute.
    chain.timestamp += 59
    #expect(try !settle())
    #expect(try bid(2_000, by: Self.buyer))
    chain.timestamp += 60
    #expect(try !bid(3_000, by: Self.collector))
    let sellerBefore = chain.balance(Self.seller)
    #expect(try settle())
    #expect(owner(of: 0, in: collection) == Self.buyer)
    #expect(chain.balance(Self.seller) == sellerBefore &+ 2_000)
    #expect(try !settle())
  }

  // MARK: Tickets and rentals

  @Test func ticketsAreResoldFairlyAndUsedOnce() throws {
    let office = try chain.deploy(.tickets)
    try chain.call(.tickets, at: office, "create_show(uint256,uint256)", 1_000, 3)
    try chain.call(
      .tickets, at: office, "set_gate(uint256,address,bool)", 0, Word(Self.collector), 1)
    func buy(_ quantity: Word, pay: Word) throws -> Bool {
      try chain.call(
        .tickets, at: office, "buy(uint256,uint256)", 0, quantity, from: Self.seller, value: pay
      ).succeeded
    }
    func offer(_ price: Word) throws -> Bool {
      try chain.call(
        .tickets, at: office, "offer(uint256,uint256)", 1, price, from: Self.seller
      ).succeeded
    }
    func take() throws -> Bool {
      try chain.call(
        .tickets, at: office, "take(uint256)", 1, from: Self.buyer, value: 1_100
      ).succeeded
    }
    func checkIn(by gate: Address) throws -> Bool {
      try chain.call(
        .tickets, at: office, "check_in(uint256,address)", 1, Word(Self.buyer), from: gate
      ).succeeded
    }
    #expect(try buy(2, pay: 2_000))
    #expect(try !buy(2, pay: 2_000), "one seat is left")
    #expect(try !offer(1_101))
    #expect(try offer(1_100))
    let before = chain.balance(Self.seller)
    #expect(try take())
    #expect(chain.balance(Self.seller) == before &+ 1_045)
    #expect(try !take())
    #expect(try !checkIn(by: Self.buyer))
    #expect(try checkIn(by: Self.collector))
    #expect(try !checkIn(by: Self.collector))
    try chain.call(.tickets, at: office, "withdraw(uint256)", 0)
    #expect(chain.balance(office).isZero)
  }

  @Test func rentalsEnd() throws {
    let rentals = try chain.deploy(.rental, 250, by: Self.collector)
    try chain.call(.rental, at: rentals, "register()", from: Self.seller)
    func rent(by user: Address) throws -> Bool {
      try chain.call(
        .rental, at: rentals, "rent(uint256,uint256)", 0, 2, from: user, value: 20_000
      ).succeeded
    }
    #expect(try !rent(by: Self.buyer), "not offered")
    try chain.call(.rental, at: rentals, "offer(uint256,uint256)", 0, 10_000, from: Self.seller)
    let before = [Self.seller, Self.collector].map { chain.balance($0) }
    #expect(try rent(by: Self.buyer))
    #expect(chain.balance(Self.seller) == before[0] &+ 19_500)
    #expect(chain.balance(Self.collector) == before[1] &+ 500)
    let users = chain.storage(rentals, ContractArtifact.rental.slot("users", 0))
    #expect(Address(truncating: users) == Self.buyer)
    #expect(Word.shiftRight(users, by: UInt64(160)) == Word(chain.timestamp + 2 * 86_400))
    chain.timestamp += 2 * 86_400
    #expect(try !rent(by: Self.creator))
    chain.timestamp += 1
    #expect(try rent(by: Self.creator))
  }
}
