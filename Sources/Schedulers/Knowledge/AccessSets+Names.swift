import Primitives
import State

extension AccessSets {
  /// What a location is called on any state.
  public struct Name: Hashable, Sendable, BitwiseCopyable {
    public var account: Address
    public var part: Part
    /// Zero but for ``Part/slot``.
    public var key: Word

    public init(_ account: Address, _ part: Part, key: Word = .zero) {
      self.account = account
      self.part = part
      self.key = key
    }
  }

  /// The name of what `access` accesses.
  public func name(of access: Access) -> Name {
    let location = locations[access.location]
    return Name(accounts[Int(location.account)], location.part, key: location.key)
  }

  /// Adds the block's next transaction, whose accesses are in the order in which they happen as far as
  /// that is known. A name that comes twice is one access, to write if either is.
  public mutating func append(_ accesses: [(name: Name, isWrite: Bool)], gas: UInt64) {
    append(
      reads: accesses.lazy.map { ($0.name.account, $0.name.part, $0.name.key) },
      writes: accesses.lazy.filter(\.isWrite).map {
        ($0.name.account, $0.name.part, $0.name.key)
      },
      gas: gas)
  }
}

extension WorldState {
  /// What a location of this state is called on any state.
  public func accessName(of location: StateLocation) -> AccessSets.Name {
    let (account, part, key) = name(of: location)
    return AccessSets.Name(account, part, key: key)
  }
}
