import Foundation

/// What a stream file says of itself before its blocks: where they come from, and how to tell that they
/// are whole.
public struct StreamHeader: Hashable, Sendable, Codable {
  /// How the body is written.
  public enum Encoding: String, Hashable, Sendable, Codable, CaseIterable {
    /// The canonical bytes.
    case binary
    /// A JSON object a line: accounts, then each block and its transactions.
    case jsonLines = "json-lines"
  }

  /// One number or word of the workload file.
  public struct Parameter: Hashable, Sendable, Codable {
    public var path: String
    public var value: String
  }

  /// The layout of the body.
  public static let format = 3

  public var format = Self.format
  /// ``BlockGenerator/version``.
  public var generator = BlockGenerator.version
  public var name: String
  public var seed: UInt64
  public var fork: String
  public var chainID: UInt64
  /// The workload file with its overrides, a knob that was turned included.
  public var parameters: [Parameter]
  public var blocks: Int
  public var transactions: Int
  public var kinds: [GeneratedWorkload.KindCount]
  /// How choices came out.
  public var realised: [RealisedSkew]
  /// The contention that the blocks have; nil if it was not measured.
  public var contention: RealisedContention?
  public var encoding: Encoding
  /// SHA-256 of the canonical bytes, in hexadecimal digits, whatever the encoding.
  public var sha256: String
  /// SHA-256 of this header as JSON with sorted keys and this field empty.
  public var seal = ""

  enum CodingKeys: String, CodingKey {
    case format = "gridlock_stream"
    case generator, name, seed, fork
    case chainID = "chain_id"
    case parameters, blocks, transactions, kinds, realised, contention, encoding, sha256, seal
  }

  init(
    _ workload: GeneratedWorkload, _ spec: WorkloadSpec?, contention: RealisedContention?,
    encoding: Encoding
  ) {
    name = workload.name
    seed = workload.seed
    fork = workload.fork
    chainID = workload.chainID
    parameters = (spec?.parameters ?? []).map { Parameter(path: $0.path, value: $0.value) }
    blocks = workload.blocks.count
    transactions = workload.transactionCount
    kinds = workload.kinds
    realised = workload.realised
    self.contention = contention
    self.encoding = encoding
    sha256 = workload.streamHash
  }

  /// The header as one line of JSON, without its end.
  func line() throws -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    // A law of one value has no finite number of effective keys.
    encoder.nonConformingFloatEncodingStrategy = .convertToString(
      positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
    return [UInt8](try encoder.encode(self))
  }

  /// What ``seal`` has to be.
  func expectedSeal() throws -> String {
    var unsealed = self
    unsealed.seal = ""
    var hash = SHA256()
    try unsealed.line().withUnsafeBufferPointer { hash.update($0) }
    return hash.finish()
  }

  /// Reads a header's line.
  /// - Throws: ``MalformedStream`` for one that is damaged or of another version.
  static func read(_ line: ArraySlice<UInt8>) throws -> StreamHeader {
    let decoder = JSONDecoder()
    decoder.nonConformingFloatDecodingStrategy = .convertFromString(
      positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
    guard let version = try? decoder.decode(StreamVersion.self, from: Data(line)) else {
      throw MalformedStream("has a header that cannot be read")
    }
    guard version.format == format else {
      throw MalformedStream("is a stream of version \(version.format), not \(format)")
    }
    guard let header = try? decoder.decode(StreamHeader.self, from: Data(line)),
      try header.expectedSeal() == header.seal
    else { throw MalformedStream("has a header that is damaged") }
    return header
  }
}

/// The part of a header that tells whether the rest can be read.
private struct StreamVersion: Decodable {
  var format: Int

  enum CodingKeys: String, CodingKey {
    case format = "gridlock_stream"
  }
}
