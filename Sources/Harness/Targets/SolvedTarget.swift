import Foundation
import Workloads

/// A workload whose knob was turned until its blocks had the contention that its file asks for.
public struct SolvedTarget: Sendable, CustomStringConvertible {
  /// What was asked for.
  public let target: TargetSpec
  /// The knob's value.
  public let knob: Double
  /// The file's workload with that value, and nothing left to aim at.
  public let workload: WorkloadSpec
  /// What the blocks of that workload have.
  public let realised: RealisedContention
  /// How often blocks were generated and executed to find it.
  public let trials: Int

  /// (realised − asked) / asked; nil where nothing was asked for, of which no error is a share.
  public var relativeError: Double? {
    target.value == 0 ? nil : realised[target.measure].value / target.value - 1
  }

  /// One line: asked, got, by which knob.
  public var description: String {
    let figure = realised[target.measure]
    let error = figure.standardError.map { " ± \(text($0))" } ?? ""
    let percent = relativeError.map { String(format: " (%+.1f%%)", 100 * $0) } ?? ""
    return
      "\(target.measure.rawValue) \(text(target.value)) asked, \(text(figure.value))\(error) realised"
      + "\(percent), by \(target.knobs.joined(separator: ", ")) = \(text(knob))"
  }
}

/// Four digits are more than contention has.
private func text(_ value: Double) -> String { String(format: "%.4g", value) }

/// Why a target cannot be had: the knob does not reach it, or steps over it.
public struct UnreachableTarget: Error, Hashable, Sendable, CustomStringConvertible {
  /// The workload's name.
  public let workload: String
  public let target: TargetSpec
  /// What the blocks have over the knob's range.
  public let reachable: ClosedRange<Double>
  /// What came nearest to the target.
  public let nearest: Double

  /// One line, with the reachable range.
  public var description: String {
    let nearest = reachable.contains(target.value) ? ", \(text(nearest)) at the nearest" : ""
    return
      "\(workload): target.\(target.measure.rawValue): \(text(target.value)) is out of reach: "
      + "\(target.knobs.joined(separator: ", ")) from \(text(target.range.lowerBound)) to "
      + "\(text(target.range.upperBound)) gives \(text(reachable.lowerBound)) to "
      + "\(text(reachable.upperBound))\(nearest); ask for one of these, or turn another knob with 'by'"
  }
}
