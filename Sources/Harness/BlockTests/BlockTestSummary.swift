import EVM

/// How many block tests ended how.
public struct BlockTestSummary: Hashable, Sendable {
  public var passed = 0
  public var failed = 0
  /// Those of the failed that have no outcome: their file could not be read, or they could not be executed.
  public var notExecuted = 0
  /// Skipped tests by reason.
  public var skipped: [String: Int] = [:]
  /// The same by network, as files name it. Files that could not be read are of none.
  public var networks: [String: Counts] = [:]
  /// Blocks imported under every scheduler.
  public var importedBlocks = 0
  /// Those of them of which some scheduler's receipts root could not be compared: before Byzantium, under
  /// all but sequential execution.
  public var blocksWithoutReceiptsRoot = 0
  /// Blocks refused as they should be, under every scheduler.
  public var refusedBlocks = 0
  /// How often which exception of the tests was met by which reason of ours.
  public var refusals: [Refusal: Int] = [:]

  /// Tests of one network.
  public struct Counts: Hashable, Sendable, Encodable {
    public var passed = 0
    public var failed = 0
    public var skipped = 0
  }

  /// An exception and the reason that met it.
  public struct Refusal: Hashable, Sendable {
    public var exception: String
    public var reason: FaultKind
    public var isJudged: Bool
  }

  /// Skipped tests in all.
  public var skippedCount: Int { skipped.values.reduce(0, +) }
  /// Tests in all.
  public var count: Int { passed + failed + skippedCount }

  /// The names of ``networks``, those that follow one fork first, oldest first.
  public var networkNames: [String] {
    func age(_ name: String) -> Int { Fork(name: name)?.rawValue ?? .max }
    return networks.keys.sorted { (age($0), $0) < (age($1), $1) }
  }

  mutating func count(_ finding: BlockTestFinding) {
    var counts = Counts()
    switch finding.verdict {
    case .passed: counts.passed = 1
    case .failed(let failure):
      counts.failed = 1
      switch failure.problem {
      case .unreadable, .execution: notExecuted += 1
      case .genesisRoot, .refused, .blockHash, .imported, .refusedOtherwise, .head, .finalState,
        .finalRoot:
        break
      }
    case .skipped(let reason):
      counts.skipped = 1
      skipped[reason, default: 0] += 1
    }
    passed += counts.passed
    failed += counts.failed
    importedBlocks += finding.importedBlocks
    blocksWithoutReceiptsRoot += finding.blocksWithoutReceiptsRoot
    refusedBlocks += finding.refusals.count
    for refusal in finding.refusals {
      let key = Refusal(
        exception: refusal.exception, reason: refusal.fault.kind, isJudged: refusal.isJudged)
      refusals[key, default: 0] += 1
    }
    guard let network = finding.network else { return }
    networks[network, default: Counts()].passed += counts.passed
    networks[network, default: Counts()].failed += counts.failed
    networks[network, default: Counts()].skipped += counts.skipped
  }
}
