/// Items on their way from the maker to the buyer, through a provenance registry.
///
/// Every item's steps form a chain; pallets touch all that is on them; certificates count in one slot.
/// The README beside this file says which slots contend and where each default comes from.
public struct SupplyChainProfile: WorkloadProfile {
  public static let name = "supplychain"
  public static let summary =
    "provenance: items step from maker to buyer, on pallets too, with sensor bursts"
  public static let keys = [
    (name: "items", meaning: "how many items are on their way at a time (10000)"),
    (name: "item", meaning: "distribution over them (uniform)"),
    (name: "companies", meaning: "how many companies of each role there are (50)"),
    (name: "company", meaning: "distribution over them (uniform)"),
    (name: "ids", meaning: "serial (the producer's own) or sequential (one counter) (serial)"),
    (name: "shortest_route", meaning: "steps of the shortest route, 3 to 6 (3)"),
    (name: "longest_route", meaning: "steps of the longest route, 3 to 6 (6)"),
    (name: "pallet_size", meaning: "items on a pallet, 1 to 64 (12)"),
    (name: "pallets", meaning: "how many pallets are under way at a time (16)"),
    (name: "sensor_burst", meaning: "items that a sensor reports on, one after the other (8)"),
    (name: "readings", meaning: "readings of a report, each a slot, 1 to 32 (4)"),
    (name: "shares", meaning: "of step, reading, pallet, certificate and counterfeit"),
  ]
  public static let contentionChoices = ["item"]

  /// The kinds, in the order of ``kinds``.
  enum Kind: Int, CaseIterable {
    case step, reading, pallet, certificate, counterfeit
  }

  /// What the file says besides choices and shares.
  struct Settings: Sendable {
    var items: Int
    var companies: Int
    var hasSequentialIDs: Bool
    var routes: ClosedRange<Int>
    var palletSize: Int
    var pallets: Int
    var sensorBurst: Int
    var readings: Int
  }

  public let choices: [ChoiceSpec]
  public let kinds: [TransactionKind]
  let settings: Settings

  /// Places in ``choices``.
  enum Choice {
    static let item = 0
    static let company = 1
  }

  public init(from section: SpecSection) throws(WorkloadError) {
    let items = try section.integer("items", in: 1...10_000_000, default: 10_000)
    let companies = try section.integer("companies", in: 1...100_000, default: 50)
    choices = [
      try ChoiceSpec("item", among: .numbered(items), in: section, default: "uniform"),
      try ChoiceSpec("company", among: .numbered(companies), in: section, default: "uniform"),
    ]
    kinds = try section.shares(default: [
      ("step", 0.62), ("reading", 0.25), ("pallet", 0.06), ("certificate", 0.05),
      ("counterfeit", 0.02),
    ])
    let shortest = try section.integer("shortest_route", in: 3...6, default: 3)
    let ids = try section.name("ids", of: ["serial", "sequential"], what: "way", default: "serial")
    settings = Settings(
      items: items, companies: companies, hasSequentialIDs: ids == "sequential",
      routes: shortest...(try section.integer("longest_route", in: shortest...6, default: 6)),
      palletSize: try section.integer("pallet_size", in: 1...64, default: 12),
      pallets: try section.integer("pallets", in: 1...100_000, default: 16),
      sensorBurst: try section.integer("sensor_burst", in: 1...10_000, default: 8),
      readings: try section.integer("readings", in: 1...32, default: 4))
  }

  public func makeSession() -> any ProfileSession { SupplyChainSession(settings) }
}
