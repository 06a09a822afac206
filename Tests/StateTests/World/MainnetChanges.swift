import Primitives
import State
import Testing

/// What a real block left different (`mainnet/expected`).
struct MainnetChanges: Decodable {
  struct Account: Decodable {
    var balance: String?
    var nonce: UInt64?
    var code: String?
    var storage: [String: String]?
  }
  var changed: [String: Account]
  var deleted: [String]

  func apply(to state: WorldState) throws {
    for address in deleted {
      state.apply(StateWrite(.erasure, state.reference(try #require(Address(hex: address)))))
    }
    for (address, account) in changed {
      try apply(account, to: state.reference(try #require(Address(hex: address))), in: state)
    }
  }

  private func apply(
    _ account: Account, to reference: AccountReference, in state: WorldState
  ) throws {
    if let nonce = account.nonce {
      state.apply(StateWrite(.nonce, reference, value: Word(nonce)))
    }
    if let balance = account.balance {
      state.apply(StateWrite(.balance, reference, value: try #require(Word(hex: balance))))
    }
    if let code = account.code {
      let interned = state.codeStore.intern(try #require(hexBytes(code)))
      state.apply(StateWrite(.code, reference, value: Word(UInt64(interned.index))))
    }
    for (key, value) in account.storage ?? [:] {
      let slot = state.reference(try #require(Word(hex: key)), of: reference)
      state.apply(
        StateWrite(.storage, reference, slot: slot, value: try #require(Word(hex: value))))
    }
  }
}
