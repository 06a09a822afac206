/// Why an experiment cannot be planned: what was asked for, and what would do instead.
public struct PlanError: Error, Hashable, Sendable, CustomStringConvertible {
  public var description: String
  public init(_ description: String) { self.description = description }
}

/// Why an experiment that was planned could not be carried out.
public struct ExperimentFailure: Error, Hashable, Sendable, CustomStringConvertible {
  public var description: String
  public init(_ description: String) { self.description = description }
}
