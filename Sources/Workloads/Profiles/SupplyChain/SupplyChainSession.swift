import Primitives

/// One run of the supply chain: knows where every item is.
final class SupplyChainSession: ProfileSession {
  let settings: SupplyChainProfile.Settings
  var registry: PlacedContract?
  /// By item number: who is there now.
  var items: [Int: Item] = [:]
  /// Items from pallets that were broken up, waiting to become somebody's item.
  var unpacked: [Item] = []
  /// By place among those under way.
  var pallets: [Int: Pallet] = [:]
  var palletCount = 0
  var registrations = 0
  var burst: Burst?
  var reports = 0
  var granted: Set<Int> = []

  /// A sensor's reports under way.
  struct Burst {
    var sensor: Int
    var nextItem: Int
    var left: Int
  }

  init(_ settings: SupplyChainProfile.Settings) { self.settings = settings }

  func next(
    _ kind: Int, _ draws: inout ChoiceDraws, in genesis: inout GenesisBuilder
  ) -> GeneratedCall {
    let registry = open(in: &genesis)
    return switch SupplyChainProfile.Kind(rawValue: kind) ?? .step {
    case .step: step(registry, &draws, in: &genesis)
    case .reading: reading(registry, &draws, in: &genesis)
    case .pallet: palletStep(registry, &draws, in: &genesis)
    case .certificate: certificate(registry, &draws, in: &genesis)
    case .counterfeit: counterfeit(registry, &draws, in: &genesis)
    }
  }

  func open(in genesis: inout GenesisBuilder) -> PlacedContract {
    if let registry { return registry }
    let placed = PlacedContract(.provenance, in: &genesis)
    placed.set("temperature_limit", to: Word(Readings.limit), in: &genesis)
    registry = placed
    return placed
  }

  /// Gives an account the role of its group before the first block.
  func grant(_ group: ActorGroup, to account: Int, in genesis: inout GenesisBuilder) {
    guard let registry, granted.insert(account).inserted else { return }
    registry.set(
      "roles", [genesis.word(ofAccount: account)], to: Word(group.role), in: &genesis)
  }
}

extension ActorGroup {
  /// The role of `provenance.vy` that its members have; 0 for none.
  fileprivate var role: UInt64 {
    switch self {
    case .producer: 1
    case .carrier: 2
    case .warehouse: 4
    case .retailer: 8
    case .sensor: 16
    case .certifier: 32
    default: 0
    }
  }
}
