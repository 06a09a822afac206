import Schedulers
import Workloads

/// The schedulers of an experiment: sequential execution, which is always the baseline, and those that
/// are compared with it.
enum SchedulerSelection {
  static let baseline = SequentialScheduler()

  /// The contenders named, each once, in the order given; all there are if none is named. One scheduler
  /// with two settings is two contenders.
  /// - Throws: ``PlanError`` for an unknown name or setting, with the nearest known one, and where nothing
  ///   is left to compare with the baseline.
  static func contenders(_ names: [String]) throws(PlanError) -> [any Scheduler] {
    var chosen: [any Scheduler] = []
    for name in names.isEmpty ? allSchedulers.map(\.name) : names {
      let scheduler = try known(name)
      let isNew = !chosen.contains { $0.name == scheduler.name }
      if scheduler.name != baseline.name && isNew { chosen.append(scheduler) }
    }
    guard !chosen.isEmpty else {
      throw PlanError(
        "\(baseline.name) is the baseline of every comparison: name at least one other scheduler")
    }
    return chosen
  }

  /// What a suite file's reader is told of the names it finds.
  static func check(_ name: String) -> SuiteSpec.SchedulerName {
    do { return .known(try scheduler(named: name).name) } catch {
      return .wrong(problem: error.problem, remedy: error.remedy)
    }
  }

  private static func known(_ name: String) throws(PlanError) -> any Scheduler {
    do { return try scheduler(named: name) } catch { throw PlanError(error.description) }
  }
}
