/// Cuts blocks from transactions as they arrive: first come, first served, until the block's time is up
/// or its gas is spent.
struct BlockCutter: ~Copyable {
  private let spec: WorkloadSpec
  private let arrivals: ArrivalSpec
  private var times: ArrivalTimes
  /// The first arrival that is in no block yet.
  private var nextArrival: UInt64
  private var nextKind: UInt16?
  /// A transaction that was made, and then did not fit.
  private var leftOver: (call: GeneratedCall, kind: UInt16)?
  private var transactions = 0
  /// By kind: the largest gas limit so far. What a transaction needs is not known before it is made, and
  /// one that is made belongs into the block for which its session made it.
  private var gasSeen: [UInt16: UInt64] = [:]

  init(_ spec: WorkloadSpec, _ arrivals: ArrivalSpec) {
    self.spec = spec
    self.arrivals = arrivals
    times = ArrivalTimes(arrivals.process, seed: spec.seed)
    nextArrival = times.next()
  }

  /// The block that is made `number` intervals after the start.
  mutating func block(_ number: UInt64, from lane: GenerationLane) -> DraftBlock {
    lane.begin(number, after: transactions)
    let deadline = number * spec.blockInterval * 1_000_000_000
    var block = DraftBlock(capacity: 0)
    var gas: UInt64 = 0
    while block.transactions.count < spec.transactionsPerBlock, nextArrival <= deadline,
      let (call, kind) = nextTransaction(
        from: lane, gasLeft: arrivals.gasLimit - min(gas, arrivals.gasLimit))
    {
      // One that fits no block at all gets one of its own.
      if gas > 0, gas + call.gasLimit > arrivals.gasLimit {
        leftOver = (call, kind)
        break
      }
      gas += call.gasLimit
      block.append(call, kind: kind)
      block.arrivals.append(nextArrival)
      nextArrival = times.next()
    }
    transactions += block.transactions.count
    return block
  }

  /// The next transaction; nil if it will probably not fit.
  private mutating func nextTransaction(
    from lane: GenerationLane, gasLeft: UInt64
  ) -> (call: GeneratedCall, kind: UInt16)? {
    if let made = leftOver {
      leftOver = nil
      return made
    }
    let kind = nextKind ?? lane.nextKind()
    nextKind = kind
    let isFull = gasLeft < arrivals.gasLimit && gasSeen[kind, default: 0] > gasLeft
    guard !isFull else { return nil }
    nextKind = nil
    let call = lane.call(kind)
    gasSeen[kind] = max(gasSeen[kind, default: 0], call.gasLimit)
    return (call, kind)
  }
}
