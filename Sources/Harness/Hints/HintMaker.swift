import Prediction
import Schedulers
import State

/// Finds out, block by block, what each hint setting says of a stream that is being recorded.
///
/// What is found out of a block is found out before the block is executed, from what a node could know
/// then; only afterwards is the block learnt from.
struct HintMaker {
  private(set) var prepared: [HintSetting: PreparedHints] = [:]
  private let settings: [HintSetting]
  private let seed: UInt64
  private var predictor = AccessPredictor()
  /// The states before this block and earlier ones, the newest last, as many as anybody asks for.
  private var states: [WorldState] = []
  private let oldest: Int
  private var block = 0

  /// - Parameter settings: each once.
  /// - Parameter seed: what locations are dropped and added by.
  init(_ settings: [HintSetting], seed: UInt64) {
    self.settings = settings
    self.seed = seed
    oldest = settings.lazy.filter { $0.source == .stale }.map(\.age).max() ?? -1
    for setting in settings { prepared[setting] = PreparedHints(setting) }
  }

  /// The access sets of a block that is about to be executed, by source.
  struct Forecast {
    fileprivate var sets: [HintSetting: AccessSets] = [:]
    fileprivate var nanoseconds: [HintSetting: UInt64] = [:]
  }

  /// What is known of a block before it is executed on `before`. Empty if nobody asks.
  mutating func forecast(_ step: BlockStream.Step, before: WorldState) -> Forecast {
    var forecast = Forecast()
    if oldest >= 0 {
      states.append(before)
      if states.count > oldest + 1 { states.removeFirst() }
    }
    for source in unspoilt where source.source != .perfect {
      let stopwatch = Stopwatch()
      forecast.sets[source] = sets(source, step, before: before)
      forecast.nanoseconds[source] = stopwatch.elapsed().wall
    }
    return forecast
  }

  /// The settings without what spoils them, each once, in order.
  private var unspoilt: [HintSetting] {
    var sources: [HintSetting] = []
    for setting in settings {
      let source = HintSetting(setting.source, age: setting.age)
      if !sources.contains(source) { sources.append(source) }
    }
    return sources
  }

  private func sets(
    _ source: HintSetting, _ step: BlockStream.Step, before: WorldState
  ) -> AccessSets? {
    switch source.source {
    case .perfect, .none: nil
    case .stale:
      AccessSets.preexecuted(step.executor, on: states[max(0, states.count - 1 - source.age)])
    case .declared: AccessSets.declared(by: step.block.transactions)
    case .learned:
      predictor.predict(
        step.block.transactions, beneficiary: step.executor.beneficiary, on: before)
    }
  }

  /// Keeps what was forecast of a block, now that its accesses are known, and learns from them.
  /// - Parameter isMeasured: false for a block that is there to be learnt from only.
  mutating func conclude(
    _ step: BlockStream.Step, _ forecast: Forecast, _ recorded: BlockAccesses, before: WorldState,
    after: WorldState, isMeasured: Bool
  ) {
    if isMeasured, !settings.isEmpty {
      let actual = AccessSets(recorded, on: after)
      for setting in settings {
        let source = HintSetting(setting.source, age: setting.age)
        let sets = setting.source == .perfect ? actual : forecast.sets[source]
        prepared[setting]?.add(
          sets?.spoilt(setting, seed: seed, block: block), against: actual,
          nanoseconds: forecast.nanoseconds[source] ?? 0)
      }
    }
    if settings.contains(where: { $0.source == .learned }) {
      predictor.learn(
        step.block.transactions, beneficiary: step.executor.beneficiary, from: recorded,
        before: before, after: after)
    }
    block += 1
  }
}
