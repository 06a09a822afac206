import Contention

/// A form that inspections are given in: values in, text out.
public protocol InspectionFormat: Sendable {
  /// All of it, with the last line's end.
  func render(_ inspections: [Inspection]) -> String
}
