import EVM
import Primitives
import State

/// What a block pays for its proof of work (yellow paper, 11.3).
public struct BlockReward: Hashable, Sendable {
  /// Wei for the block's beneficiary, before what it gets for ommers.
  public var base: Word
  public var ommers: [Ommer]

  /// A block that lost the race and is paid for all the same.
  public struct Ommer: Hashable, Sendable {
    public var beneficiary: Address
    /// The block's number less the ommer's: 1 to 6 in a valid block.
    public var distance: UInt64

    public init(beneficiary: Address, distance: UInt64) {
      self.beneficiary = beneficiary
      self.distance = distance
    }
  }

  public init(base: Word, ommers: [Ommer] = []) {
    self.base = base
    self.ommers = ommers
  }

  /// The reward of a block under these rules; nil from the Merge on (EIP-3675).
  public init?(of block: Block, rules: ForkRules) {
    guard let reward = rules.blockReward else { return nil }
    base = Word(reward)
    ommers = block.ommers.map {
      Ommer(beneficiary: $0.beneficiary, distance: block.header.number &- $0.number)
    }
  }

  /// Credits the beneficiary with the base and a 32nd of it for each ommer, and each ommer's with the
  /// base less an eighth of it for each block of distance.
  ///
  /// Before EIP-161 a reward of zero makes the account all the same.
  func pay(_ beneficiary: Address, on state: WorldState, rules: ForkRules) {
    let bonus = Word.divide(base, 32) &* Word(UInt64(ommers.count))
    pay(base &+ bonus, to: beneficiary, state, rules)
    for ommer in ommers {
      let parts = Word(8 - min(ommer.distance, 8))
      pay(Word.divide(base &* parts, 8), to: ommer.beneficiary, state, rules)
    }
  }

  private func pay(
    _ amount: Word, to address: Address, _ state: WorldState, _ rules: ForkRules
  ) {
    let account = state.reference(address)
    state.credit(amount, to: account)
    if rules.clearsEmptyAccounts { return }
    state.apply(StateWrite(.presentNonce, account, value: Word(state.record(account).nonce)))
  }
}
