import Primitives
import State

/// A block's transactions in another order: what the outcome of a scheduler that chooses one is compared
/// with.
public struct ReorderedExecutor<Base: TransactionExecutor>: TransactionExecutor {
  private let base: Base
  private let order: [Int]

  /// - Parameter order: By place, the transaction; each of them once.
  public init(_ base: Base, order: [Int]) {
    precondition(
      order.count == base.transactionCount && Set(order).count == order.count
        && order.allSatisfy { base.transactionCount > $0 && $0 >= 0 },
      "an order of \(base.transactionCount) transactions has each of them once")
    self.base = base
    self.order = order
  }

  public var transactionCount: Int { order.count }
  public var beneficiary: Address { base.beneficiary }
  public var mayEraseStorage: Bool { base.mayEraseStorage }
  public var transactions: [Transaction]? {
    base.transactions.map { transactions in order.map { transactions[$0] } }
  }

  public func makeWorker(lane: Int) -> any TransactionWorker {
    Worker(base: base.makeWorker(lane: lane), order: order)
  }

  private final class Worker: TransactionWorker {
    let base: any TransactionWorker
    let order: [Int]

    init(base: any TransactionWorker, order: [Int]) {
      self.base = base
      self.order = order
    }

    func execute(
      _ index: Int, reading view: any StateView, into effects: TransactionEffects
    ) throws(ReadFailure) {
      try base.execute(order[index], reading: view, into: effects)
    }

    func prefetch(_ index: Int) { base.prefetch(order[index]) }
  }
}
