/// Why a transition tool gives no result. Invalid transactions are no reason: they are left out.
public struct TransitionFailure: Error, Hashable, Sendable, CustomStringConvertible {
  public enum Cause: Hashable, Sendable {
    /// The fork, or what the environment lacks of what the fork needs.
    case configuration
    /// A fault of ours, or a block that the fork's rules cannot end.
    case execution
  }

  public var cause: Cause
  public var description: String

  init(_ cause: Cause, _ description: String) {
    self.cause = cause
    self.description = description
  }
}
