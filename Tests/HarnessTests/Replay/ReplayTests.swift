import Interchange
import Primitives
import Schedulers
import Testing

@testable import Harness

/// Real blocks give under every scheduler what they gave on mainnet.
@Suite(ConformanceFixtures.condition) struct ReplayTests {
  /// One block of each kind: a creation that could not pay for its code, the first or the last of forks,
  /// self-destruct and redeploy, access lists, BLOCKHASH, blobs.
  static let blocks = [
    46147, 116_525, 1_150_000, 2_179_522, 2_641_321, 2_675_000, 4_369_999, 4_370_000, 7_280_000,
    11_114_732, 11_743_952, 12_244_000, 12_522_062, 14_029_313, 15_537_394, 17_034_869,
    19_426_586, 19_426_587, 19_923_400, 19_933_597,
  ]

  @Test func realBlocksPassUnderEveryScheduler() {
    let run = ReplayRun(
      folders: Self.blocks.map { "\(ConformanceFixtures.mainnet)/blocks/\($0)" },
      schedulers: schedulersInBlockOrder, workers: 2)
    var lines: [String] = []
    let summary = run.run { event in
      switch event {
      case .result(let result) where result.verdict == .passed: break
      case .result(let result): lines.append("\(result)")
      case .unreadable(let error): lines.append("\(error)")
      }
    }
    #expect(lines == [])
    #expect(summary.passed == Self.blocks.count * schedulersInBlockOrder.count)
  }

  /// A block of Prague with delegations, in grevm's form: gas, logs and root by the executable
  /// specification.
  @Test func aBlockOfPraguePassesUnderEveryScheduler() {
    let folders = ["\(ConformanceFixtures.mainnet)/../grevm/22546209"]
    let run = ReplayRun(folders: folders, schedulers: schedulersInBlockOrder, workers: 2)
    var lines: [String] = []
    let summary = run.run { event in
      if case .result(let result) = event, result.verdict == .passed { return }
      lines.append("\(event)")
    }
    #expect(lines == [])
    #expect(summary.passed == schedulersInBlockOrder.count)
  }

  /// Before Byzantium receipts hold states between transactions: said, not passed over.
  @Test(arguments: [(4_369_999, false), (4_370_000, true)])
  func saysWhereTheReceiptsRootIsNotChecked(block: Int, isChecked: Bool) throws {
    let archive = try MainnetArchive(path: ConformanceFixtures.mainnet)
    var archived = try archive.load(folder: "\(ConformanceFixtures.mainnet)/blocks/\(block)")
    func result() -> ReplayResult {
      let replay = BlockReplay(archived)
      return onLargeStack { replay.run(under: SequentialScheduler(), with: WorkerPool(size: 1)) }
    }
    #expect(result().isReceiptsRootChecked == isChecked)
    #expect(result().description.contains("but for the receipts root") != isChecked)
    archived.block.header.receiptsRoot = .zero
    #expect((result().verdict == .passed) != isChecked)
  }

  @Test func theDAOForkIsSkippedByName() throws {
    let archive = try MainnetArchive(path: ConformanceFixtures.mainnet)
    var archived = try archive.load(folder: ConformanceFixtures.mainnet + "/blocks/2179522")
    archived.block.header.number = 1_920_000
    let replay = BlockReplay(archived)
    let result = replay.run(under: SequentialScheduler(), with: WorkerPool(size: 1))
    guard case .skipped(let reason) = result.verdict else {
      Issue.record("\(result)")
      return
    }
    #expect(reason.contains("DAO"))
  }
}

/// Each thing that is compared can fail, and is named where it does.
@Suite(ConformanceFixtures.condition) struct ReplayMismatchTests {
  typealias Change = @Sendable (inout ArchivedBlock) -> Void

  static let changes: [(name: String, change: Change)] = [
    (
      "gas used",
      {
        $0.expected = nil
        $0.block.header.gasUsed += 1
      }
    ),
    (
      "receipts root",
      {
        $0.expected = nil
        $0.block.header.receiptsRoot = .zero
      }
    ),
    (
      "logs bloom",
      {
        $0.expected = nil
        $0.block.header.logsBloom.bytes[7] ^= 1
      }
    ),
    (
      "blob gas used",
      {
        $0.expected = nil
        $0.block.header.blobGasUsed = 1
      }
    ),
    ("blob gas used", { $0.expected?.blobGasUsed = 1 }),
    ("transactions, expected", { $0.expected?.transactions.removeLast() }),
    ("transaction 3: gas used", { $0.expected?.transactions[3].gasUsed += 1 }),
    ("transaction 3: status", { $0.expected?.transactions[3].succeeded?.toggle() }),
    ("transaction 3: ", { $0.expected?.transactions[3].logCount += 1 }),
    ("transaction 3: logs hash", { $0.expected?.transactions[3].logsHash = .zero }),
    ("partial state root", { $0.expected?.partialPostRoot = .zero }),
    ("storage 0x", { $0.expected?.changed[$0.block.header.beneficiary]?.storage[5] = 6 }),
    ("balance", { $0.expected?.changed[$0.block.header.beneficiary]?.balance = 1 }),
    ("account 0x", { $0.expected?.deleted.append($0.block.header.beneficiary) }),
    ("withdraw", { $0.block.withdrawals[0].amount += 1 }),
    ("transaction 0 was refused", { $0.allocation[$0.block.transactions[0].sender]?.nonce += 1 }),
    ("refused", { $0.block.transactions[2].maxFeePerGas = .zero }),
  ]

  @Test(arguments: changes.indices) func isFound(index: Int) throws {
    let (name, change) = Self.changes[index]
    let archive = try MainnetArchive(path: ConformanceFixtures.mainnet)
    var block = try archive.load(folder: ConformanceFixtures.mainnet + "/blocks/19933122")
    change(&block)
    let replay = BlockReplay(block)
    let result = onLargeStack {
      replay.run(under: SequentialScheduler(), with: WorkerPool(size: 1))
    }
    guard case .mismatch(let difference) = result.verdict else {
      Issue.record("\(name): \(result)")
      return
    }
    // A withdrawal's amount shows as its account's balance.
    #expect(difference.contains(name == "withdraw" ? "balance" : name))
  }
}
