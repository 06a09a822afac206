/// When transactions arrive, and how blocks are cut from what has arrived.
///
/// An open loop: arrivals do not wait for execution. In the file:
/// `arrivals: {process: poisson, rate: 150, block_time: 12, gas_limit: 30_000_000}`; two-state bursts by
/// `process: mmpp` with `burst_rate`, `calm` and `burst` (mean seconds in either state). Without it blocks
/// are batches of `transactions_per_block`.
public struct ArrivalSpec: Hashable, Sendable {
  /// The process of arrivals.
  public enum Process: Hashable, Sendable {
    /// One every 1/rate seconds.
    case constant(rate: Double)
    /// Independent arrivals.
    case poisson(rate: Double)
    /// Poisson whose rate changes between two states, each of exponential duration: a two-state
    /// Markov-modulated Poisson process.
    case mmpp(rate: Double, burstRate: Double, calm: Double, burst: Double)
  }

  public let process: Process
  /// Seconds from block to block.
  public let blockTime: Int
  /// A block is full when the next transaction's gas limit does not fit.
  public let gasLimit: UInt64

  static let keys = [
    "process", "rate", "burst_rate", "calm", "burst", "block_time", "gas_limit",
  ]
  private static let rates = 0.001...10_000_000.0

  init(_ section: SpecSection) throws(WorkloadError) {
    let name = try section.name(
      "process", of: ["constant", "poisson", "mmpp"], what: "process of arrivals")
    let rate = try section.number("rate", in: Self.rates)
    if name == "mmpp" {
      process = .mmpp(
        rate: rate, burstRate: try section.number("burst_rate", in: Self.rates),
        calm: try section.number("calm", in: 0.001...1e6),
        burst: try section.number("burst", in: 0.001...1e6))
    } else {
      for key in ["burst_rate", "calm", "burst"] where section.has(key) {
        throw section.error(
          at: key, "is for 'process: mmpp' only", remedy: "delete it, or change the process")
      }
      process = name == "poisson" ? .poisson(rate: rate) : .constant(rate: rate)
    }
    blockTime = try section.integer("block_time", in: 1...3600, default: 12)
    gasLimit = UInt64(
      try section.integer("gas_limit", in: 1_000_000...1_000_000_000_000, default: 30_000_000))
  }
}
