import Primitives
import Testing

@testable import State

/// Room that is made beforehand spares tables from growing, and changes nothing else.
@Suite struct RoomTests {
  private func fill(_ state: WorldState, upTo count: UInt64) {
    for number in 0..<count {
      let account = state.reference(address(number))
      for key in 0..<3 as Range<UInt64> {
        _ = state.reference(Word(number &* 7 &+ key), of: account)
      }
    }
  }

  @Test func isEnoughForWhatTheOtherStateHas() {
    let small = WorldState(accountCapacity: 8, slotCapacity: 8)
    fill(small, upTo: 10)
    let large = small.copy()
    fill(large, upTo: 5000)
    let roomy = small.copy()
    roomy.makeRoom(as: large)
    #expect(roomy.firstDifference(from: small) == nil)

    func places() -> [Int] {
      [
        Int(bitPattern: roomy.accountRecords), Int(bitPattern: roomy.slotRecords),
        Int(bitPattern: roomy.slotLinks.base), Int(bitPattern: roomy.newestSlots.base),
        Int(bitPattern: roomy.accountIndex.entries), Int(bitPattern: roomy.slotIndex.entries),
      ]
    }
    let before = places()
    fill(roomy, upTo: 5000)
    #expect(places() == before)
    #expect(roomy.accountCount == large.accountCount && roomy.slotCount == large.slotCount)
    for number in [0, 9, 10, 4999] as [UInt64] {
      let account = roomy.find(address(number))
      #expect(account == large.find(address(number)) && account != nil)
      let slot = account.flatMap { roomy.find(Word(number &* 7), of: $0) }
      #expect(slot.map(roomy.account(of:)) == account)
    }
  }

  @Test func thatIsThereAlreadyStays() {
    let state = WorldState(accountCapacity: 1000, slotCapacity: 1000)
    fill(state, upTo: 100)
    let before = (state.accountRecords, state.slotRecords)
    state.makeRoom(as: WorldState())
    #expect(before == (state.accountRecords, state.slotRecords))
    #expect(state.find(address(99)) != nil)
  }
}
