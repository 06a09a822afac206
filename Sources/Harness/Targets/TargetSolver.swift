import Foundation
import GSL
import Workloads

/// Turns a workload's knob until its blocks have the contention that its `target` asks for.
///
/// The trial blocks are the workload's own first ones, so every trial draws the same random numbers and
/// only the knob differs; the contention of a few thousand transactions is a step function of it
/// nevertheless. So: a grid over the range finds a crossing (and the reachable range), Brent's method
/// narrows it, and if no value of the knob came close enough, more are tried around the best. Where the
/// blocks after the trial's make it another workload (its phases change, or chance had it), all is done again
/// with trials of as many blocks as the result is measured on.
public struct TargetSolver {
  /// Close enough to stop looking.
  static let aim = 0.01
  /// As far off as a target may be at the end.
  static let tolerance = 0.05
  /// Transactions of a trial: some more than this, in whole blocks.
  static let trialTransactions = 20_000
  static let gridPoints = 9

  private let spec: WorkloadSpec
  private let target: TargetSpec
  /// How many transactions a trial has, or some more.
  private let trialTransactions: Int
  private let interruption: Interruption
  private var best: (knob: Double, value: Double)?
  private var trials = 0
  private var seen: [Double] = []

  private init(
    _ spec: WorkloadSpec, _ target: TargetSpec, trialTransactions: Int,
    until interruption: Interruption
  ) {
    self.spec = spec
    self.target = target
    self.trialTransactions = trialTransactions
    self.interruption = interruption
  }

  /// The solution of `spec`'s target; nil if it has none. Takes a large stack: see `onLargeStack`.
  /// - Throws: ``UnreachableTarget``; `WorkloadError` for a knob that is none; ``ExperimentFailure``;
  ///   ``Interrupted``.
  public static func solve(
    _ spec: WorkloadSpec, until interruption: Interruption = Interruption()
  ) throws -> SolvedTarget? {
    guard let target = spec.target else { return nil }
    var short = TargetSolver(
      spec, target, trialTransactions: trialTransactions, until: interruption)
    do {
      let solved = try short.solve()
      if short.isClose(solved.realised[target.measure].value, Self.tolerance) { return solved }
    } catch let unreachable as UnreachableTarget {
      // Later blocks may reach what the first do not.
      guard spec.blocks * spec.transactionsPerBlock > trialTransactions else { throw unreachable }
    }
    var long = TargetSolver(
      spec, target, trialTransactions: ContentionMeter.standardLimit, until: interruption)
    long.trials = short.trials
    let solved = try long.solve()
    let realised = solved.realised[target.measure].value
    // Of phases with small blocks it may have taken more of them.
    guard long.isClose(realised, Self.tolerance) else { throw long.unreachable(nearest: realised) }
    return solved
  }

  private mutating func solve() throws -> SolvedTarget {
    try search()
    guard let best, isClose(best.value, Self.tolerance) else {
      throw unreachable(nearest: best?.value ?? 0)
    }
    let solved = try spec.setting(target.knobs, to: best.knob)
    let workload = BlockGenerator(solved).generate()
    return SolvedTarget(
      target: target, knob: best.knob, workload: solved,
      realised: try ContentionMeter.measure(workload, until: interruption), trials: trials)
  }

  private func unreachable(nearest: Double) -> UnreachableTarget {
    UnreachableTarget(
      workload: spec.name, target: target, reachable: (seen.min() ?? 0)...(seen.max() ?? 0),
      nearest: nearest)
  }

  /// Tries values of the knob until one is close enough or there is no use in going on.
  private mutating func search() throws {
    guard let bracket = try bracket() else { return }
    if isCloseEnough { return }
    // A copy, because the root finder's closure cannot hold `self`.
    var solver = self
    _ = try RootFinder.brent(
      from: bracket.lowerBound, to: bracket.upperBound,
      tolerance: 1e-5 * (target.range.upperBound - target.range.lowerBound), limit: 24
    ) { (knob: Double) throws(any Error) -> Double in
      // Zero ends the search.
      if solver.isCloseEnough { return 0 }
      return try solver.trial(knob)
    }
    self = solver
    try dither(around: bracket)
  }

  private var isCloseEnough: Bool { best.map { isClose($0.value, Self.aim) } ?? false }

  /// Whether a value is the target, within a share of it. Nothing has no shares: there, it is within what one
  /// conflict in each block comes to.
  private func isClose(_ value: Double, _ share: Double) -> Bool {
    distance(of: value) <= (target.value == 0 ? oneConflict : share)
  }

  /// What a block has in which two transactions conflict, and no others.
  private var oneConflict: Double {
    let count = Double(spec.transactionsPerBlock)
    return switch target.measure {
    case .parallelism: 1
    case .dependent: 1 / count
    case .longestChain: 2 / count
    case .conflictProbability: 2 / max(1, count * (count - 1))
    }
  }

  /// Two neighbours on a grid between which the target is crossed; nil if it never is, or if one of the
  /// grid's values is close enough already.
  private mutating func bracket() throws -> ClosedRange<Double>? {
    let range = target.range
    var last: (knob: Double, error: Double)?
    for point in 0..<Self.gridPoints {
      let share = Double(point) / Double(Self.gridPoints - 1)
      let knob = range.lowerBound + share * (range.upperBound - range.lowerBound)
      let error = try trial(knob)
      if let last, last.error * error <= 0 { return last.knob...knob }
      last = (knob, error)
    }
    return nil
  }

  /// Steps are not monotone in the small: tries values in ever wider rings around the best.
  private mutating func dither(around bracket: ClosedRange<Double>) throws {
    guard let centre = best?.knob else { return }
    let width = bracket.upperBound - bracket.lowerBound
    for ring in 1...12 where !isCloseEnough {
      for side in [-1.0, 1.0] {
        let knob = centre + side * width * pow(Double(ring) / 12, 2) / 4
        if target.range.contains(knob) { _ = try trial(knob) }
      }
    }
  }

  /// The logarithmic error at a value of the knob.
  private mutating func trial(_ knob: Double) throws -> Double {
    try interruption.check()
    trials += 1
    let blocks =
      (trialTransactions + spec.transactionsPerBlock - 1) / spec.transactionsPerBlock
    let trial = try spec.setting(target.knobs, to: knob)
      .setting(blocks: min(spec.blocks, blocks))
    let workload = BlockGenerator(trial).generate()
    let value = try ContentionMeter.measure(
      workload, transactions: trialTransactions, until: interruption)[target.measure].value
    seen.append(value)
    if best.map({ distance(of: value) < distance(of: $0.value) }) ?? true {
      best = (knob, value)
    }
    return log(max(value, 1e-9) / max(target.value, 1e-9))
  }

  /// How far off the target a value is: as a share of it; of a target of nothing, the value.
  private func distance(of value: Double) -> Double {
    target.value == 0 ? value : abs(value / target.value - 1)
  }
}
