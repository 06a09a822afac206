import EVM
import Primitives
import Schedulers
import Signatures
import State
import Testing

@testable import Harness

/// Whole blocks: what is valid enters the chain, and each thing that can be wrong is named.
@Suite struct BlockChainTests {
  static let forks: [Fork] = [.frontier, .spuriousDragon, .byzantium, .berlin, .london, .shanghai]

  @Test(arguments: forks, schedulersInBlockOrder.indices)
  func transfersAreImported(fork: Fork, scheduler: Int) throws {
    var fixture = try ChainFixture(ForkSchedule(fork))
    let first = try fixture.block([fixture.transfer(), fixture.transfer(nonce: 1)])
    #expect(try fixture.fault(of: first, under: schedulersInBlockOrder[scheduler]) == nil)
    let second = try fixture.block([fixture.transfer(nonce: 2)])
    #expect(try fixture.fault(of: second, under: schedulersInBlockOrder[scheduler]) == nil)
    #expect(fixture.chain.head.hash == second.header.hash)
    // 3 × 21,000 gas at 2,000 wei, of which London burns 875 after an empty block, and then, after one that
    // is 42 % full, 858.
    let burnt: UInt64 = fork >= .london ? 42_000 * 875 + 21_000 * 858 : 0
    let reward: Word =
      switch fork {
      case ..<Fork.byzantium: 10
      case ..<Fork.constantinople: 6
      case ..<Fork.paris: 4
      default: 0
      }
    let state = fixture.chain.head.state.allocation()
    #expect(state[ChainFixture.receiver]?.balance == 21)
    #expect(state[fixture.sender]?.nonce == 3)
    #expect(
      state[fixture.sender]?.balance == ChainFixture.ether &- Word(63_000 * 2000 + 21 as UInt64))
    #expect(
      state[ChainFixture.miner]?.balance
        == reward &* ChainFixture.ether &+ Word(63_000 * 2000 - burnt))
  }

  typealias Change = @Sendable (inout Block, ChainFixture) throws -> Void

  static let changes: [(kind: FaultKind, change: Change)] = [
    (.unknownParent, { block, _ in block.header.parentHash = .zero }),
    (.timestamp, { block, fixture in block.header.timestamp = fixture.genesis.timestamp }),
    (.baseFee, { block, _ in block.header.baseFeePerGas = 1 }),
    (.undecodable, { block, _ in block.header.baseFeePerGas = nil }),
    (.headerFields, { block, _ in block.header.withdrawalsRoot = nil }),
    (.transactionsRoot, { block, _ in block.transactions.removeLast() }),
    (.ommersHash, { block, _ in block.ommers.append(block.header) }),
    (.withdrawalsRoot, { block, _ in block.withdrawals[0].amount += 1 }),
    (.gasUsed, { block, _ in block.header.gasUsed += 1 }),
    (.logsBloom, { block, _ in block.header.logsBloom.bytes[9] ^= 1 }),
    (.receiptsRoot, { block, _ in block.header.receiptsRoot = .zero }),
    (.stateRoot, { block, _ in block.header.stateRoot = .zero }),
    (.signature, { block, _ in replaceFirst(&block) { $0.signature?.r = .zero } }),
    (
      .transaction(.highSignature),
      { block, _ in replaceFirst(&block) { $0.signature?.s = .max } }
    ),
    (
      .transaction(.nonceTooHigh),
      { block, fixture in
        let late = try fixture.transfer(nonce: 1)
        replaceFirst(&block) { $0 = late }
      }
    ),
    (
      .transaction(.unsupportedType),
      { block, fixture in
        var blob = try fixture.transfer()
        blob.kind = .blob
        blob.chainID = 1
        let signed = try fixture.signed(blob)
        replaceFirst(&block) { $0 = signed }
      }
    ),
    (
      .gasAllowance,
      { block, fixture in
        let large = try fixture.transfer(gasLimit: 100_001)
        replaceFirst(&block) { $0 = large }
      }
    ),
  ]

  /// A change of the first transaction with the root of all mended: what is wrong is the transaction.
  private static func replaceFirst(_ block: inout Block, _ change: (inout Transaction) -> Void) {
    change(&block.transactions[0])
    block.header.transactionsRoot = BlockHeader.transactionsRoot(of: block.transactions)
  }

  @Test(arguments: changes.indices, schedulersInBlockOrder.indices)
  func whatIsWrongIsNamed(index: Int, scheduler: Int) throws {
    let (kind, change) = Self.changes[index]
    var fixture = try ChainFixture(ForkSchedule(.shanghai))
    let withdrawal = Withdrawal(
      index: 0, validatorIndex: 1, address: Address(truncating: 9), amount: 5)
    var block = try fixture.block(
      [fixture.transfer(), fixture.transfer(nonce: 1)], withdrawals: [withdrawal])
    let valid = block
    try change(&block, fixture)
    let fault = try fixture.fault(of: block, under: schedulersInBlockOrder[scheduler])
    #expect(fault?.kind == kind, "\(fault?.description ?? "imported")")
    #expect(fixture.chain.head.header.number == 0, "a refused block leaves the chain as it was")
    #expect(try fixture.fault(of: valid, under: schedulersInBlockOrder[scheduler]) == nil)
    let state = fixture.chain.head.state.allocation()
    #expect(state[withdrawal.address]?.balance == 5_000_000_000)
  }

  /// Each transaction fits into the block, but not behind the one before: schedulers cannot know.
  @Test(arguments: schedulersInBlockOrder.indices)
  func theGasThatIsLeftIsALimit(scheduler: Int) throws {
    var fixture = try ChainFixture(ForkSchedule(.london))
    let transactions = [
      try fixture.transfer(), try fixture.transfer(nonce: 1, gasLimit: 79_001),
      try fixture.transfer(nonce: 2),
    ]
    let block = try fixture.block(transactions)
    #expect(
      try fixture.fault(of: block, under: schedulersInBlockOrder[scheduler])
        == .transaction(index: 1, .gasLimitAboveRemaining(79_001, remaining: 79_000)))
    let fitting = try fixture.block([
      try fixture.transfer(), try fixture.transfer(nonce: 1, gasLimit: 79_000),
    ])
    #expect(try fixture.fault(of: fitting, under: schedulersInBlockOrder[scheduler]) == nil)
  }

  /// Before Byzantium receipts hold state roots, which only execution in order knows.
  @Test func oldReceiptsAreCheckedWhereTheyCanBe() throws {
    var fixture = try ChainFixture(ForkSchedule(.homestead))
    var block = try fixture.block([fixture.transfer(), fixture.transfer(nonce: 1)])
    let stated = block.header.receiptsRoot
    block.header.receiptsRoot = .zero
    #expect(
      try fixture.fault(of: block) == .outcome(.receiptsRoot(stated, stated: .zero)))
    #expect(try fixture.fault(of: block, under: BlockSTMScheduler()) == nil)
  }

  /// Prague's contracts must be there: their absence is the block's fault, said by address.
  @Test func pragueNeedsItsContracts() throws {
    var fixture = try ChainFixture(
      try #require(ForkSchedule(network: "CancunToPragueAtTime15k")))
    var block = try fixture.block(seconds: 15_000)
    block.header.requestsHash = ExecutionRequest.hash(of: [])
    let fault = try fixture.fault(of: block)
    #expect(fault?.kind == .requests)
    #expect(fault?.description.contains("no code at the system contract") == true)
  }

  /// EIP-7934.
  @Test func blocksHaveALengthFromOsakaOn() throws {
    let fixture = try ChainFixture(ForkSchedule(.shanghai))
    let block = try fixture.block([fixture.transfer()])
    let count = block.encoded().count
    var rules = ForkRules(.osaka)
    #expect(rules.maximumBlockSize == 8 << 20)
    rules.maximumBlockSize = count
    try BlockRules(rules: rules).checkLength(block)
    rules.maximumBlockSize = count - 1
    #expect(throws: BlockFault.tooLong(count, limit: count - 1)) {
      try BlockRules(rules: rules).checkLength(block)
    }
    #expect(ForkRules(.prague).maximumBlockSize == .max)
  }

  @Test func bytesThatAreNoBlockAreRefused() throws {
    let fixture = try ChainFixture(ForkSchedule(.cancun))
    var chain = fixture.chain
    #expect {
      try chain.importBlock([1, 2, 3], under: SequentialScheduler(), with: WorkerPool(size: 1))
    } throws: { error in
      guard case .refused(.undecodable, nil)? = error as? BlockImportFailure else { return false }
      return true
    }
  }
}
