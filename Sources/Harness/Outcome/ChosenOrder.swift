import Schedulers
import State

extension BlockStream {
  /// The same stream with the transactions of each block in another order.
  /// - Parameter orders: By block, of each place the transaction; nil for the order that the block has.
  func reordered(_ orders: [[Int]?]) -> BlockStream {
    var reordered = self
    for (index, order) in orders.enumerated() {
      if let order { reordered.steps[index] = steps[index].reordered(order) }
    }
    return reordered
  }
}

extension BlockStream.Step {
  fileprivate func reordered(_ order: [Int]) -> Self {
    var block = block
    block.transactions = order.map { self.block.transactions[$0] }
    return Self(block: block, executor: executor.reordered(order))
  }
}

extension TransactionExecutor {
  fileprivate func reordered(_ order: [Int]) -> any TransactionExecutor {
    ReorderedExecutor(self, order: order)
  }
}

extension StreamExecution {
  /// The same execution with each block's results in the order that the scheduler chose for it.
  var inChosenOrder: StreamExecution {
    var reordered = self
    reordered.results = zip(results, orders).map { results, order in
      order?.map { results[$0] } ?? results
    }
    return reordered
  }
}

extension OutcomeOracle {
  /// The verdict on an execution whose order the scheduler chose: what it came to, in that order, has to be
  /// what sequential execution makes of that order, receipts with their cumulative gas included. Executes
  /// the stream once more, off the clock.
  ///
  /// - Throws: ``ExperimentFailure`` where in that order a transaction does not end as it is meant to, so
  ///   that the time would be that of something else; `SchedulerFailure`.
  func verdictOnChosenOrder(
    of other: StreamExecution, by arm: ExperimentPlan.Arm
  ) throws -> OutcomeVerdict {
    for (order, step) in zip(other.orders, stream.steps) {
      guard let order else { continue }
      let count = step.executor.transactionCount
      guard order.count == count, order.sorted() == Array(0..<count) else {
        throw ExperimentFailure(
          "\(stream.name): \(arm.scheduler.name) chose an order in which some of the \(count) transactions "
            + "of a block are missing or come twice")
      }
    }
    let oracle = try OutcomeOracle(for: stream.reordered(other.orders))
    do throws(ExperimentFailure) {
      try oracle.refuseUnmeant(
        zip(intended, other.orders).map { intended, order in
          order?.map { intended[$0] } ?? intended
        })
    } catch {
      throw ExperimentFailure("in the order that \(arm.scheduler.name) chose, \(error)")
    }
    return oracle.compare(other.inChosenOrder, by: arm)
  }
}
