/// Threads of our own that stay between blocks.
public final class WorkerPool: Sendable {
  /// How many workers run, the calling thread included.
  public let size: Int

  public init(size: Int) {
    precondition(size >= 1, "a pool has at least one worker, not \(size)")
    self.size = size
  }
}
