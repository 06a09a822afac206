import Contention

/// A form that inspections are given in: values in, text out.
public protocol InspectionFormat: Sendable {
  /// All of it, with the last line's end.
  /// - Throws: What the encoder does. A form that needs none cannot fail, and does not say that it can.
  func render(_ inspections: [Inspection]) throws -> String
}
