import Foundation

extension EnvironmentRecord {
  /// The path of the `env.json` in a folder of results.
  public static func fileName(in folder: String) -> String {
    (folder.hasSuffix("/") ? folder : folder + "/") + "env.json"
  }

  /// The record as JSON, keys sorted, so that two of them can be compared line by line.
  ///
  /// - Throws: What the encoder does; nothing here is known to have no JSON.
  public var json: String {
    get throws {
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
      encoder.nonConformingFloatEncodingStrategy = .convertToString(
        positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
      return String(decoding: try encoder.encode(self), as: UTF8.self) + "\n"
    }
  }

  /// Writes `env.json` into the folder, whole or not at all.
  ///
  /// - Throws: ``ResultsError``, or what ``json`` throws.
  public func write(toFolder folder: String) throws {
    try writeFile(json, to: Self.fileName(in: folder))
  }

  /// Reads the `env.json` of a folder of results.
  ///
  /// - Throws: ``ResultsError`` of kind `notFound`, `system` or `malformed`.
  public static func read(fromFolder folder: String) throws(ResultsError) -> Self {
    let path = fileName(in: folder)
    let bytes = try readFile(path)
    let decoder = JSONDecoder()
    decoder.nonConformingFloatDecodingStrategy = .convertFromString(
      positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
    do {
      return try decoder.decode(Self.self, from: Data(bytes))
    } catch {
      throw ResultsError(
        .malformed, path: path, problem: Self.problem(of: error),
        remedy: "remove the file (the report then lacks the machine), or measure again")
    }
  }

  private static func problem(of error: any Error) -> String {
    switch error {
    case DecodingError.keyNotFound(let key, _): "lacks the key \"\(key.stringValue)\""
    case DecodingError.typeMismatch(_, let context), DecodingError.valueNotFound(_, let context):
      "\(context.codingPath.map(\.stringValue).joined(separator: ".")) is of the wrong type"
    default: "is not valid JSON"
    }
  }
}
