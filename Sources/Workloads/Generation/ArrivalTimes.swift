import GSL

/// The times at which transactions arrive, by one of the processes of ``ArrivalSpec``.
struct ArrivalTimes: ~Copyable {
  private let process: ArrivalSpec.Process
  private var stream: RandomStream
  /// Seconds.
  private var now = 0.0
  private var isBurst = false
  /// When the present state ends, of a process with two.
  private var stateEnd = 0.0

  init(_ process: ArrivalSpec.Process, seed: UInt64) {
    self.process = process
    stream = RandomStream(seed: seed, named: "arrivals")
    if case .mmpp(_, _, let calm, _) = process { stateEnd = exponential(mean: calm) }
  }

  /// The next arrival, in nanoseconds from the start.
  mutating func next() -> UInt64 {
    switch process {
    case .constant(let rate): now += 1 / rate
    case .poisson(let rate): now += exponential(mean: 1 / rate)
    case .mmpp(let rate, let burstRate, let calm, let burst):
      step(rate: rate, burstRate: burstRate, calm: calm, burst: burst)
    }
    return UInt64((now * 1e9).rounded())
  }

  /// An arrival that would come after the state has ended does not come: by then the rate is another, and
  /// an exponential wait begins anew at any time.
  private mutating func step(rate: Double, burstRate: Double, calm: Double, burst: Double) {
    while true {
      let wait = exponential(mean: 1 / (isBurst ? burstRate : rate))
      if now + wait <= stateEnd {
        now += wait
        return
      }
      now = stateEnd
      isBurst.toggle()
      stateEnd = now + exponential(mean: isBurst ? burst : calm)
    }
  }

  private mutating func exponential(mean: Double) -> Double {
    Exponential(mean: mean).draw(from: &stream)
  }
}
