import Dispatch
import Primitives
import Testing

@testable import State

/// Slots that several threads insert at once are found like those that one inserted after the other.
@Suite struct InsertionTests {
  private static let accountCount = 5

  private static func key(_ index: Int) -> Word { Word(UInt64(index) &* 0x9e37_79b9_7f4a_7c15) }
  private static func address(_ index: Int) -> Address {
    Address(high: 7, middle: 0, low: UInt64(index))
  }

  /// A state with some slots already, so that old and new ones lie among each other in the index.
  private static func state() -> WorldState {
    let state = WorldState(slotCapacity: 4)
    for index in 0..<accountCount { _ = state.reference(address(index)) }
    for index in 0..<50 {
      _ = state.reference(
        key(1_000_000 + index), of: AccountReference(UInt32(index % accountCount)))
    }
    return state
  }

  private func owner(_ index: Int) -> AccountReference {
    AccountReference(UInt32(index * index % Self.accountCount))
  }

  @Test(arguments: [1, 2, 63, 64, 3000])
  func concurrentInsertionsAreFound(count: Int) async {
    let state = Self.state()
    let serial = state.copy()
    let first = state.beginInsertions(ofSlots: count)
    #expect(first.index == 50)
    await withTaskGroup(of: Void.self) { group in
      for thread in 0..<4 {
        group.addTask {
          for index in stride(from: thread, to: count, by: 4) {
            let (key, owner) = (Self.key(index), owner(index))
            state.insert(
              key, of: owner, hash: TableHash.slot(key, account: owner.index),
              as: SlotReference(first.index + UInt32(index)))
          }
        }
      }
    }
    state.endInsertions(from: first)
    for index in 0..<count { _ = serial.reference(Self.key(index), of: owner(index)) }
    #expect(state.slotCount == serial.slotCount)
    for index in 0..<count {
      let found = state.find(Self.key(index), of: owner(index))
      #expect(found == SlotReference(first.index + UInt32(index)))
      #expect(found == serial.find(Self.key(index), of: owner(index)))
    }
    for account in 0..<UInt32(Self.accountCount) {
      // Newest first, in both.
      var (chain, expected): ([SlotReference], [SlotReference]) = ([], [])
      state.forEachSlot(of: AccountReference(account)) { chain.append($0) }
      serial.forEachSlot(of: AccountReference(account)) { expected.append($0) }
      #expect(chain == expected)
    }
    // And what comes after them is inserted as ever.
    let next = state.reference(Self.key(999_999), of: owner(1))
    #expect(next.index == UInt32(50 + count))
    #expect(state.find(Self.key(999_999), of: owner(1)) == next)
    #expect(state.find(Self.key(999_998), of: owner(1)) == nil)
  }

  /// Many that begin at one place of the index: each finds a place of its own.
  @Test func insertionsThatCollide() {
    var index = HashIndex(capacity: 16)
    let hashes = (0..<400).map { UInt64($0) << 32 | UInt64($0 % 3) }
    index.insert(1000, hash: 2) { _ in 2 }
    index.beginInsertions(of: hashes.count) { _ in 2 }
    withUnsafeMutablePointer(to: &index) { index in
      nonisolated(unsafe) let index = index
      DispatchQueue.concurrentPerform(iterations: 4) { thread in
        for record in stride(from: thread, to: hashes.count, by: 4) {
          index.pointee.insertConcurrently(record, hash: hashes[record])
        }
      }
    }
    #expect(index.count == hashes.count + 1)
    for (record, hash) in hashes.enumerated() {
      #expect(index.find(hash) { $0 == record } == record)
    }
    #expect(index.find(2) { $0 == 1000 } == 1000)
  }
}
