import Primitives
import Testing

@testable import State

@Suite struct ChangeTests {
  let state = WorldState([
    address(1): AccountAllocation(balance: 5, nonce: 2, code: [0xfe], storage: [1: 10, 2: 20]),
    address(2): AccountAllocation(storage: [1: 30]),
  ])
  let first = AccountReference(0)
  let second = AccountReference(1)

  @Test func writesSetTheirField() throws {
    let code = state.codeStore.intern([1, 2, 3])
    let slot = try #require(state.find(2, of: first))
    state.apply(StateWrite(.nonce, first, value: 3))
    state.apply(StateWrite(.balance, first, value: Word(0, 1, 2, 3)))
    state.apply(StateWrite(.code, first, value: Word(UInt64(code.index))))
    state.apply(StateWrite(.storage, first, slot: slot, value: 0))
    let expected = AccountAllocation(
      balance: Word(0, 1, 2, 3), nonce: 3, code: [1, 2, 3], storage: [1: 10])
    #expect(state.allocation()[address(1)] == expected)
    #expect(state.allocation()[address(2)] == AccountAllocation(storage: [1: 30]))
  }

  @Test func accountThatBecomesEmptyIsGone() {
    let account = state.reference(address(7))
    state.apply(StateWrite(.balance, account, value: 1))
    #expect(state.record(account).exists)
    state.apply(StateWrite(.balance, account, value: 0))
    #expect(!state.record(account).exists)
  }

  @Test func erasureTakesEverySlotAndLeavesOtherAccountsAlone() throws {
    let effects = TransactionEffects()
    effects.writes.append(StateWrite(.erasure, first))
    effects.writes.append(
      StateWrite(.storage, first, slot: try #require(state.find(2, of: first)), value: 9))
    effects.writes.append(StateWrite(.balance, first, value: 4))
    state.apply(effects)
    #expect(state.allocation()[address(1)] == AccountAllocation(balance: 4, storage: [2: 9]))
    #expect(state.allocation()[address(2)] == AccountAllocation(storage: [1: 30]))
  }

  @Test func copyChangesOnItsOwn() {
    let copy = state.copy()
    copy.apply(StateWrite(.nonce, first, value: 99))
    copy.apply(StateWrite(.storage, second, slot: copy.reference(8, of: second), value: 1))
    state.apply(StateWrite(.nonce, state.reference(address(50)), value: 1))
    #expect(state.record(first).nonce == 2)
    #expect(state.find(8, of: second) == nil)
    #expect(copy.find(address(50)) == nil)
    #expect(copy.record(first).nonce == 99)
  }

  @Test func withdrawalsAreInGwei() {
    let withdrawals = [
      (address(1), UInt64(3)), (address(1), .max), (address(8), 1), (address(9), 0),
    ]
    state.apply(
      withdrawals.map { Withdrawal(index: 0, validatorIndex: 0, address: $0.0, amount: $0.1) })
    let gwei = Word(1_000_000_000)
    #expect(state.record(first).balance == Word(5) &+ Word(0, 1, 0, 0) &* gwei &+ Word(2) &* gwei)
    #expect(state.allocation()[address(8)] == AccountAllocation(balance: gwei))
    #expect(state.allocation()[address(9)] == nil)
  }

  @Test func creditOfNothingMakesNoAccount() {
    let account = state.reference(address(7))
    state.credit(.zero, to: account)
    #expect(!state.record(account).exists)
    state.credit(1, to: account)
    #expect(state.record(account).exists)
  }

  @Test func codeReferenceAndExistenceDoNotMix() {
    let account = state.reference(address(7))
    state.apply(StateWrite(.code, account, value: Word(0x7fff_ffff)))
    #expect(state.record(account).exists)
    #expect(state.record(account).code == CodeReference(0x7fff_ffff))
    state.apply(StateWrite(.code, account, value: 0))
    #expect(!state.record(account).exists)
  }

  @Test func moreRecordsThanReferencesTrap() async {
    #expect(WorldState.number(forRecord: Int(UInt32.max) - 2) == UInt32.max - 2)
    let result = await #expect(
      processExitsWith: .failure, observing: [\.standardErrorContent]
    ) {
      _ = WorldState.number(forRecord: Int(UInt32.max) - 1)
    }
    let message = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
    #expect(message.contains("at most 4294967294 accounts"))
  }
}
