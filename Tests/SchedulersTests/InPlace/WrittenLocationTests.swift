import State
import Testing

@testable import Schedulers

/// The location that a write changes is computed from a table of digits: here it is by cases.
@Suite struct WrittenLocationTests {
  @Test func everyKindOfWriteHasItsLocation() throws {
    let account = AccountReference(7)
    let slot = SlotReference(11)
    var raw: UInt8 = 0
    while let kind = StateWrite.Kind(rawValue: raw) {
      let expected =
        switch kind {
        case .nonce, .presentNonce: Location(.nonce, of: account)
        case .balance, .credit: Location(.balance, of: account)
        case .code: Location(.code, of: account)
        case .storage, .addition: Location(slot)
        case .erasure: Location(.erasure, of: account)
        }
      #expect(Location(writing: StateWrite(kind, account, slot: slot)) == expected, "\(kind)")
      raw += 1
    }
    #expect(raw == 8, "the table has eight digits")
  }
}
