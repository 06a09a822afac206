import Contention
import Foundation

/// Everything that was found out as one JSON object, keys in order: what `gridlock inspect --json` prints.
/// `Results/README.md` says what the members mean.
public struct InspectionJSON: InspectionFormat {
  /// Raised when a member or column changes its meaning or goes; not when one comes.
  public static let schemaVersion = 1

  public init() {}

  public func render(_ inspections: [Inspection]) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    encoder.keyEncodingStrategy = .convertToSnakeCase
    // A law of one value has no finite number of effective keys, a fit to two equal keys no error.
    encoder.nonConformingFloatEncodingStrategy = .convertToString(
      positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
    return String(decoding: try encoder.encode(Document(inspections)), as: UTF8.self) + "\n"
  }
}

private struct Document: Encodable {
  var schemaVersion = InspectionJSON.schemaVersion
  var inspections: [InspectionDocument]

  init(_ inspections: [Inspection]) { self.inspections = inspections.map(InspectionDocument.init) }
}

private struct InspectionDocument: Encodable {
  var source: String
  var kind: String
  var sha256: String?
  var blocks: [BlockDocument]
  var total: BlockDocument
  var choices: [ChoiceDocument]

  init(_ inspection: Inspection) {
    source = inspection.name
    kind = inspection.kind.rawValue
    sha256 = inspection.sha256
    blocks = inspection.blocks.map {
      BlockDocument($0.contention, $0.hotKeys, number: $0.number, fork: $0.fork)
    }
    total = BlockDocument(inspection.total, inspection.hotKeys)
    choices = inspection.choices.map(ChoiceDocument.init)
  }
}

private struct BlockDocument: Encodable {
  var number: UInt64?
  var fork: String?
  var transactions: Int
  var gas: UInt64
  var relations: [RelationDocument]
  var conflicts: ConflictDocument
  var reads: WidthDocument
  var writes: WidthDocument
  var skew: SkewDocument
  var hotKeys: [HotKeyDocument]

  init(
    _ contention: BlockContention, _ hotKeys: [Inspection.HotKey], number: UInt64? = nil,
    fork: String? = nil
  ) {
    self.number = number
    self.fork = fork
    transactions = contention.transactions
    gas = contention.gas
    relations = contention.relations.map(RelationDocument.init)
    conflicts = ConflictDocument(
      pairs: contention.pairs.total, writeWrite: contention.pairs.writeWrite,
      readWrite: contention.pairs.readWrite)
    reads = WidthDocument(contention.reads)
    writes = WidthDocument(contention.writes)
    skew = SkewDocument(contention.skew)
    self.hotKeys = hotKeys.map {
      HotKeyDocument(
        name: $0.name, changedBy: $0.touches.changes, accessedBy: $0.touches.transactions)
    }
  }
}

private struct RelationDocument: Encodable {
  struct Distance: Encodable {
    var from: Int
    var to: Int
    var transactions: Int
  }

  var relation: String
  var models: String
  var dependents: Int
  var edges: Int
  var chain: [Int]
  var distances: [Distance]
  var percolationIndex: Double
  var components: Int
  var largestComponent: Int
  var count: BoundsDocument
  var gas: BoundsDocument
  var nanoseconds: BoundsDocument

  init(_ found: RelationContention) {
    relation = found.relation.rawValue
    models = found.relation.models
    dependents = found.dependents
    edges = found.edges
    chain = found.chain
    distances = found.distances.counts.enumerated().map { place, count in
      let range = DistanceHistogram.distances(place)
      return Distance(from: range.lowerBound, to: range.upperBound, transactions: count)
    }
    percolationIndex = found.percolation.value
    components = found.components
    largestComponent = found.largestComponent
    count = BoundsDocument(found.byCount)
    gas = BoundsDocument(found.byGas)
    nanoseconds = BoundsDocument(found.byTime)
  }
}

private struct BoundsDocument: Encodable {
  struct Speedup: Encodable {
    var processors: Int
    var atMost: Double
    var greedyAtLeast: Double
  }

  var total: Double
  var path: Double
  var speedups: [Speedup]
  var bound: Double
  var componentBound: Double

  init(_ bounds: WeightedBounds) {
    total = bounds.total
    path = bounds.path
    let speedup = zip(bounds.speedupBounds, bounds.greedyGuarantees)
    speedups = zip(WeightedBounds.processors, speedup).map {
      Speedup(processors: $0, atMost: $1.0, greedyAtLeast: $1.1)
    }
    bound = bounds.idealSpeedup
    componentBound = bounds.componentBound
  }
}

private struct ConflictDocument: Encodable {
  var pairs: Int
  var writeWrite: Int
  var readWrite: Int
}

private struct WidthDocument: Encodable {
  var mean: Double
  var median: Int
  var p90: Int
  var p99: Int
  var maximum: Int

  init(_ widths: AccessWidths) {
    mean = widths.mean
    median = widths.percentile(50)
    p90 = widths.percentile(90)
    p99 = widths.percentile(99)
    maximum = widths.maximum
  }
}

private struct SkewDocument: Encodable {
  var changedKeys: Int
  var topShare: Double
  var collisionProbability: Double
  var effectiveKeys: Double
  var gini: Double
  var zipfExponent: Double?
  var zipfError: Double?

  init(_ skew: KeySkew) {
    changedKeys = skew.keys
    topShare = skew.topShare
    collisionProbability = skew.collisionProbability
    effectiveKeys = skew.effectiveKeys
    gini = skew.gini
    zipfExponent = skew.zipf?.exponent
    zipfError = skew.zipf?.standardError
  }
}

private struct HotKeyDocument: Encodable {
  var name: String
  var changedBy: Int
  var accessedBy: Int
}

private struct ChoiceDocument: Encodable {
  var choice: String
  var distribution: String
  var keys: Int
  var drawnKeys: Int
  var nominalTopShare: Double
  var topShare: Double
  var nominalEffectiveKeys: Double
  var effectiveKeys: Double

  init(_ choice: Inspection.Choice) {
    self.choice = choice.name
    distribution = choice.distribution
    keys = choice.keys
    drawnKeys = choice.drawnKeys
    nominalTopShare = choice.nominalTopShare
    topShare = choice.topShare
    nominalEffectiveKeys = choice.nominalEffectiveKeys
    effectiveKeys = choice.effectiveKeys
  }
}
