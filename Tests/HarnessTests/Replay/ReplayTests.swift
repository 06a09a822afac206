import Interchange
import Primitives
import Schedulers
import Testing

@testable import Harness

/// Real blocks give under every scheduler what they gave on mainnet.
@Suite(ConformanceFixtures.condition) struct ReplayTests {
  /// One block of each kind: the first of Paris and of Cancun, the last of Shanghai, access lists,
  /// BLOCKHASH, blobs.
  static let blocks = [15_537_394, 17_034_869, 19_426_586, 19_426_587, 19_923_400, 19_933_597]

  @Test func realBlocksPassUnderEveryScheduler() {
    let run = ReplayRun(
      folders: Self.blocks.map { "\(ConformanceFixtures.mainnet)/blocks/\($0)" },
      schedulers: allSchedulers, workers: 2)
    var lines: [String] = []
    let summary = run.run { event in
      switch event {
      case .result(let result) where result.verdict == .passed: break
      case .result(let result): lines.append("\(result)")
      case .unreadable(let error): lines.append("\(error)")
      }
    }
    #expect(lines == [])
    #expect(summary.passed == Self.blocks.count * allSchedulers.count)
  }

  @Test func olderForksAreSkippedByName() throws {
    let folder = ConformanceFixtures.mainnet + "/blocks/116525"
    let run = ReplayRun(folders: [folder], schedulers: [SequentialScheduler()], workers: 1)
    var results: [ReplayResult] = []
    _ = run.run { if case .result(let result) = $0 { results.append(result) } }
    #expect(results.map(\.verdict) == [.skipped("the rules of Frontier are not there yet")])
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
