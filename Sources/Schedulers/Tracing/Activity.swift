/// What a lane is doing; at each moment one of these.
public enum Activity: UInt8, CaseIterable, Sendable, BitwiseCopyable {
  /// Getting the block ready: resolving what is known of it, building a graph.
  case prepare = 0
  /// Running a transaction.
  case execute = 1
  /// Making what an attempt came to visible to others, or taking it back.
  case publish = 2
  /// Checking what an attempt read.
  case validate = 3
  /// Finding out what to do next.
  case schedule = 4
  /// Having nothing to do.
  case wait = 5
  /// Bringing the block's outcome into the state.
  case commit = 6

  /// The name in results and traces.
  public var name: String { "\(self)" }
}
