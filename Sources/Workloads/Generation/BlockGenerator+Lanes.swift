import Dispatch
import Synchronization

/// What lanes of generation make, before it is put together.
struct LaneOutput: Sendable {
  var drafts: [DraftBlock]
  var genesis: GenesisBuilder
  /// By entry of the mix and choice: the ranks drawn.
  var drawn: [[[UInt32]]]
}

/// Blocks by one thread or by many.
extension BlockGenerator {
  /// Makes the blocks of `range`, counted from 0, all on this thread.
  func lane<Failure: Error>(
    _ range: Range<Int>, _ plan: MixPlan, check: () throws(Failure) -> Void
  ) throws(Failure) -> LaneOutput {
    let lane = GenerationLane(spec, plan, collectingNames: collectsNames)
    var drafts: [DraftBlock] = []
    drafts.reserveCapacity(range.count)
    if let arrivals = spec.arrivals {
      var cutter = BlockCutter(spec, arrivals)
      for index in range {
        try check()
        drafts.append(cutter.block(UInt64(index + 1), from: lane))
      }
    } else {
      let count = spec.transactionsPerBlock
      for index in range {
        try check()
        drafts.append(lane.block(UInt64(index + 1), count: count, after: index * count))
      }
    }
    return LaneOutput(drafts: drafts, genesis: lane.genesis, drawn: lane.drawn)
  }

  /// Makes all blocks, in consecutive parts, each on a thread. Workloads with a profile that keeps state,
  /// and those whose blocks are cut from arrivals, need the blocks before each block, and so one thread.
  func lanes<Failure: Error>(
    threads: Int, _ plan: MixPlan, check: @Sendable () throws(Failure) -> Void
  ) throws(Failure) -> [LaneOutput] {
    let isSequential =
      spec.arrivals != nil || spec.mix.contains { type(of: $0.profile).keepsState }
    let parts = isSequential ? 1 : min(max(threads, 1), spec.blocks)
    guard parts > 1 else { return [try lane(0..<spec.blocks, plan, check: check)] }
    let results = Mutex<[Int: Result<LaneOutput, Failure>]>([:])
    DispatchQueue.concurrentPerform(iterations: parts) { part in
      let range = spec.blocks * part / parts..<spec.blocks * (part + 1) / parts
      let result = Result { () throws(Failure) -> LaneOutput in
        try lane(range, plan, check: check)
      }
      results.withLock { $0[part] = result }
    }
    var outputs: [LaneOutput] = []
    for (_, result) in results.withLock({ $0 }).sorted(by: { $0.key < $1.key }) {
      outputs.append(try result.get())
    }
    return outputs
  }
}
