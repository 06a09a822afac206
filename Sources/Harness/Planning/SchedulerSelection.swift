import Schedulers

/// The schedulers of an experiment: sequential execution, which is always the baseline, and those that
/// are compared with it.
enum SchedulerSelection {
  static let baseline = SequentialScheduler()

  /// The contenders named, each once, in the order given; all there are if none is named.
  /// - Throws: ``PlanError`` for an unknown name, with the nearest known one, and where nothing is left
  ///   to compare with the baseline.
  static func contenders(_ names: [String]) throws(PlanError) -> [any Scheduler] {
    var chosen: [any Scheduler] = []
    for name in names.isEmpty ? allSchedulers.map(\.name) : names {
      let scheduler = try known(name)
      let isNew = !chosen.contains { $0.name == name }
      if name != baseline.name && isNew { chosen.append(scheduler) }
    }
    guard !chosen.isEmpty else {
      throw PlanError(
        "\(baseline.name) is the baseline of every comparison: name at least one other scheduler")
    }
    return chosen
  }

  private static func known(_ name: String) throws(PlanError) -> any Scheduler {
    do { return try scheduler(named: name) } catch { throw PlanError(error.description) }
  }
}
