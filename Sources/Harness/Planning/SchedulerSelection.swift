import Schedulers
import Workloads

/// The schedulers of an experiment: sequential execution, which is always the baseline, and those that
/// are compared with it.
enum SchedulerSelection {
  static let baseline = SequentialScheduler()

  /// The contenders named, each once, in the order given; if none is named, all that execute a block in the
  /// order it has (in another one, transactions may end otherwise than their workload means them to). One
  /// scheduler with two settings, or two kinds of hints, is two contenders.
  /// - Throws: ``PlanError`` for an unknown name or setting, with the nearest known one, and where nothing
  ///   is left to compare with the baseline.
  static func contenders(_ names: [String]) throws(PlanError) -> [Contender] {
    var chosen: [Contender] = []
    for name in names.isEmpty ? schedulersInBlockOrder.map(\.name) : names {
      let contender = try known(name)
      let isNew = !chosen.contains { $0.name == contender.name }
      if contender.scheduler.name != baseline.name && isNew { chosen.append(contender) }
    }
    guard !chosen.isEmpty else {
      throw PlanError(
        "\(baseline.name) is the baseline of every comparison: name at least one other scheduler")
    }
    return chosen
  }

  /// What a suite file's reader is told of the names it finds.
  static func check(_ name: String) -> SuiteSpec.NameCheck {
    do { return .known(try Contender(spelling: name).name) } catch {
      return .wrong(problem: error.problem, remedy: error.remedy)
    }
  }

  /// The same of what it finds for hints: a text such as "learned:missing=0.2".
  static func checkHints(_ text: String) -> SuiteSpec.NameCheck {
    do {
      _ = try HintSetting(spelling: text)
      return .known(text)
    } catch {
      return .wrong(problem: error.problem, remedy: error.remedy)
    }
  }

  /// The settings that texts spell, each once.
  static func hints(_ texts: [String]) throws(PlanError) -> [HintSetting] {
    var settings: [HintSetting] = []
    for text in texts {
      do {
        let setting = try HintSetting(spelling: text)
        if !settings.contains(setting) { settings.append(setting) }
      } catch { throw PlanError("hints: \(error)") }
    }
    return settings
  }

  private static func known(_ name: String) throws(PlanError) -> Contender {
    do { return try Contender(spelling: name) } catch { throw PlanError(error.description) }
  }
}
