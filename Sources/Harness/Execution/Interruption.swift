import Synchronization

/// The user, or the system, asked the experiment to stop.
public struct Interrupted: Error, Sendable, CustomStringConvertible {
  public init() {}
  public var description: String { "interrupted" }
}

/// Whether the experiment was asked to stop. Looking is cheap, and done between blocks.
public final class Interruption: Sendable {
  private let requested = Atomic(false)

  public init() {}

  /// Asks the experiment to stop at the next block.
  /// - Returns: Whether this was the first time.
  @discardableResult
  public func request() -> Bool { !requested.exchange(true, ordering: .relaxed) }

  /// - Throws: ``Interrupted`` once asked.
  public func check() throws(Interrupted) {
    if requested.load(ordering: .relaxed) { throw Interrupted() }
  }
}
