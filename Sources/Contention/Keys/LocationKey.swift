import Primitives
import State

/// A location by address and key, which holds for any state, while ``StateLocation`` holds for one.
public struct LocationKey: Hashable, Sendable, Comparable {
  public enum Field: Hashable, Sendable {
    case nonce
    case balance
    case code
    case slot(Word)
    /// The account as a whole.
    case erasure
  }

  public var address: Address
  public var field: Field

  public init(address: Address, field: Field) {
    self.address = address
    self.field = field
  }

  /// - Parameter state: the one that the location is of.
  public init(_ location: StateLocation, in state: WorldState) {
    address = state.record(location.account).address
    field =
      switch location {
      case .nonce: .nonce
      case .balance: .balance
      case .code: .code
      case .slot(let slot, _): .slot(state.record(slot).key)
      case .erasure: .erasure
      }
  }

  /// By address, then by field.
  public static func < (a: LocationKey, b: LocationKey) -> Bool {
    let (first, second) = (Word(a.address), Word(b.address))
    if first != second { return first < second }
    return a.field.rank == b.field.rank ? a.field.key < b.field.key : a.field.rank < b.field.rank
  }
}

extension LocationKey.Field {
  fileprivate var rank: Int {
    switch self {
    case .nonce: 0
    case .balance: 1
    case .code: 2
    case .slot: 3
    case .erasure: 4
    }
  }

  fileprivate var key: Word {
    if case .slot(let key) = self { key } else { .zero }
  }
}
