import Foundation
import Harness
import Prediction
import Workloads

/// What a prediction study found, for people and for programs.
struct PredictionReport: Codable {
  struct Score: Codable {
    var predicted: Int
    var actual: Int
    var matched: Int
    var precision: Double
    var recall: Double

    init(_ score: PredictionScore) {
      predicted = score.predicted
      actual = score.actual
      matched = score.matched
      precision = score.precision
      recall = score.recall
    }
  }

  struct Kind: Codable {
    /// The function, where it is one of ours; else the selector; nothing for payments and creations.
    var function: String
    var code: String
    var example: String?
    var transactions: Int
    var support: Int
    var locations: Score
    var covered: Int
    /// By cause.
    var missed: [String: Int]
  }

  struct Block: Codable {
    var number: UInt64
    var transactions: Int
    var locations: Score
    var conflicts: Score
  }

  var blocks: [Block]
  var transactions: Int
  var learntTransactions: Int
  var knownKinds: Int
  var locations: Score
  var writes: Score
  var conflicts: Score
  var covered: Int
  var missed: [String: Int]
  var predictionNanosecondsPerTransaction: Double
  var learningNanosecondsPerTransaction: Double
  var kinds: [Kind]

  init(_ study: PredictionStudy, kinds count: Int) {
    let quality = study.quality
    blocks = study.blocks.map {
      Block(
        number: $0.number, transactions: $0.quality.transactions,
        locations: Score($0.quality.locations), conflicts: Score($0.quality.edges))
    }
    transactions = quality.transactions
    learntTransactions = study.learntTransactions
    knownKinds = study.kindCount
    locations = Score(quality.locations)
    writes = Score(quality.writes)
    conflicts = Score(quality.edges)
    covered = quality.covered
    missed = Self.missed(study.review.rows)
    predictionNanosecondsPerTransaction = Self.mean(
      study.predictionNanoseconds, study.predictedTransactions)
    learningNanosecondsPerTransaction = Self.mean(
      study.learningNanoseconds, study.learntTransactions)
    let names = Self.functionNames
    kinds = study.review.ranked.prefix(count).map { row in
      Kind(
        function: Self.function(row.kind, names), code: Self.code(row.kind),
        example: row.example?.hex, transactions: row.transactions, support: row.support,
        locations: Score(row.locations), covered: row.covered, missed: Self.missed([row]))
    }
  }

  private static func mean(_ total: UInt64, _ count: Int) -> Double {
    count == 0 ? 0 : Double(total) / Double(count)
  }

  private static func missed(_ rows: [PredictionReview.Row]) -> [String: Int] {
    var missed: [String: Int] = [:]
    for cause in MissCause.allCases {
      missed[cause.rawValue] = rows.reduce(0) { $0 + $1.misses(by: cause) }
    }
    return missed
  }

  /// By selector: our contracts that have it, and the function's name. Several contracts share a token's.
  private static var functionNames: [UInt32: String] {
    var names: [UInt32: String] = [:]
    for contract in ContractArtifact.all {
      for (signature, selector) in contract.selectors.sorted(by: { $0.key < $1.key }) {
        let function = String(signature.prefix { $0 != "(" })
        names[selector] = names[selector] == nil ? "\(contract.name).\(function)" : function
      }
    }
    return names
  }

  private static func function(_ kind: CallKind, _ names: [UInt32: String]) -> String {
    switch kind.code {
    case .none: return "payment"
    case .creation: return "creation"
    case .hash, .account:
      guard let selector = kind.selector else { return "no selector" }
      return names[selector] ?? String(format: "0x%08x", selector)
    }
  }

  private static func code(_ kind: CallKind) -> String {
    switch kind.code {
    case .none, .creation: ""
    case .hash(let hash): "code \(hash.hex)"
    case .account(let address): "proxy \(address.hex)"
    }
  }

  // MARK: Text

  func json() throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(self), as: UTF8.self)
  }

  var text: String {
    let causes = MissCause.allCases.map { "\($0.rawValue) \(missed[$0.rawValue] ?? 0)" }
    return """
      predicted    \(transactions) transactions of \(blocks.count) blocks; learnt from \
      \(learntTransactions), \(knownKinds) kinds
      locations    precision \(share(locations.precision)), recall \(share(locations.recall)) of \
      \(locations.actual)
      writes       precision \(share(writes.precision)), recall \(share(writes.recall)) of \
      \(writes.actual)
      conflicts    precision \(share(conflicts.precision)), recall \(share(conflicts.recall)) of \
      \(conflicts.actual)
      covered      \(share(transactions == 0 ? 1 : Double(covered) / Double(transactions))) of the \
      transactions
      missed       \(causes.joined(separator: ", "))
      time         \(microseconds(predictionNanosecondsPerTransaction)) µs a prediction, \
      \(microseconds(learningNanosecondsPerTransaction)) µs to learn from one

      \(table)
      """
  }

  private var table: String {
    let titles =
      [
        "kind", "code", "txs", "support", "precision", "recall", "covered",
      ] + MissCause.allCases.map(\.rawValue)
    let rows = kinds.map { kind in
      [
        kind.function, String(kind.code.prefix(16)), "\(kind.transactions)", "\(kind.support)",
        share(kind.locations.precision), share(kind.locations.recall),
        share(Double(kind.covered) / Double(max(1, kind.transactions))),
      ] + MissCause.allCases.map { "\(kind.missed[$0.rawValue] ?? 0)" }
    }
    let widths = titles.indices.map { column in
      ([titles] + rows).reduce(0) { max($0, $1[column].count) }
    }
    return ([titles] + rows).map { row in
      row.enumerated().map { column, cell in
        let fill = String(repeating: " ", count: widths[column] - cell.count)
        return column < 2 ? cell + fill : fill + cell
      }.joined(separator: "  ")
    }.joined(separator: "\n")
  }

  private func share(_ value: Double) -> String { String(format: "%.1f%%", 100 * value) }
  private func microseconds(_ value: Double) -> String { String(format: "%.1f", value / 1000) }
}
