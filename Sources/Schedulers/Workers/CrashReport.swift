import Glibc
import Synchronization

/// Says what was being executed when the process crashes, before it ends as it would have ended anyway.
///
/// A trap in a worker ends the process from within, and nothing can be returned to anybody; who left a suite
/// running wants to know under which scheduler it was and how far that had come. The handler does next to nothing,
/// as handlers of signals must: it reads words that stay where they are, and calls `write`. Whoever handled the
/// signal before, such as Swift's backtraces, comes after it.
///
/// Not where a stack overflows, which leaves a handler no room.
public enum CrashReport {
  /// Makes crashes say so from now on. Once a process, before anything is executed.
  public static func install() {
    _ = RunningExecutions.shared
    for signal in [SIGILL, SIGTRAP, SIGSEGV, SIGBUS, SIGFPE, SIGABRT] {
      var action = sigaction()
      action.__sigaction_handler.sa_handler = reportCrash
      sigemptyset(&action.sa_mask)
      sigaction(signal, &action, CrashReport.previous.actions + Int(signal))
    }
  }

  /// What was there to handle each signal.
  ///
  /// `@unchecked Sendable`: written by ``install()``, and only read afterwards.
  fileprivate final class PreviousActions: @unchecked Sendable {
    let actions = UnsafeMutablePointer<sigaction>.allocate(capacity: 65)
    init() { actions.initialize(repeating: sigaction(), count: 65) }
  }
  fileprivate static let previous = PreviousActions()
}

/// Reports, and lets the signal do what it would have done.
private func reportCrash(_ signal: Int32) {
  RunningExecutions.shared.report(signal)
  sigaction(signal, CrashReport.previous.actions + Int(signal), nil)
  // Blocked while it is handled: it arrives when this returns.
  raise(signal)
}

/// The executions that are under way, in words that a handler of signals may read at any time.
///
/// `@unchecked Sendable`: the words are atomic, and changed under the lock of ``StallWatch``.
final class RunningExecutions: @unchecked Sendable {
  static let shared = RunningExecutions()

  /// More at once are not reported.
  private static let capacity = 16
  /// Of an execution: where its heartbeats are (zero if there is none), how many lanes and transactions it has, and
  /// where its scheduler's name is and how long.
  private static let fieldCount = 5
  private let words: UnsafeMutablePointer<Atomic<UInt>>
  private let hasReported = Atomic(false)

  private init() {
    let count = Self.capacity * Self.fieldCount
    words = .allocate(capacity: count)
    for index in 0..<count { (words + index).initialize(to: Atomic(0)) }
  }

  private func field(_ number: Int, of place: Int) -> UnsafeMutablePointer<Atomic<UInt>> {
    words + place * Self.fieldCount + number
  }

  func begin(_ heartbeats: Heartbeats, transactionCount: Int, scheduler: StaticString) {
    for place in 0..<Self.capacity
    where field(0, of: place).pointee.load(ordering: .relaxed) == 0 {
      let fields = [
        UInt(heartbeats.laneCount), UInt(transactionCount), UInt(bitPattern: scheduler.utf8Start),
        UInt(scheduler.utf8CodeUnitCount),
      ]
      for (index, value) in fields.enumerated() {
        field(index + 1, of: place).pointee.store(value, ordering: .relaxed)
      }
      field(0, of: place).pointee.store(
        UInt(bitPattern: heartbeats.word(of: 0)), ordering: .releasing)
      return
    }
  }

  func end(_ heartbeats: Heartbeats) {
    let address = UInt(bitPattern: heartbeats.word(of: 0))
    for place in 0..<Self.capacity
    where field(0, of: place).pointee.load(ordering: .relaxed) == address {
      field(0, of: place).pointee.store(0, ordering: .relaxed)
    }
  }

  /// Writes what is executed to standard error, if anything is: on the first call.
  fileprivate func report(_ signal: Int32) {
    if hasReported.exchange(true, ordering: .relaxed) { return }
    for place in 0..<Self.capacity {
      let address = field(0, of: place).pointee.load(ordering: .acquiring)
      guard let heartbeats = UnsafePointer<Atomic<UInt64>>(bitPattern: address) else { continue }
      func value(_ number: Int) -> UInt {
        field(number, of: place).pointee.load(ordering: .relaxed)
      }
      write("gridlock: crashed (signal ")
      write(UInt64(signal))
      write(") while ")
      _ = Glibc.write(STDERR_FILENO, UnsafeRawPointer(bitPattern: value(3)), Int(value(4)))
      write(" executed ")
      write(UInt64(value(2)))
      write(" transactions; attempts begun by lane: ")
      for lane in 0..<Int(value(1)) {
        if lane > 0 { write(", ") }
        write(heartbeats[lane * Heartbeats.line].load(ordering: .relaxed))
      }
      write(
        ". This is a fault of gridlock, please report it. What was recorded before is kept.\n")
    }
  }

  private func write(_ text: StaticString) {
    _ = Glibc.write(STDERR_FILENO, text.utf8Start, text.utf8CodeUnitCount)
  }

  private func write(_ number: UInt64) {
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 20) { digits in
      var rest = number
      var first = digits.count
      repeat {
        first -= 1
        digits[first] = UInt8(ascii: "0") + UInt8(rest % 10)
        rest /= 10
      } while rest > 0
      _ = Glibc.write(
        STDERR_FILENO, digits.baseAddress.unsafelyUnwrapped + first, digits.count - first)
    }
  }
}
