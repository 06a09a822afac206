import Primitives
import State
import Testing

@testable import Workloads

/// Validators 1 to 3, of whom two make a quorum; relayer 4, user 5, receivers 10 and on.
@Suite struct BridgeTests {
  private static let delivery =
    "deliver(uint256,uint256,uint256,address,address,uint256,bytes32,uint256,bytes32[6])"

  /// A bridge with a batch of 64 messages on the way to it: even ones unlock, odd ones mint.
  private struct System {
    let bench = ContractBench()
    let bridge: PlacedContract
    let wrapped: PlacedContract
    let token: Address
    let batch: MessageBatch

    init(isOrdered: Bool = false) {
      let bench = bench
      let bridge = PlacedContract(.bridge, in: &bench.genesis)
      let wrapped = PlacedContract(.wrappedToken, in: &bench.genesis)
      let token = bench.genesis.token(0, of: .erc20)
      bridge.set("chain_id", to: 1337, in: &bench.genesis)
      bridge.set("quorum", to: 2, in: &bench.genesis)
      bridge.set("relay_fee", to: 1_000, in: &bench.genesis)
      bridge.set("ordered", to: Word(isOrdered), in: &bench.genesis)
      bridge.set("is_wrapped", [wrapped.word], to: 1, in: &bench.genesis)
      for validator in 1...3 {
        bridge.set("is_validator", [bench.word(validator)], to: 1, in: &bench.genesis)
      }
      wrapped.set("bridge", to: bridge.word, in: &bench.genesis)
      for holder in [bridge.address, bench.address(5)] {
        bench.genesis.fund(holder, with: .erc20, at: token, amount: 100_000_000)
      }
      bench.genesis.approve(bridge.address, by: bench.address(5), with: .erc20, at: token)
      let receivers = (0..<MessageBatch.size).map { bench.word(10 + $0 % 20) }
      batch = MessageBatch(
        from: 2,
        receivers.enumerated().map { number, receiver in
          MessageBatch.Message(
            source: 2, number: number, kind: Word(number: number % 2),
            token: number % 2 == 1 ? wrapped.word : Word(token), receiver: receiver)
        })
      (self.bridge, self.wrapped, self.token) = (bridge, wrapped, token)
    }

    func send(_ sender: Int, _ signature: String, _ arguments: [Word]) throws
      -> TransactionStatus
    {
      try bench.send(bridge.call(from: sender, signature, arguments, gas: 600_000))
    }

    func attest(_ validator: Int) throws -> TransactionStatus {
      try send(validator, "attest(bytes32)", [batch.tree.root])
    }

    func deliver(_ number: Int) throws -> TransactionStatus {
      try send(4, BridgeTests.delivery, batch.arguments(number))
    }
  }

  @Test func messagesAreDeliveredOnceAfterAQuorum() throws {
    let system = System()
    #expect(try system.deliver(1) == .reverted)
    #expect(try system.attest(1) == .success)
    #expect(try system.attest(1) == .reverted)
    #expect(try system.attest(4) == .reverted)
    #expect(try system.deliver(1) == .reverted)
    #expect(try system.attest(2) == .success)
    #expect(try system.deliver(1) == .success)
    #expect(try system.deliver(1) == .reverted, "replayed")
    #expect(try system.deliver(0) == .success)
    let minted = system.bench.value(system.wrapped, "balanceOf", [system.bench.word(11)])
    #expect(minted == MessageBatch.Message.amount &- 1_000)
    #expect(system.bench.value(system.wrapped, "balanceOf", [system.bench.word(4)]) == 1_000)
    #expect(
      system.bench.balance(of: system.bench.address(10), at: system.token) == minted)
  }

  @Test func everyFieldIsProved() throws {
    let system = System()
    #expect(try system.attest(1) == .success)
    #expect(try system.attest(2) == .success)
    let good = system.batch.arguments(5)
    // All but the root, which is not attested then.
    for place in good.indices {
      var arguments = good
      arguments[place] = arguments[place] &+ 1
      #expect(try system.send(4, Self.delivery, arguments) == .reverted, "argument \(place)")
    }
    #expect(try system.send(4, Self.delivery, good) == .success)
  }

  @Test func orderedDeliveryTakesTheNextOnly() throws {
    let system = System(isOrdered: true)
    #expect(try system.attest(1) == .success)
    #expect(try system.attest(3) == .success)
    #expect(try system.deliver(1) == .reverted)
    for number in 0..<3 { #expect(try system.deliver(number) == .success) }
    #expect(try system.deliver(4) == .reverted)
  }

  @Test func leavingLocksOrBurnsAndQueues() throws {
    let system = System()
    let user = system.bench.word(5)
    let lock = "lock(address,uint256,uint256,address)"
    let burn = "burn(address,uint256,uint256,address)"
    #expect(try system.send(5, lock, [Word(system.token), 7, 2, user]) == .success)
    #expect(try system.send(5, lock, [system.wrapped.word, 7, 2, user]) == .reverted)
    #expect(try system.send(5, burn, [Word(system.token), 7, 2, user]) == .reverted)
    #expect(try system.send(5, burn, [system.wrapped.word, 7, 2, user]) == .reverted)
    #expect(
      system.bench.balance(of: system.bridge.address, at: system.token) == 100_000_007)
    #expect(system.bench.value(system.bridge, "outbound", [2]) == 1)
    let leaf = keccak256(words: [1337, 0, 1, Word(system.token), user, 7])
    #expect(system.bench.value(system.bridge, "outbox", [2, 0]) == leaf)
  }

  @Test func onlyTheBridgeMints() throws {
    let system = System()
    let mint = system.wrapped.call(
      from: 5, "mint(address,uint256)", [system.bench.word(5), 1], gas: 200_000)
    #expect(try system.bench.send(mint) == .reverted)
  }
}
