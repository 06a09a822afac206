import Interchange
import Primitives
import State

/// What came of one block test, or of a whole file that could not be read.
public struct BlockTestFinding: Sendable {
  /// The file's path, as found under the path that was given.
  public var file: String
  /// Nil for a file that could not be read.
  public var test: String?
  /// The rules that the chain follows, as the file names them; nil as ``test`` is.
  public var network: String?
  public var verdict: BlockTestVerdict
  /// Blocks that were imported, each counted once for all schedulers.
  public var importedBlocks = 0
  /// Blocks of which some scheduler's receipts root could not be compared, each once.
  public var blocksWithoutReceiptsRoot = 0
  /// Blocks that were refused as they should be, each once for all schedulers.
  public var refusals: [BlockTestRefusal] = []
}

/// A block that was refused, as its test says.
public struct BlockTestRefusal: Hashable, Sendable {
  /// Why it should be, in the test's words.
  public var exception: String
  /// Why it was.
  public var fault: BlockFault
  /// Whether the exception is one whose reasons are known here, so that the two could be compared.
  public var isJudged: Bool
}

/// How a block test ended.
public enum BlockTestVerdict: Sendable {
  case passed
  case failed(BlockTestFailure)
  /// Not run: tests are counted under this reason.
  case skipped(String)
}

/// Why a block test failed: the first thing that is not as the test says.
public struct BlockTestFailure: Error, Sendable {
  /// Nil where no scheduler had a part in it.
  public var scheduler: String?
  /// Nil where it is no block's fault.
  public var block: Place?
  public var problem: Problem

  /// A block of a test.
  public struct Place: Hashable, Sendable {
    /// In the file, from zero.
    public var index: Int
    /// The block's number; nil where it could not be decoded.
    public var number: UInt64?
  }

  public enum Problem: Sendable {
    /// The file is not a block test.
    case unreadable(InterchangeError)
    /// The root of `pre` is not the genesis header's.
    case genesisRoot(Hash, expected: Hash)
    /// A valid block was refused; with the first account that differs, where there is something to compare
    /// with.
    case refused(BlockFault, StateDifference?)
    /// The block has another hash than the file says.
    case blockHash(Hash, expected: Hash)
    /// The block should have been refused for the reason that the test gives, and was imported.
    case imported(expectedException: String)
    /// The block was refused, but not for the reason that the test gives.
    case refusedOtherwise(BlockFault, expectedException: String)
    /// The canonical chain ends elsewhere.
    case head(Hash, expected: Hash)
    /// The state after the last block of the canonical chain.
    case finalState(StateDifference)
    case finalRoot(Hash, expected: Hash)
    /// A fault of ours while executing.
    case execution(String)
  }
}

extension BlockTestFinding: CustomStringConvertible {
  /// One line: file, test, scheduler, block, and what is wrong.
  public var description: String {
    switch verdict {
    case .passed: "\(place): passed"
    case .skipped(let reason): "\(place): skipped: \(reason)"
    case .failed(let failure):
      if case .unreadable(let error) = failure.problem {
        error.description
      } else {
        "\(place): \(failure)"
      }
    }
  }

  private var place: String { test.map { "\(file): \($0)" } ?? file }
}

extension BlockTestFailure: CustomStringConvertible {
  /// Scheduler, block, and what is wrong.
  public var description: String {
    var parts = scheduler.map { [$0] } ?? []
    if let block {
      parts.append(
        "block \(block.number.map(String.init) ?? "?") (\(block.index + 1). in the file)")
    }
    return (parts + [problem.description]).joined(separator: ": ")
  }
}

extension BlockTestFailure.Problem: CustomStringConvertible {
  /// One line, without a full stop.
  public var description: String {
    switch self {
    case .unreadable(let error): error.description
    case .genesisRoot(let root, let expected):
      "genesis state root \(root.hex), expected \(expected.hex)"
    case .refused(let fault, let difference):
      "refused: \(fault)" + (difference.map { "; first difference: \($0)" } ?? "")
    case .blockHash(let hash, let expected): "hash \(hash.hex), expected \(expected.hex)"
    case .imported(let exception): "imported, expected its refusal: \(exception)"
    case .refusedOtherwise(let fault, let exception):
      "refused: \(fault); expected its refusal for \(exception)"
    case .head(let hash, let expected):
      "the canonical chain ends with \(hash.hex), expected \(expected.hex)"
    case .finalState(let difference): "after the last block: \(difference)"
    case .finalRoot(let root, let expected):
      "state root after the last block \(root.hex), expected \(expected.hex)"
    case .execution(let fault): "not executed: \(fault)"
    }
  }
}
