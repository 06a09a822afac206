/// Cuts blocks from transactions as they arrive: first come, first served, until the block's time is up
/// or its gas is spent.
struct BlockCutter: ~Copyable {
  private let spec: WorkloadSpec
  private let arrivals: ArrivalSpec
  private var times: ArrivalTimes
  /// The first arrival that is in no block yet.
  private var nextArrival: UInt64
  /// The kind of the transaction that comes next, where the block before it had no room for it.
  private var nextKind: UInt16?
  private var transactions = 0
  /// By kind: the largest gas limit there was. What a transaction needs is not known before it is made.
  private(set) var gasByKind: [UInt16: UInt64]
  /// Whether a transaction was larger than any of its kind before it, and larger than what its block had
  /// left: the blocks are then no good, and have to be cut anew by what is known now.
  private(set) var wasSurprised = false

  /// - Parameter gasByKind: What is known of the kinds beforehand.
  init(_ spec: WorkloadSpec, _ arrivals: ArrivalSpec, gasByKind: [UInt16: UInt64] = [:]) {
    self.spec = spec
    self.arrivals = arrivals
    self.gasByKind = gasByKind
    times = ArrivalTimes(arrivals.process, seed: spec.seed)
    nextArrival = times.next()
  }

  /// The block that is made `number` intervals after the start.
  mutating func block(_ number: UInt64, from lane: GenerationLane) -> DraftBlock {
    lane.begin(number, after: transactions)
    let deadline = number * spec.blockInterval * 1_000_000_000
    var block = DraftBlock()
    var gas: UInt64 = 0
    while block.transactions.count < spec.transactionsPerBlock, nextArrival <= deadline {
      let kind = nextKind ?? lane.nextKind()
      // One that fits no block at all gets one of its own.
      nextKind = gas > 0 && gas + gasByKind[kind, default: 0] > arrivals.gasLimit ? kind : nil
      guard nextKind == nil else { break }
      let needed = lane.append(kind, to: &block)
      block.arrivals.append(nextArrival)
      nextArrival = times.next()
      if gas > 0, gas + needed > arrivals.gasLimit { wasSurprised = true }
      gas += needed
      gasByKind[kind] = max(gasByKind[kind, default: 0], needed)
    }
    transactions += block.transactions.count
    return block
  }
}
