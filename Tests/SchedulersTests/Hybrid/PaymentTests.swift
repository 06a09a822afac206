import Primitives
import State
import Testing

@testable import Schedulers

/// Blocks of payments in two passes: what they leave is what sequential execution leaves, or else what was
/// there before, exactly.
@Suite struct PaymentTests {
  private enum Outcome: Hashable { case done, givenUp }

  /// Kinds of blocks: the first two are payments, and of the others each has something wrong with it.
  private static let kindCount: UInt64 = 9
  private static let faultless: Set<UInt64> = [0, 1]

  /// Random payments among a few accounts, or most of them by one: some run short, some have a wrong nonce,
  /// or one out of turn, some are new, and the beneficiary is paid, or pays, or there is more in a transaction
  /// than a payment.
  private static func block(_ seed: UInt64, count: Int) -> ToyBlock {
    var random = SplitMix(seed: seed &* 31 &+ 7)
    func below(_ bound: UInt64) -> UInt64 { random.next() % bound }
    var nonces = Array(repeating: UInt64(0), count: 40)
    var skipped: [Int: UInt64] = [:]
    var tooPoor: Int?
    let trouble = seed % kindCount
    var transactions: [ToyTransaction] = []
    for index in 0..<count {
      let payer = trouble == 1 && below(4) != 0 ? 5 : Int(below(12))
      var payee = Int(below(10)) == 0 ? 30 + Int(below(8)) : Int(below(14))
      var nonce = nonces[payer]
      nonces[payer] += 1
      // Of each kind of trouble a little, late in the block.
      let isTroubled = index > count / 2 && below(UInt64(count) / 4) == 0
      if isTroubled && trouble == 6 { nonce += 1 + below(2) }
      if trouble == 7 {
        if let before = skipped.removeValue(forKey: payer) {
          nonce = before
        } else if isTroubled {
          skipped[payer] = nonce
          nonce += 1
        }
      }
      var amount = isTroubled && (trouble == 2 || trouble == 8) ? 3000 : below(5)
      // Who runs short is paid enough, but too late.
      if trouble == 8 {
        if amount == 3000 {
          tooPoor = payer
        } else if let poor = tooPoor, poor != payer {
          (payee, amount, tooPoor) = (poor, 1500, nil)
        }
      }
      var steps: [ToyStep] = [.useNonce(payer, nonce), .transfer(from: payer, to: payee, amount)]
      if isTroubled && trouble == 3 { steps.append(.addToSlot(1, 1, 1)) }
      if isTroubled && trouble == 4 { steps.append(.transfer(from: 20, to: 21, 1)) }
      if below(3) == 0 { steps.append(.log(UInt64(index))) }
      transactions.append(ToyTransaction(steps: steps, fee: below(3)))
    }
    var block = HostileBlocks.block("payments", count: 0) { _ in [] }
    block.transactions = transactions
    for account in 0..<40 { block.genesis[toyAddress(account)] = nil }
    for account in 0..<12 {
      block.genesis[toyAddress(account)] = NaiveAccount(balance: Word(2000))
    }
    block.genesis[toyAddress(20)] = NaiveAccount(balance: Word(50))
    block.beneficiary = trouble == 5 ? 3 : seed % 2 == 0 ? 13 : 999
    return block
  }

  private func execute(
    _ block: ToyBlock, _ payments: PaymentBlock, with pool: WorkerPool,
    seed: UInt64, _ context: Comment
  ) throws -> Outcome {
    let state = WorldState(naive: block.genesis)
    let before = state.naive
    var executor = ToyExecutor(block: block, seed: seed, wanders: false)
    executor.alwaysTakesCredits = true
    let store = ResultStore(of: "hybrid")
    store.prepare(transactionCount: block.transactions.count, lanes: pool.size)
    let (executions, isDone) = payments.execute(
      executor, on: state, with: pool, into: store)
    try #require(state.accountsOfWrongExistence == [], context)
    guard isDone else {
      try #require(state.naive == before, context)
      try #require(executions <= block.transactions.count, context)
      return .givenUp
    }
    var naive = NaiveInterpreter(accounts: block.genesis)
    let expected = naive.execute(block)
    try #require(executions == block.transactions.count, context)
    let results = (0..<block.transactions.count).map { store.result(of: $0) }
    try #require(results == expected.map(TransactionResult.init), context)
    try #require(state.naive == naive.accounts, context)
    return .done
  }

  @Test(arguments: [1, 2, 3, 8])
  func equalsSequentialOrNothingHappened(workers: Int) throws {
    let pool = WorkerPool(size: workers)
    let payments = PaymentBlock()
    var outcomes: [UInt64: Set<Outcome>] = [:]
    for seed in seeds(240) {
      let block = Self.block(seed, count: 150 + Int(seed % 3) * 100)
      let outcome = try execute(
        block, payments, with: pool, seed: seed,
        "\(workers) workers, seed \(seed)")
      outcomes[seed % Self.kindCount, default: []].insert(outcome)
    }
    for kind in 0..<Self.kindCount {
      if Self.faultless.contains(kind) {
        #expect(outcomes[kind] == [.done], "nothing is wrong with blocks of kind \(kind)")
      } else {
        #expect(outcomes[kind]?.contains(.givenUp) == true, "kind \(kind)")
      }
    }
  }

  /// Balances are added to limb by limb, by several lanes at once: what wraps is counted on.
  @Test func additionsCarry() {
    let pool = WorkerPool(size: 4)
    var random = SplitMix(seed: 5)
    let edges: [UInt64] = [0, 1, .max, .max - 1, 1 << 63]
    for _ in 0..<200 {
      func limb() -> UInt64 {
        random.next() % 2 == 0 ? edges[Int(random.next() % 5)] : random.next()
      }
      let before = Word(limb(), limb(), limb(), 0)
      let amounts = (0..<64).map { _ in UInt128(limb()) << 64 | UInt128(limb()) }
      let state = WorldState()
      let account = state.reference(toyAddress(1))
      state.apply(StateWrite(.balance, account, value: before))
      pool.run { lane in
        for index in stride(from: lane, to: amounts.count, by: 4) {
          PaymentAccount(account, of: state).receive(amounts[index])
        }
      }
      #expect(
        state.record(account).balance == amounts.reduce(before) { $0 &+ Word(low: $1) },
        "\(before.hex): \(amounts)")
    }
  }

  #if STEPPED_WORDS
    /// The same through interleavings that a seed chooses; see ``VirtualWorkersTests``.
    @Test func equalsSequentialInAnyInterleaving() throws {
      let pools = (2...4).map { WorkerPool(size: $0) }
      for seed in virtualSeeds(600) {
        let pool = pools[Int(seed % 3)]
        let machine = VirtualMachine(seed: seed)
        pool.machine = machine
        defer { pool.machine = nil }
        let block = Self.block(seed, count: 200)
        _ = try execute(
          block, PaymentBlock(), with: pool, seed: seed, "make test-virtual FROM=\(seed) SEEDS=1")
        try #require(!machine.isExhausted, "seed \(seed)")
      }
    }
  #endif
}
