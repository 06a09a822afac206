import Primitives
import State

/// From notes to state.
extension GenesisBuilder {
  /// Adds what another builder of the same workload, which made later blocks, has placed and given. A slot
  /// that was set keeps its value whatever was given, and of two gifts of the same the first counts, so
  /// that many builders, each of which knows only its own, give the same state as one.
  mutating func merge(_ later: GenesisBuilder) {
    placed.merge(later.placed) { own, other in
      var merged = own
      merged.storage.merge(other.storage) { _, new in new }
      return merged
    }
    artifacts.merge(later.artifacts) { own, _ in own }
    others.merge(later.others) { own, _ in own }
    endowments.merge(later.endowments) { own, _ in own }
    opened.formUnion(later.opened)
    for note in later.holders {
      let place = holders(of: address(ofLow: note.token))
      holders[place].accounts.formUnion(note.accounts)
    }
    later.funded.visit { holder, token in
      let tokens = GivenTokens(holder: holder, token: token)
      if funded.insert(holder, token) { amounts[tokens] = later.amounts[tokens] }
    }
    for approval in later.approvals where approved.insert(approval.first, approval.second) {
      approvals.append(approval)
    }
    if let other = later.names { names?.merge(other) }
  }

  /// The state before the first block. About 1 µs a gift.
  mutating func allocation() -> Allocation {
    for number in opened.numbers {
      let account = address(ofAccount: number)
      if endowments[account] == nil { add(1, to: account) }
    }
    for (account, amount) in endowments { add(amount, to: account) }
    for sender in Set(senders) { add(Self.ether, to: sender) }
    // Or a second call would add them again.
    (endowments, senders, opened) = ([:], [], AccountSet())
    var balances: [GivenTokens] = []
    funded.visit { balances.append(GivenTokens(holder: $0, token: $1)) }
    for tokens in balances {
      give(
        amounts[tokens] ?? TokenAmounts.balance, of: tokens.token,
        to: address(ofLow: tokens.holder))
    }
    for note in holders {
      for number in note.accounts.numbers {
        give(TokenAmounts.balance, of: note.token, to: address(ofAccount: number))
      }
    }
    for approval in approvals { allow(approval) }
    return placed
  }

  private func address(ofLow low: UInt64) -> Address {
    others[low] ?? AccountAddress.address(ofLow: low)
  }

  /// Gives `holder` tokens, unless it has some.
  private mutating func give(_ amount: Word, of tokenLow: UInt64, to holder: Address) {
    guard let contract = artifacts[tokenLow] else { return }
    let token = address(ofLow: tokenLow)
    let balance = slot(of: "balanceOf", Word(holder), in: contract, at: token)
    guard placed[token]?.storage[balance] == nil else { return }
    let supply = contract.slot("totalSupply")
    let before = placed[token]?.storage[supply] ?? .zero
    set(supply, of: token, to: before &+ amount)
    set(balance, of: token, to: amount)
  }

  private mutating func allow(_ approval: Approval) {
    guard let contract = artifacts[approval.token] else { return }
    let token = address(ofLow: approval.token)
    let owner = Word(address(ofLow: approval.owner))
    let spender = Word(address(ofLow: approval.spender))
    set(slot(of: "allowance", owner, spender, in: contract, at: token), of: token, to: .max)
  }

  private mutating func add(_ wei: Word, to account: Address) {
    let before = placed[account]?.balance ?? .zero
    placed[account, default: AccountAllocation()].balance = before &+ wei
  }
}
