import Primitives

/// A game: items that are crafted, won and traded, and rewards for playing. See the README beside this
/// file.
public struct GamingProfile: WorkloadProfile {
  public static let name = "gaming"
  public static let summary =
    "ERC-1155 crafting, loot boxes, play-to-earn: chains through supplies, counters and day limits"
  public static let keys = [
    (name: "player", meaning: "distribution over the accounts (zipf, exponent 0.53)"),
    (name: "recipient", meaning: "distribution over the accounts, of traded items (uniform)"),
    (name: "operator", meaning: "distribution that the game's servers come from (uniform)"),
    (name: "materials", meaning: "how many items recipes use (64)"),
    (name: "material", meaning: "distribution of traded items over them (zipf, exponent 1)"),
    (name: "recipes", meaning: "how many recipes there are (128)"),
    (name: "recipe", meaning: "distribution over them (zipf, exponent 1)"),
    (name: "boxes", meaning: "how many sorts of loot boxes there are (8)"),
    (name: "box", meaning: "distribution over them (zipf, exponent 1)"),
    (name: "servers", meaning: "how many servers report results, each in turn (4)"),
    (name: "batch", meaning: "distribution of items a batch transfer or players a report, 1 to 32"),
    (name: "shares", meaning: "weights of the kinds of transaction"),
  ]
  public static let contentionChoices = ["recipe", "box"]

  public let choices: [ChoiceSpec]
  public let kinds: [TransactionKind]
  let materials: Int

  public init(from section: SpecSection) throws(WorkloadError) {
    let limit = 1...GenesisBuilder.contractLimit
    let counts = GamingCounts(
      materials: try section.integer("materials", in: limit, default: 64),
      recipes: try section.integer("recipes", in: limit, default: 128),
      boxes: try section.integer("boxes", in: limit, default: 8),
      servers: try section.integer("servers", in: 1...1_000, default: 4))
    var choices: [ChoiceSpec] = []
    for choice in GamingChoice.allCases { choices.append(try choice.spec(in: section, counts)) }
    self.choices = choices
    materials = counts.materials
    kinds = try section.shares(default: GamingKind.allCases.map { ($0.rawValue, $0.defaultShare) })
  }

  public func makeSession() -> any ProfileSession { GamingSession(self) }
}

/// How many things of each sort there are.
struct GamingCounts {
  let materials, recipes, boxes, servers: Int
}

/// What the profile's transactions choose.
enum GamingChoice: Int, NamedChoice {
  case player, recipient, `operator`, material, recipe, box, server, batch

  func spec(in section: SpecSection, _ counts: GamingCounts) throws(WorkloadError) -> ChoiceSpec {
    switch self {
    case .player: try ChoiceSpec(name, among: .accounts, in: section, zipf: 0.53)
    case .recipient, .operator:
      try ChoiceSpec(name, among: .accounts, in: section, default: "uniform")
    case .material:
      try ChoiceSpec(name, among: .numbered(counts.materials), in: section, zipf: 1)
    case .recipe: try ChoiceSpec(name, among: .numbered(counts.recipes), in: section, zipf: 1)
    case .box: try ChoiceSpec(name, among: .numbered(counts.boxes), in: section, zipf: 1)
    case .server:
      try ChoiceSpec(name, among: .numbered(counts.servers), in: section, default: "uniform")
    case .batch:
      try ChoiceSpec(name, among: .values(1...32), in: section, default: "uniform")
    }
  }
}

/// The profile's kinds of transaction, with their shares unless the file says otherwise: assumptions
/// (see the README).
enum GamingKind: String, CaseIterable {
  case craft, open, report, claim, trade
  case batchTrade = "batch_trade"

  var defaultShare: Double {
    switch self {
    case .craft: 0.25
    case .open: 0.20
    case .report: 0.05
    case .claim: 0.15
    case .trade: 0.25
    case .batchTrade: 0.10
    }
  }
}
