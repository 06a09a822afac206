import ArgumentParser
import Schedulers

/// How commands that are given whole blocks take schedulers: by name, with settings as in
/// "block-stm:key=value". None that chooses an order: a block's header commits to one.
enum SchedulerNames {
  /// Of an option that takes any number of them.
  static let help = ArgumentHelp(
    "Schedulers, with settings as gridlock list schedulers has them; repeat the option or separate names with "
      + "commas (default: all that keep a block's order).", valueName: "a,b:key=value")

  /// The schedulers of the values of such an option; all that keep a block's order for no values.
  /// - Throws: a failure for the user where there is none of a name, or it chooses an order.
  static func schedulers(_ options: [String]) throws -> [any Scheduler] {
    if options.isEmpty { return schedulersInBlockOrder }
    let names = options.flatMap { $0.split(separator: ",", omittingEmptySubsequences: false) }
    return try names.map { try scheduler(String($0)) }
  }

  static func scheduler(_ name: String) throws -> any Scheduler {
    let scheduler: any Scheduler
    do { scheduler = try Schedulers.scheduler(named: name) } catch {
      throw CommandFailure(.usage, "\(error)")
    }
    guard !scheduler.choosesOrder else {
      throw CommandFailure(
        .usage,
        "\(scheduler.name) chooses the order of the transactions, and a block's header commits to one: name "
          + "another, or measure it with gridlock run")
    }
    return scheduler
  }
}
