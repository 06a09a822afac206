import Primitives
import Testing

@testable import Workloads

/// The lending market and its oracle.
@Suite struct LendingTests {
  private static let (owner, lender, borrower, liquidator) = (
    TestChain.users[0], TestChain.users[1], TestChain.users[2], TestChain.users[3]
  )
  private static let one: Word = 1_000_000_000_000_000_000
  private let chain = TestChain()
  private let oracle, market, loanToken, collateralToken: Address

  /// A market with 1,000 lent, 100 of collateral at price 2, and a debt of 150 of the 160 allowed.
  init() throws {
    (loanToken, collateralToken) = (try chain.deployToken(), try chain.deployToken())
    oracle = try chain.deploy(.priceOracle)
    try chain.call(
      .priceOracle, at: oracle, "setTransmitter(address,bool)", Word(Self.owner), 1)
    try chain.call(
      .priceOracle, at: oracle, "transmit(address,uint256)", Word(collateralToken),
      Word(2) &* Self.one)
    market = try chain.deploy(
      .lendingMarket, Word(loanToken), Word(collateralToken), Word(oracle),
      800_000_000_000_000_000, 86_400)
    for token in [loanToken, collateralToken] { try chain.approve(token, for: [market]) }
    #expect(try call("supply(uint256)", Word(1_000) &* Self.one, by: Self.lender).succeeded)
    #expect(
      try call("supply_collateral(uint256)", Word(100) &* Self.one, by: Self.borrower).succeeded)
    #expect(try call("borrow(uint256)", Word(150) &* Self.one, by: Self.borrower).succeeded)
  }

  private func call(_ method: String, _ amount: Word, by user: Address) throws -> TestChain.Result {
    try chain.call(.lendingMarket, at: market, method, amount, from: user)
  }

  private func total(_ variable: String) -> Word {
    chain.storage(market, ContractArtifact.lendingMarket.slot(variable))
  }

  private func setPrice(_ price: Word) throws {
    #expect(
      try chain.call(
        .priceOracle, at: oracle, "transmit(address,uint256)", Word(collateralToken), price
      ).succeeded)
  }

  @Test func nobodyBorrowsMoreThanTheCollateralCarries() throws {
    #expect(try !call("borrow(uint256)", Word(11) &* Self.one, by: Self.borrower).succeeded)
    #expect(try call("borrow(uint256)", Word(9) &* Self.one, by: Self.borrower).succeeded)
    #expect(
      try !call("withdraw_collateral(uint256)", Word(2) &* Self.one, by: Self.borrower).succeeded)
  }

  /// The first call of a block writes interest, by the model's rate; the second finds nothing to do.
  @Test func interestAccruesOnceABlock() throws {
    let slots = ["total_borrow_assets", "total_supply_assets", "last_accrual"].map {
      TestChain.StoragePlace(
        contract: market, slot: ContractArtifact.lendingMarket.slot($0))
    }
    let borrowed = total("total_borrow_assets")
    chain.timestamp += 12
    let first = try chain.call(.lendingMarket, at: market, "accrue()", from: Self.lender)
    #expect(first.written.isSuperset(of: slots))
    // 15% are lent: 2% and 15/80 of the way to 10%, a second.
    let (base, kink): (UInt64, UInt64) = (
      20_000_000_000_000_000 / 31_536_000, 100_000_000_000_000_000 / 31_536_000
    )
    let rate = base + (kink - base) * 15 / 80
    let interest = Word.divide(borrowed &* Word(rate) &* 12, Self.one)
    #expect(total("total_borrow_assets") == borrowed &+ interest)
    #expect(total("total_supply_assets") == Word(1_000) &* Self.one &+ interest)
    let second = try chain.call(.lendingMarket, at: market, "accrue()", from: Self.lender)
    #expect(second.succeeded && second.written.isEmpty)
  }

  @Test func onlyTheUnhealthyAreLiquidated() throws {
    func liquidate(_ amount: Word) throws -> TestChain.Result {
      try chain.call(
        .lendingMarket, at: market, "liquidate(address,uint256)", Word(Self.borrower), amount,
        from: Self.liquidator)
    }
    #expect(try !liquidate(Word(10) &* Self.one).succeeded)
    // At 1.9 the limit is 152, at 1.8 it is 144.
    try setPrice(1_900_000_000_000_000_000)
    #expect(try !liquidate(Word(10) &* Self.one).succeeded)
    try setPrice(1_800_000_000_000_000_000)
    let before = chain.tokens(.erc20, at: collateralToken, of: Self.liquidator)
    #expect(try liquidate(Word(36) &* Self.one).succeeded)
    let seized = chain.tokens(.erc20, at: collateralToken, of: Self.liquidator) &- before
    // 36 · 1.05 / 1.8 = 21, up to rounding of shares.
    let expected = Word(21) &* Self.one
    #expect(seized <= expected &+ 1_000_000 && seized &+ 1_000_000 >= expected)
  }

  @Test func liquidationTakesHalfADebtAtMost() throws {
    try setPrice(1_000_000_000_000_000_000)
    let debt = total("total_borrow_assets")
    #expect(
      try chain.call(
        .lendingMarket, at: market, "liquidate(address,uint256)", Word(Self.borrower), debt,
        from: Self.liquidator
      ).succeeded)
    let half = Word.divide(debt, 2)
    #expect(total("total_borrow_assets") <= half &+ 1_000_000)
    #expect(total("total_borrow_assets") &+ 1_000_000 >= half)
  }

  @Test func debtsAreRepaidInFullAndNotBeyond() throws {
    chain.timestamp += 86_400
    let before = chain.tokens(.erc20, at: loanToken, of: Self.borrower)
    #expect(
      try chain.call(
        .lendingMarket, at: market, "repay(uint256,address)", Word(1_000) &* Self.one,
        Word(Self.borrower), from: Self.borrower
      ).succeeded)
    let paid = before &- chain.tokens(.erc20, at: loanToken, of: Self.borrower)
    #expect(paid > Word(150) &* Self.one && paid < Word(151) &* Self.one)
    #expect(total("total_borrow_shares").isZero)
    // Without a debt all collateral is free, though the price is too old to borrow on.
    chain.timestamp += 86_400
    #expect(
      try call("withdraw_collateral(uint256)", Word(100) &* Self.one, by: Self.borrower).succeeded)
    #expect(try !call("borrow(uint256)", 1, by: Self.borrower).succeeded)
  }

  @Test func pricesHaveTransmittersAndLimits() throws {
    func transmit(_ price: Word, from sender: Address) throws -> Bool {
      try chain.call(
        .priceOracle, at: oracle, "transmit(address,uint256)", Word(collateralToken), price,
        from: sender
      ).succeeded
    }
    #expect(try !transmit(Self.one, from: Self.borrower))
    #expect(try !transmit(Word(5) &* Self.one, from: Self.owner))
    #expect(try transmit(Word(4) &* Self.one, from: Self.owner))
  }
}
