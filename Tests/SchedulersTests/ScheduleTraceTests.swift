import Primitives
import State
import Testing

@testable import Schedulers

/// What a traced execution notes: all of it, once, and in order.
@Suite struct ScheduleTraceTests {
  /// A block with conflicts, estimates and reads of the beneficiary's balance.
  private static let block = HostileBlocks.block("for traces") { i in
    [.addToSlot(i % 3, 0, 1), .wander(4, limit: 8), i % 20 == 19 ? .readBalance(999) : .log(1)]
  }

  @Test(arguments: allSchedulerVariants.map(\.name), [1, 2, 3])
  func everythingIsNotedOnce(name: String, workers: Int) throws {
    let block = Self.block
    let state = WorldState(naive: block.genesis)
    let executor = ToyExecutor(block: block, seed: 5)
    let scheduler = try scheduler(named: name)
    let pool = WorkerPool(size: workers)
    let (execution, trace) = try scheduler.trace(
      executor, on: state, with: pool, knowing: .recorded(executor, on: state.copy()))
    var naive = NaiveInterpreter(accounts: block.genesis)
    _ = naive.execute(block.reordered(try execution.checkedOrder(by: scheduler)))
    #expect(state.naive == naive.accounts)
    #expect(trace.transactionCount == block.transactions.count)
    #expect(trace.lanes.count == workers)

    let spans = trace.lanes.flatMap(\.spans)
    let executions = spans.filter { $0.activity == .execute }
    #expect(executions.count == execution.counters.executions)
    #expect(Set(executions.map(\.transaction)) == Set(0..<Int32(block.transactions.count)))
    let aborts = trace.lanes.flatMap(\.aborts)
    for cause in AbortCause.allCases {
      #expect(aborts.count { $0.cause == cause } == execution.counters.abortCounts[cause])
    }
    expectOrder(trace)
    #expect(pool.recorder == nil)
    #expect(trace.split.reduce(0, +) == UInt64(workers) * (trace.end - trace.start))
  }

  /// A lane does one thing after the other, all of them within the block.
  private func expectOrder(_ trace: ScheduleTrace) {
    for lane in trace.lanes {
      var last = trace.start
      for span in lane.spans {
        #expect(span.start >= last && span.end >= span.start)
        last = span.end
      }
      #expect(last <= trace.end)
    }
    let latencies = trace.commitLatencies
    #expect(latencies == latencies.sorted())
    #expect(latencies.allSatisfy { $0 > 0 && $0 <= trace.end - trace.start })
  }

  @Test func splitAndLatencies() {
    func span(_ activity: Activity, _ transaction: Int32, _ times: ClosedRange<UInt64>)
      -> ScheduleTrace.Span
    {
      .init(
        activity: activity, transaction: transaction, start: times.lowerBound,
        end: times.upperBound)
    }
    let trace = ScheduleTrace(
      transactionCount: 3, start: 100, end: 200,
      lanes: [
        .init(
          spans: [span(.prepare, -1, 100...110), span(.execute, 0, 110...150)], aborts: []),
        .init(
          spans: [
            span(.execute, 1, 120...130), span(.validate, 1, 130...135),
            span(.execute, 2, 135...190), span(.commit, 2, 190...193),
          ], aborts: []),
      ])
    // Of 200 in all: 10 preparing, 105 executing, 5 validating, 3 committing, the rest idle.
    #expect(trace.split == [10, 105, 0, 5, 0, 77, 3])
    #expect(trace.commitLatencies == [50, 50, 93])
    #expect(trace.transactionTimes == [40, 10, 58])
  }

  @Test func nobodyAsksNothingIsNoted() throws {
    let pool = WorkerPool(size: 2)
    let trace = pool.trace(of: 1)
    trace.enter(.execute, 3)
    trace.abort(3, .conflict)
    #expect(pool.recorder == nil)
  }
}
