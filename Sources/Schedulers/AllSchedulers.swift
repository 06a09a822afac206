/// Every scheduler there is, with standard settings, the baseline first. A scheduler listed here is run
/// by the contract tests, the command line and the reports.
public let allSchedulers: [any Scheduler] = makeSchedulers()

/// The list, made anew: with nothing in their pools.
/// - Parameters:
///   - stallLimit: how long nothing may move in schedulers that wait.
///   - judge: decides which blocks `hybrid`, by itself or chosen by `adaptive`, executes in order from the start.
func makeSchedulers(
  stallLimit: Duration = .standardStallLimit, judge: BlockJudge = BlockJudge()
) -> [any Scheduler] {
  [
    SequentialScheduler(), SequentialInstrumentedScheduler(),
    BlockSTMScheduler(stallLimit: stallLimit),
    BlockSTMEstimatesScheduler(.standard, stallLimit: stallLimit),
    BlockSTMLazyScheduler(.standard, stallLimit: stallLimit),
    StaticDAGScheduler(stallLimit: stallLimit),
    StaticLocksScheduler(.standard, stallLimit: stallLimit), PartitionScheduler(),
    BlockAccessListScheduler(), OCCRoundsScheduler(RoundLimits(), stallLimit: stallLimit),
    OCCRoundsReorderingScheduler(RoundLimits(), stallLimit: stallLimit),
    SpeculateCommitScheduler(.standard, stallLimit: stallLimit),
    HybridScheduler(judge: judge, stallLimit: stallLimit),
    AdaptiveScheduler(.standard, judge: judge, stallLimit: stallLimit),
  ]
}

/// All of ``allSchedulers``, each followed by its ``Scheduler/variants``: what tests go through.
public let allSchedulerVariants: [any Scheduler] = withVariants(allSchedulers)

/// The same of other schedulers than those that all share.
func withVariants(_ schedulers: [any Scheduler]) -> [any Scheduler] {
  schedulers.flatMap { scheduler in
    [scheduler]
      + scheduler.variants.map { settings in
        do { return try scheduler.configured("\(scheduler.name):\(settings)") } catch {
          fatalError("a variant of \(scheduler.name) is wrong: \(error)")
        }
      }
  }
}

/// Those of ``allSchedulers`` that execute a block in the order it has: all that can be held to a header,
/// which commits to it.
public let schedulersInBlockOrder = allSchedulers.filter { !$0.choosesOrder }

/// The scheduler that `name` names: its name, and after it any settings, each ":key=value".
/// - Throws: ``SchedulerNameError``, which knows what may have been meant.
public func scheduler(named name: String) throws(SchedulerNameError) -> any Scheduler {
  try scheduler(named: name, among: allSchedulers)
}

/// The same of other schedulers than those that all share.
func scheduler(
  named name: String, among schedulers: [any Scheduler]
) throws(SchedulerNameError) -> any Scheduler {
  let head = name.prefix { $0 != ":" }
  for scheduler in schedulers where scheduler.name == head {
    return try scheduler.configured(name)
  }
  throw .noScheduler(String(head))
}

extension Scheduler {
  /// This scheduler with the settings that follow its name in `spelling`.
  fileprivate func configured(_ spelling: String) throws(SchedulerNameError) -> any Scheduler {
    let parts = spelling.split(separator: ":", omittingEmptySubsequences: false).dropFirst()
    if parts.isEmpty { return self }
    var settings = SchedulerSettings.standard
    var seen: Set<String> = []
    for part in parts {
      let words = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        .map(String.init)
      guard words.count == 2 else { throw .wrongForm(String(part), of: self) }
      guard let parameter = parameters.first(where: { $0.name == words[0] }) else {
        throw .noParameter(words[0], of: self)
      }
      guard seen.insert(parameter.name).inserted else { throw .twice(parameter, of: self) }
      guard settings.set(parameter, to: words[1]) else {
        throw .wrongValue(words[1], of: parameter, of: self)
      }
    }
    return configured(settings)
  }
}
