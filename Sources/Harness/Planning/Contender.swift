import Schedulers

/// A scheduler to compare with sequential execution, and the hints that its name asks for.
struct Contender {
  var scheduler: any Scheduler
  /// Nil if its name says nothing of hints.
  var hints: HintSetting?

  /// The one spelling: "static-dag:hints=learned:missing=0.2".
  var name: String { ExperimentPlan.Arm(scheduler, workers: 1, hints: hints).name }

  /// The contender that `spelling` names.
  /// - Throws: ``NameError`` for an unknown name or setting, and for hints to a scheduler that takes none.
  init(spelling: String) throws(NameError) {
    let (rest, hints): (String, HintSetting?)
    do { (rest, hints) = try HintSetting.extract(from: spelling) } catch {
      throw NameError(problem: error.problem, remedy: error.remedy)
    }
    do { scheduler = try Schedulers.scheduler(named: rest) } catch {
      throw NameError(problem: error.problem, remedy: error.remedy)
    }
    self.hints = hints
    guard let hints else { return }
    guard scheduler.takesHints else {
      throw NameError(
        problem: "\(scheduler.name) takes no hints, which \"\(spelling.prefix(80))\" gives it",
        remedy: "leave \(hints) out")
    }
    guard scheduler.accepts(hints) else {
      throw NameError(
        problem: "\(scheduler.name) cannot do without access sets", remedy: "leave hints=none out")
    }
  }

  struct NameError: Error, CustomStringConvertible {
    var problem: String
    var remedy: String
    var description: String { "\(problem); \(remedy)" }
  }

  /// The arms that it makes at a worker count, if `asked` are the hints that all who take some are run with.
  func arms(workers: Int, hints asked: [HintSetting]) -> [ExperimentPlan.Arm] {
    guard scheduler.takesHints, hints == nil, !asked.isEmpty else {
      return [ExperimentPlan.Arm(scheduler, workers: workers, hints: hints)]
    }
    return asked.filter { scheduler.accepts($0) }.map {
      ExperimentPlan.Arm(scheduler, workers: workers, hints: $0)
    }
  }
}

extension Scheduler {
  /// Whether it goes by access sets, so that an experiment can vary where they come from.
  var takesHints: Bool { requirement == .accessSets || requirement == .hints }

  /// Whether it can begin with such hints: those that need access sets cannot without any.
  func accepts(_ hints: HintSetting) -> Bool {
    takesHints && (requirement == .hints || hints.source != .none)
  }
}
