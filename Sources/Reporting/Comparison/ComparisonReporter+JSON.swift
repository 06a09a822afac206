import Foundation
import Statistics

extension ComparisonReporter {
  /// The comparison as JSON; numbers that are unknown are left out.
  func json(_ comparison: StoredComparison, _ check: RegressionCheck?) throws -> String {
    let document = ComparisonDocument(
      schemaVersion: 1, metric: comparison.metric,
      a: .init(name: comparison.a.name, session: comparison.a.session),
      b: .init(name: comparison.b.name, session: comparison.b.session),
      tolerance: check?.tolerance, verdict: check?.verdict.rawValue,
      arms: comparison.cells.map { .init($0, verdict: check?.verdict(on: $0).rawValue) },
      missing: comparison.missing, warnings: comparison.warnings)
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(document), as: UTF8.self) + "\n"
  }
}

/// The shape of the JSON.
private struct ComparisonDocument: Encodable {
  struct Side: Encodable {
    var name: String
    var session: String
  }

  struct Arm: Encodable {
    var workload: String
    var scheduler: String
    var threads: Int
    var pairs: Int
    var timeRatio: Double?
    var lower: Double?
    var upper: Double?
    var pValue: Double?
    var signedRankPValue: Double?
    var logRatioStandardDeviation: Double?
    var minimumDetectableEffect: Double?
    var verdict: String?

    init(_ cell: StoredComparison.Cell, verdict: String?) {
      let ratio = cell.timeRatio
      workload = cell.workload
      scheduler = cell.scheduler
      threads = cell.threads
      pairs = ratio.pairs
      timeRatio = finite(ratio.ratio)
      lower = ratio.interval.flatMap { finite($0.lower) }
      upper = ratio.interval.flatMap { finite($0.upper) }
      pValue = ratio.pValue.flatMap(finite)
      signedRankPValue = ratio.signedRank.flatMap { finite($0.pValue) }
      logRatioStandardDeviation = ratio.standardDeviation.flatMap(finite)
      minimumDetectableEffect = cell.minimumDetectableEffect.flatMap(finite)
      self.verdict = verdict
    }
  }

  var schemaVersion: Int
  var metric: ComparisonMetric
  var a: Side
  var b: Side
  var tolerance: Double?
  var verdict: String?
  var arms: [Arm]
  var missing: [String]
  var warnings: [String]
}

/// Exponentials of wide intervals overflow; JSON has no infinity.
private func finite(_ value: Double) -> Double? { value.isFinite ? value : nil }
