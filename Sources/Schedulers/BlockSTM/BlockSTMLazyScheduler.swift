import Primitives
import State

/// Block-STM with updates that commute: what a transaction adds to a balance is kept as a difference,
/// not as a value, so that payments to one account do not conflict. (pevm's lazy updates; the ceiling of
/// measured payments rises from 8 to 23 by it.)
///
/// Lazy are: the fee, as in ``BlockSTMScheduler``; value that is received; what a sender pays, of which
/// only is validated that the balance sufficed; and the sender's nonce, which the transaction says itself
/// and validation compares. Whoever reads such a balance gets the sum, and is validated by it.
/// Before EIP-161 nothing is: there, a payment of nothing makes an account.
///
/// So are slots, where code only adds to them: credits of tokens, counters. Nobody has to declare them: the
/// EVM knows additions by their code, and asks of the slot only what the check for overflow and the price of
/// SSTORE depend on. From EIP-6780 on: before that a contract's storage can be erased.
public struct BlockSTMLazyScheduler: Scheduler {
  private let family: BlockSTMFamily
  private let settings: SchedulerSettings

  private static let adding = SchedulerParameter.word(
    "adding", "what is added to without being read: balances, or slots too", standard: Adding.all)

  public init() { self.init(.standard, stallLimit: .standardStallLimit) }

  init(_ settings: SchedulerSettings, stallLimit: Duration) {
    self.settings = settings
    family = BlockSTMFamily(
      BlockSTMOptions(settings, adding: settings.choice(Self.adding)), of: "block-stm-lazy",
      stallLimit: stallLimit)
  }

  public var name: String { settings.spelling(of: "block-stm-lazy") }
  public var summary: String {
    "Block-STM in which payments, and code that only adds to a slot, do not read what they add to; who reads "
      + "gets the sum, and a debit only has to be covered"
  }
  public var parameters: [SchedulerParameter] {
    [Waiting.parameter, Resuming.parameter, BlockSTMOptions.claim, Self.adding]
  }
  public var variants: [String] { ["waiting=suspend", "adding=balances"] }
  public func configured(_ settings: SchedulerSettings) -> any Scheduler {
    Self(settings, stallLimit: family.stallLimit)
  }

  public func execute<Executor: TransactionExecutor>(
    _ executor: Executor, on state: WorldState, with pool: WorkerPool,
    knowing knowledge: BlockKnowledge
  ) throws(SchedulerFailure) -> BlockExecution {
    try family.execute(executor, on: state, with: pool)
  }
}
