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
  /// - Parameter nonce: Gives the nonce of the next transaction of an account.
  @inline(__always)
  private func lane<Failure: Error>(
    _ range: Range<Int>, _ plan: MixPlan, _ signable: SignableAddresses?, prepared: () -> Void,
    check: () throws(Failure) -> Void, nonce: (_ sender: Int) -> UInt64
  ) throws(Failure) -> LaneOutput {
    let lane = GenerationLane(spec, plan, emptyGenesis(signable))
    prepared()
    var drafts: [DraftBlock] = []
    drafts.reserveCapacity(range.count)
    for index in range {
      try check()
      let place = UInt64(index + 1)
      drafts.append(
        lane.block(
          place, count: spec.transactions(inBlock: place), after: spec.transactions(before: place),
          nonce: nonce))
    }
    return LaneOutput(drafts: drafts, genesis: lane.genesis, drawn: lane.drawn)
  }

  /// Makes all blocks from what arrives, on this thread.
  ///
  /// Where a block is full depends on the gas of a transaction that is not made yet, and one that is made
  /// belongs into the block for which its session made it. So the largest gas limit of its kind decides;
  /// and if a transaction turned out larger than any of its kind before it, and too large for its block,
  /// everything is made anew with that in mind. As a rule that happens once, for all kinds together.
  private func arrivingBlocks<Failure: Error>(
    _ arrivals: ArrivalSpec, _ plan: MixPlan, _ signable: SignableAddresses?, prepared: () -> Void,
    check: () throws(Failure) -> Void, number: (inout DraftBlock) -> Void
  ) throws(Failure) -> LaneOutput {
    var gasByKind: [UInt16: UInt64] = [:]
    while true {
      let lane = GenerationLane(spec, plan, emptyGenesis(signable))
      prepared()
      var cutter = BlockCutter(spec, arrivals, gasByKind: gasByKind)
      var drafts: [DraftBlock] = []
      for index in 0..<spec.blocks {
        try check()
        drafts.append(cutter.block(UInt64(index + 1), from: lane))
      }
      guard cutter.wasSurprised else {
        for index in drafts.indices { number(&drafts[index]) }
        return LaneOutput(drafts: drafts, genesis: lane.genesis, drawn: lane.drawn)
      }
      gasByKind = cutter.gasByKind
    }
  }

  /// Makes all blocks, in consecutive parts, each on a thread. Workloads with a profile that keeps state,
  /// and those whose blocks are cut from arrivals, need the blocks before each block, and so one thread.
  ///
  /// The transactions of a single part have their nonces; those of several cannot yet.
  func lanes<Failure: Error>(
    threads: Int, _ plan: MixPlan, _ nonces: inout SenderNonces,
    prepared: @Sendable () -> Void, check: @Sendable () throws(Failure) -> Void
  ) throws(Failure) -> [LaneOutput] {
    let signable = spec.isSignable ? SignableAddresses() : nil
    if let arrivals = spec.arrivals {
      return [
        try arrivingBlocks(arrivals, plan, signable, prepared: prepared, check: check) {
          nonces.number(&$0)
        }
      ]
    }
    let keepsState = spec.mix.contains { type(of: $0.profile).keepsState }
    let parts = keepsState ? 1 : min(max(threads, 1), spec.blocks)
    guard parts > 1 else {
      return [
        try lane(0..<spec.blocks, plan, signable, prepared: prepared, check: check) {
          nonces.next(of: $0)
        }
      ]
    }
    let results = Mutex<[Int: Result<LaneOutput, Failure>]>([:])
    DispatchQueue.concurrentPerform(iterations: parts) { part in
      let range = spec.blocks * part / parts..<spec.blocks * (part + 1) / parts
      let result = Result { () throws(Failure) -> LaneOutput in
        try lane(range, plan, signable, prepared: prepared, check: check) { _ in 0 }
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
