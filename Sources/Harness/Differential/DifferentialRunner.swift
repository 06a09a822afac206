import EVM
import Interchange
import Primitives
import Schedulers
import State

/// Executes cases of differential testing, one at a time: sequentially, and then under Block-STM with two
/// workers, which must come to the same.
///
/// `run` wants a large stack: see `onLargeStack`.
public struct DifferentialRunner: Sendable {
  /// Whether outcomes list every account that is there afterwards.
  public var listsAccounts: Bool
  private let one = WorkerPool(size: 1)
  private let two = WorkerPool(size: 2)

  public init(listsAccounts: Bool = false) {
    self.listsAccounts = listsAccounts
  }

  /// What came of a case. Faults are in the outcome: a run of many cases goes on after them.
  public func run(_ testCase: DifferentialCase) -> DifferentialOutcome {
    var outcome = DifferentialOutcome(id: testCase.id)
    guard let fork = Fork(name: testCase.forkName) else {
      outcome.crash = "the rules of \(testCase.forkName) are not there"
      return outcome
    }
    let prepared = PreparedCase(testCase, rules: ForkRules(fork))
    do {
      let sequential = try prepared.execute(under: SequentialScheduler(), with: one)
      outcome.describe(sequential, of: prepared)
      if listsAccounts {
        outcome.post = Dictionary(
          uniqueKeysWithValues: sequential.state.allocation().map {
            ($0.key.hex, DifferentialOutcome.Account($0.value))
          })
      }
      let parallel = try prepared.execute(under: BlockSTMScheduler(), with: two)
      outcome.schedulerDifference = parallel.difference(from: sequential)
    } catch {
      outcome.crash = "\(error)"
    }
    return outcome
  }
}
