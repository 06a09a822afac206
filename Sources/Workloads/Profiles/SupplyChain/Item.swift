import Primitives

/// One item as its passport has it.
struct Item {
  /// The states of `provenance.vy`.
  enum State: UInt64 {
    case created = 1
    case processed, inTransit, stored, onSale, sold
  }

  /// What can happen to it next.
  enum Leg {
    case process, dispatchToWarehouse, dispatchToRetailer, accept, sell
  }

  var id: Word
  var state: State
  /// Account number of who holds it.
  var custodian: Int
  /// Account number of who is to accept it, while it is in transit.
  var consignee: Int
  /// The legs still ahead, next first.
  var route: ArraySlice<Leg>

  /// Whether the next to accept it is a shop.
  var goesToRetailer: Bool { route.dropFirst().first == .sell }

  init(id: Word, producer: Int, route: [Leg]) {
    self.id = id
    state = .created
    custodian = producer
    consignee = producer
    self.route = route[...]
  }

  /// A way of `steps` legs: processed or not, by a warehouse or straight to the shop.
  static func route(steps: Int) -> [Leg] {
    let direct: [Leg] = [.dispatchToRetailer, .accept, .sell]
    return switch steps {
    case ...3: direct
    case 4: [.process] + direct
    case 5: [.dispatchToWarehouse, .accept] + direct
    default: [.process, .dispatchToWarehouse, .accept] + direct
    }
  }

  /// Passport, and entry of the history, of a step that left the item with `account`.
  static func stamp(_ account: Word, _ state: State, at time: UInt64) -> Word {
    account | Word(state.rawValue, shiftedBy: 160) | Word(time, shiftedBy: 168)
  }

  /// Takes the next leg; `company` is who joins in, by its number among those of its role.
  /// - Returns: The leg, and the account that takes it.
  mutating func advance(with company: Int) -> (leg: Leg, actor: Int)? {
    guard let leg = route.popFirst() else { return nil }
    let holder = custodian
    switch leg {
    case .process: state = .processed
    case .dispatchToWarehouse: dispatch(to: ActorGroup.warehouse, company)
    case .dispatchToRetailer: dispatch(to: ActorGroup.retailer, company)
    case .accept:
      state = route.first == .sell ? .onSale : .stored
      custodian = consignee
      return (leg, consignee)
    case .sell:
      state = .sold
      custodian = ActorGroup.consumer.account(Int(truncatingIfNeeded: id.l0 >> 32))
    }
    return (leg, holder)
  }

  private mutating func dispatch(to group: ActorGroup, _ company: Int) {
    state = .inTransit
    custodian = ActorGroup.carrier.account(company)
    consignee = group.account(company)
  }
}
