import Primitives
import State
import Testing

@testable import Workloads

/// Sequencer 1, prover 2, users 10 and on.
@Suite struct RollupTests {
  private let bench = ContractBench()
  private let rollup: PlacedContract
  private let tree: MerkleTree
  private let amount: Word = 5_000

  init() {
    rollup = PlacedContract(.rollup, in: &bench.genesis)
    rollup.set("sequencer", to: bench.word(1), in: &bench.genesis)
    rollup.set("prover", to: bench.word(2), in: &bench.genesis)
    let genesis = bench.genesis
    let amount = amount
    tree = MerkleTree(
      (0..<64).map { index in
        keccak256(words: [
          0, Word(number: index), genesis.word(ofAccount: 10 + index % 20), amount,
        ])
      })
  }

  private func send(_ sender: Int, _ signature: String, _ arguments: [Word], value: Word = .zero)
    throws -> TransactionStatus
  {
    try bench.send(rollup.call(from: sender, signature, arguments, value: value, gas: 600_000))
  }

  private func commit(_ sender: Int, parent: Word, deposits: Word) throws -> TransactionStatus {
    try send(
      sender, "commit(bytes32,bytes32,bytes32,uint256)", [parent, 3, tree.root, deposits])
  }

  private func withdraw(_ index: Int, amount: Word) throws -> TransactionStatus {
    try send(
      10 + index % 20, "withdraw(uint256,uint256,address,uint256,bytes32[6])",
      [0, Word(number: index), bench.word(10 + index % 20), amount] + tree.proof(of: index))
  }

  @Test func withdrawalsNeedAFinalBatchAndComeOnce() throws {
    for _ in 0..<3 {
      #expect(try send(10, "deposit(address)", [bench.word(10)], value: amount) == .success)
    }
    #expect(try commit(2, parent: 0, deposits: 3) == .reverted)
    #expect(try commit(1, parent: 0, deposits: 4) == .reverted, "there are three deposits")
    #expect(try commit(1, parent: 0, deposits: 3) == .success)
    #expect(try withdraw(7, amount: amount) == .reverted)
    #expect(try send(9, "finalise(uint256)", [0]) == .reverted)
    #expect(try send(1, "prove(uint256)", [0]) == .reverted)
    #expect(try send(2, "prove(uint256)", [0]) == .success)
    #expect(bench.gasUsed > 113_000, "a check of two pairings")
    #expect(try send(2, "prove(uint256)", [0]) == .reverted)
    #expect(try send(2, "prove(uint256)", [1]) == .reverted, "it is not committed")
    #expect(try send(9, "finalise(uint256)", [0]) == .success)
    #expect(try withdraw(7, amount: amount &+ 1) == .reverted)
    #expect(try withdraw(7, amount: amount) == .success)
    #expect(try withdraw(7, amount: amount) == .reverted)
    #expect(try withdraw(8, amount: amount) == .success)
    // Both are marked in the one slot of the batch.
    #expect(bench.value(rollup, "withdrawn", [0]) == 0x180)
    #expect(bench.ether(of: rollup.address) == amount)
  }

  @Test func batchesFormAChain() throws {
    #expect(try commit(1, parent: 0, deposits: 0) == .success)
    #expect(try commit(1, parent: 0, deposits: 0) == .reverted)
    let first = keccak256(words: [0, 3, tree.root, 0])
    #expect(try commit(1, parent: first, deposits: 0) == .success)
    #expect(bench.value(rollup, "committed") == 2)
  }

  @Test func depositsExtendTheQueuesHash() throws {
    #expect(try send(10, "deposit(address)", [bench.word(11)], value: 5) == .success)
    #expect(try send(10, "deposit(address)", [bench.word(12)], value: 6) == .success)
    let first = keccak256(words: [0, bench.word(11), 5])
    #expect(bench.value(rollup, "queue_hash") == keccak256(words: [first, bench.word(12), 6]))
    #expect(bench.value(rollup, "queue_length") == 2)
  }
}

/// Payer 1, payee 2; eight links.
@Suite struct PaymentChannelTests {
  private let bench = ContractBench()
  private let contract: PlacedContract
  private let seed: Word = 12_345

  init() { contract = PlacedContract(.paymentChannels, in: &bench.genesis) }

  private func hashed(_ times: Int) -> Word {
    (0..<times).reduce(seed) { hash, _ in keccak256(hash).word }
  }

  private func open() throws {
    #expect(
      try bench.send(
        contract.call(
          from: 1, "open(address,bytes32,uint256,uint256)", [bench.word(2), hashed(8), 10, 120],
          value: 100, gas: 400_000)) == .success)
  }

  private func close(_ sender: Int, _ link: Word, _ units: Word) throws -> TransactionStatus {
    try bench.send(
      contract.call(
        from: sender, "close(uint256,bytes32,uint256)", [1, link, units], gas: 400_000))
  }

  @Test func linkPaysItsUnits() throws {
    try open()
    #expect(try close(2, hashed(5), 4) == .reverted)
    #expect(try close(1, hashed(5), 3) == .reverted)
    #expect(bench.ether(of: contract.address) == 100)
    #expect(try close(2, hashed(5), 3) == .success)
    #expect(bench.ether(of: contract.address) == 0)
    #expect(try close(2, hashed(5), 3) == .reverted, "closed already")
  }

  @Test func payerReclaimsAfterTheExpiryOnly() throws {
    try open()
    let reclaim = contract.call(from: 1, "reclaim(uint256)", [1], gas: 200_000)
    #expect(try bench.send(reclaim) == .reverted)
    bench.block += 11
    #expect(try bench.send(reclaim) == .success)
    #expect(try bench.send(reclaim) == .reverted)
  }
}
