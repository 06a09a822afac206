import ArgumentParser
import Schedulers

/// How commands take schedulers: by name, with settings as in "block-stm:key=value".
enum SchedulerNames {
  /// Of an option that takes any number of them.
  static let help = ArgumentHelp(
    "Schedulers, with settings as gridlock list schedulers has them; repeat, or divide by commas "
      + "(default: all).", valueName: "a,b:key=value")

  /// The schedulers of the values of such an option; all there are for no values.
  /// - Throws: a failure for the user where there is none of a name.
  static func schedulers(_ options: [String]) throws -> [any Scheduler] {
    if options.isEmpty { return allSchedulers }
    let names = options.flatMap { $0.split(separator: ",", omittingEmptySubsequences: false) }
    return try names.map { try scheduler(String($0)) }
  }

  static func scheduler(_ name: String) throws -> any Scheduler {
    do { return try Schedulers.scheduler(named: name) } catch {
      throw CommandFailure(.usage, "\(error)")
    }
  }
}
