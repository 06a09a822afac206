/// Any RLP item, as a tree: for data whose shape is not known beforehand.
public enum RLPItem: Hashable, Sendable {
  case string([UInt8])
  case list([RLPItem])

  /// Decodes exactly one item. Nesting is bounded by ``RLPDecoder/maximumDepth``.
  public init(decoding bytes: [UInt8]) throws(RLPError) {
    var decoder = RLPDecoder(bytes)
    self = try Self.read(&decoder)
    try decoder.finish()
  }

  private static func read(_ decoder: inout RLPDecoder) throws(RLPError) -> RLPItem {
    if decoder.nextIsList { return .list(try decoder.list(of: read)) }
    return .string(try decoder.string())
  }

  /// The canonical encoding.
  public func encoded() -> [UInt8] {
    var encoder = RLPEncoder()
    encoder.append(self)
    return encoder.bytes
  }
}

extension RLPEncoder {
  /// A string or list of any shape.
  public mutating func append(_ item: RLPItem) {
    switch item {
    case .string(let bytes): append(bytes)
    case .list(let items): appendList { encoder in for item in items { encoder.append(item) } }
    }
  }
}
