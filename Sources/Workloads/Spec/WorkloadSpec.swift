import Primitives

/// What a workload file asks for: enough to generate the same blocks anywhere, byte for byte.
public struct WorkloadSpec: Sendable {
  /// One entry of the mix.
  public struct MixEntry: Sendable {
    public let profile: any WorkloadProfile
    /// Its share of the transactions; shares sum to 1.
    public let share: Double
    /// The profile's name.
    public var name: String { type(of: profile).name }
  }

  public let name: String
  /// A line for people; empty if the file has none.
  public let summary: String
  public let seed: UInt64
  public let blocks: Int
  public let transactionsPerBlock: Int
  /// How many accounts choices are made among.
  public let accounts: Int
  public let mix: [MixEntry]
  /// In which order the kinds of transaction of a block come.
  public let order: BlockOrder
  /// Blocks in which the mix is another; nil for none.
  public let bursts: MixBursts?
  /// Phases, each with a mix of its own; nil for one mix all along.
  public let phases: MixPhases?
  /// How transactions arrive; nil for blocks of equal size.
  public let arrivals: ArrivalSpec?
  /// Whether accounts have secret keys, so that the blocks can be signed and exported (``AccountKey``).
  public let isSignable: Bool
  /// The contention that is asked for; nil where the parameters are meant as they are.
  public let target: TargetSpec?
  /// The file with its overrides, so that a knob can be turned.
  private let source: SpecNode
  /// Its path within a suite, for messages.
  private let path: String

  /// Ten million: the state has room for them, and what they choose is counted.
  static let accountLimit = 10_000_000
  static let transactionLimit = 10_000_000
  /// How far the sum of shares may be from 1, so that three thirds can be written as 0.333.
  static let shareTolerance = 0.0015

  /// Reads a workload file.
  /// - Parameter overrides: `key=value` texts, applied in order before anything is checked.
  public static func load(
    path: String, overrides: [String] = []
  ) throws(WorkloadError) -> WorkloadSpec {
    var node = try readSpecFile(path)
    guard !node.has("cases") || node.has("profiles") else {
      throw WorkloadError(
        at: .wholeFile(path: path), key: "", "is a suite, not a workload",
        remedy: "name one of its workload files, or use it with 'gridlock run'")
    }
    for override in overrides { try node.apply(override: override) }
    return try WorkloadSpec(node)
  }

  /// Reads a workload from YAML text; `name` stands for the file in errors.
  public static func parse(
    _ yaml: String, name: String, overrides: [String] = []
  ) throws(WorkloadError) -> WorkloadSpec {
    var node = try SpecNode(yaml: yaml, path: name)
    for override in overrides { try node.apply(override: override) }
    return try WorkloadSpec(node)
  }

  static let keys = [
    "name", "description", "seed", "blocks", "transactions_per_block", "accounts", "profiles",
    "order", "bursts", "phases", "arrivals", "target", "signable",
  ]

  init(_ node: SpecNode, path: String = "") throws(WorkloadError) {
    let section = try SpecSection(node, path: path, keys: Self.keys)
    name = try section.text("name")
    summary = section.has("description") ? try section.text("description") : ""
    seed = try section.unsigned("seed")
    blocks = try section.integer("blocks", in: 1...100_000)
    transactionsPerBlock = try section.integer("transactions_per_block", in: 1...1_000_000)
    try Self.check(blocks * transactionsPerBlock, of: "transactions_per_block", in: section)
    accounts = try section.integer(
      "accounts", in: 1...Self.accountLimit,
      because: "nonces are kept for all that send")
    let mix = try Self.mix(section)
    self.mix = mix
    order = try section.order()
    bursts = try section.group("bursts", keys: MixBursts.keys) { group throws(WorkloadError) in
      try MixBursts(group, entries: mix.count)
    }
    phases = try section.phases(entries: mix.count, transactions: transactionsPerBlock)
    arrivals = try section.group("arrivals", keys: ArrivalSpec.keys) {
      group throws(WorkloadError) in
      try ArrivalSpec(group)
    }
    guard arrivals == nil || order == .shuffled else {
      throw section.error(
        "order", "has no effect on transactions that arrive one by one",
        remedy: "delete it, or delete 'arrivals'")
    }
    isSignable =
      try section.name("signable", of: ["yes", "no"], what: "answer", default: "no") == "yes"
    target = try section.group("target", keys: TargetSpec.keys) { group throws(WorkloadError) in
      try TargetSpec(group, mix: mix)
    }
    source = node
    self.path = path
    try Self.check(transactionsInAll, of: "phases", in: section)
    try checkParts(section)
    try bursts?.check(mix, in: section)
  }

  private static func check(
    _ transactions: Int, of key: String, in section: SpecSection
  ) throws(WorkloadError) {
    guard transactions > transactionLimit else { return }
    throw section.error(
      key, "makes \(transactions) transactions in all",
      remedy: "give at most \(transactionLimit): blocks are kept in memory")
  }

  /// How many transactions block `number`, from 1, has, unless they arrive one by one.
  func transactions(inBlock number: UInt64) -> Int {
    phases.map { $0.phases[$0.index(ofBlock: number)].transactions } ?? transactionsPerBlock
  }

  /// How many transactions the blocks before block `number` have.
  func transactions(before number: UInt64) -> Int {
    phases?.transactions(before: number) ?? Int(number - 1) * transactionsPerBlock
  }

  /// How many transactions all blocks have; of transactions that arrive one by one, the most.
  public var transactionsInAll: Int { transactions(before: UInt64(blocks) + 1) }

  /// The same workload with another number at each of the dotted paths, and nothing left to aim at.
  /// - Throws: `WorkloadError` in the name of `target.by` where a path leads to nothing, or not to a
  ///   number that may have that value.
  public func setting(_ paths: [String], to value: Double) throws(WorkloadError) -> WorkloadSpec {
    try setting(
      paths, text: value == value.rounded() && abs(value) < 1e15 ? "\(Int(value))" : "\(value)")
  }

  private func setting(_ paths: [String], text: String) throws(WorkloadError) -> WorkloadSpec {
    var node = source.without("target")
    for path in paths {
      let override = Origin.override("\(path)=\(text)")
      try node.set(
        path, to: SpecNode(value: .scalar(text, isQuoted: false), origin: override),
        from: override)
    }
    return try WorkloadSpec(node, path: path)
  }

  /// The same workload with another number of blocks.
  public func setting(blocks: Int) throws(WorkloadError) -> WorkloadSpec {
    try setting(["blocks"], text: "\(blocks)")
  }

  /// Every value of the file, overrides included, by its dotted path.
  public var parameters: [(path: String, value: String)] { source.leaves(path: "") }

  private static func mix(_ section: SpecSection) throws(WorkloadError) -> [MixEntry] {
    let remedy = "list at least one '- profile: …'; see Workloads/transfers.yaml"
    var mix: [MixEntry] = []
    for (index, item) in try section.list("profiles", limit: 100, remedy: remedy).enumerated() {
      let entry = try SpecSection(open: item, path: section.path(of: "profiles.\(index)"))
      let name = try entry.name("profile", of: allProfiles.map { $0.name }, what: "profile")
      guard let type = allProfiles.first(where: { $0.name == name }) else { continue }
      try entry.allow(["profile", "share"] + type.keys.map(\.name))
      mix.append(
        MixEntry(profile: try type.init(from: entry), share: try entry.number("share", in: 0...1)))
    }
    let sum = mix.reduce(0) { $0 + $1.share }
    guard abs(sum - 1) <= shareTolerance else {
      throw section.error(
        at: "profiles", "the shares sum to \((sum * 10_000).rounded() / 10_000), not 1",
        remedy: "change a 'share' so that they sum to 1 (within \(shareTolerance))")
    }
    return mix
  }

  /// Refuses a part of the accounts that has none in it, and keys that a law cannot be over.
  private func checkParts(_ section: SpecSection) throws(WorkloadError) {
    for entry in mix {
      for choice in entry.profile.choices
      where choice.keys == .accounts && choice.part.of > accounts {
        throw section.error(
          "accounts", "\(accounts) accounts cannot be cut into \(choice.part.of) parts",
          remedy: "give more accounts, or fewer parts to '\(choice.name)' of \(entry.name)")
      }
      for choice in entry.profile.choices { try choice.check(accounts: accounts) }
    }
  }
}
