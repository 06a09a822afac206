/// What was found out about the contention of some blocks, with names for people.
public struct Inspection: Sendable {
  /// What the blocks are from.
  public enum Kind: String, Sendable, Codable {
    case workload
    case stream
    case mainnet
    case blockTest = "block-test"
  }

  /// A location with the name that it goes by.
  public struct HotKey: Hashable, Sendable {
    public var name: String
    public var touches: BlockContention.Touches

    public init(name: String, touches: BlockContention.Touches) {
      self.name = name
      self.touches = touches
    }
  }

  /// One block.
  public struct Block: Sendable {
    public var number: UInt64
    /// Of the rules that it was executed by.
    public var fork: String
    public var contention: BlockContention
    /// The most changed locations, the most first.
    public var hotKeys: [HotKey]

    public init(number: UInt64, fork: String, contention: BlockContention, hotKeys: [HotKey]) {
      self.number = number
      self.fork = fork
      self.contention = contention
      self.hotKeys = hotKeys
    }
  }

  /// How one choice of a generated workload is spread, by its law and as it came out.
  public struct Choice: Hashable, Sendable {
    public var name: String
    public var distribution: String
    public var keys: Int
    public var drawnKeys: Int
    public var nominalTopShare: Double
    public var topShare: Double
    public var nominalEffectiveKeys: Double
    public var effectiveKeys: Double

    public init(
      name: String, distribution: String, keys: Int, drawnKeys: Int, nominalTopShare: Double,
      topShare: Double, nominalEffectiveKeys: Double, effectiveKeys: Double
    ) {
      self.name = name
      self.distribution = distribution
      self.keys = keys
      self.drawnKeys = drawnKeys
      self.nominalTopShare = nominalTopShare
      self.topShare = topShare
      self.nominalEffectiveKeys = nominalEffectiveKeys
      self.effectiveKeys = effectiveKeys
    }
  }

  /// The workload's or stream's name, or the path.
  public var name: String
  public var kind: Kind
  /// SHA-256 of the blocks, of a workload or a stream.
  public var sha256: String?
  public var blocks: [Block]
  /// All blocks together.
  public var total: BlockContention
  /// The most changed locations of all blocks together.
  public var hotKeys: [HotKey]
  /// Of a workload or a stream.
  public var choices: [Choice]

  public init(
    name: String, kind: Kind, sha256: String? = nil, blocks: [Block] = [],
    total: BlockContention = BlockContention(), hotKeys: [HotKey] = [], choices: [Choice] = []
  ) {
    self.name = name
    self.kind = kind
    self.sha256 = sha256
    self.blocks = blocks
    self.total = total
    self.hotKeys = hotKeys
    self.choices = choices
  }
}
