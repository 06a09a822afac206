import Primitives
import State

/// From notes to state.
extension GenesisBuilder {
  /// Adds what other builders of the same workload, which made later blocks, have placed and given.
  mutating func merge(_ later: GenesisBuilder) {
    placed.merge(later.placed) { own, other in
      var merged = own
      merged.storage.merge(other.storage) { _, new in new }
      return merged
    }
    gifts += later.gifts
    if let other = later.names { names?.merge(other) }
  }

  /// The state before the first block. About 1 µs a gift.
  ///
  /// A slot that was set keeps its value whatever was given; of two gifts of the same the first counts,
  /// so that many builders, each of which knows only its own, give the same state as one.
  mutating func allocation() -> Allocation {
    var endowed: Set<Address> = []
    var paying: Set<Address> = []
    for gift in gifts {
      switch gift {
      case .ether(let account, let amount):
        guard endowed.insert(account).inserted else { continue }
        add(amount, to: account)
      case .fees(let account):
        guard paying.insert(account).inserted else { continue }
        add(Self.ether, to: account)
      case .tokens(let holder, let contract, let token, let amount):
        give(amount, to: holder, contract, token)
      case .allowance(let owner, let spender, let contract, let token):
        let slot = slot(of: "allowance", Word(owner), Word(spender), in: contract, at: token)
        set(slot, of: token, to: .max)
      }
    }
    gifts = []
    return placed
  }

  private mutating func give(
    _ amount: Word, to holder: Address, _ contract: ContractArtifact, _ token: Address
  ) {
    let balance = slot(of: "balanceOf", Word(holder), in: contract, at: token)
    let supply = contract.slot("totalSupply")
    guard placed[token]?.storage[balance] == nil else { return }
    let before = placed[token]?.storage[supply] ?? .zero
    set(supply, of: token, to: before &+ amount)
    set(balance, of: token, to: amount)
  }

  private mutating func add(_ wei: Word, to account: Address) {
    let before = placed[account]?.balance ?? .zero
    placed[account, default: AccountAllocation()].balance = before &+ wei
  }
}
