import Primitives

/// The hashes of a state's keys and the order in which tries hold them, kept from one root to the next:
/// neither ever changes for a record. Plain arrays, so that a copy of a state shares them until either
/// side has new records.
struct KeyOrder: Sendable {
  /// By account number: Keccak-256 of the address.
  private(set) var accountHashes: [Hash] = []
  /// By slot number: Keccak-256 of the key.
  private(set) var slotHashes: [Hash] = []
  /// Account numbers by hash.
  private(set) var accounts: [UInt32] = []
  /// Slot numbers by account number, then hash.
  private(set) var slots: [UInt32] = []
}

extension KeyOrder {
  /// Takes in the records that `state` got since the last time.
  mutating func extend(to state: WorldState) {
    let accountStart = accountHashes.count
    accountHashes.reserveCapacity(state.accountCount)
    for index in accountStart..<state.accountCount {
      accountHashes.append(keccak256(state.accountRecords[index].address))
    }
    accounts = merge(accounts, accountStart..<state.accountCount) { [accountHashes] in
      accountHashes[Int($0)] < accountHashes[Int($1)]
    }
    let slotStart = slotHashes.count
    slotHashes.reserveCapacity(state.slotCount)
    for index in slotStart..<state.slotCount {
      slotHashes.append(keccak256(state.slotRecords[index].key))
    }
    slots = merge(slots, slotStart..<state.slotCount) { [slotHashes] in
      let (a, b) = (
        state.account(of: SlotReference($0)).index, state.account(of: SlotReference($1)).index
      )
      return a < b || (a == b && slotHashes[Int($0)] < slotHashes[Int($1)])
    }
  }

  /// `sorted` with `added` sorted in.
  private func merge(
    _ sorted: [UInt32], _ added: Range<Int>, by precedes: (UInt32, UInt32) -> Bool
  ) -> [UInt32] {
    guard !added.isEmpty else { return sorted }
    let new = added.map { UInt32($0) }.sorted(by: precedes)
    var merged: [UInt32] = []
    merged.reserveCapacity(sorted.count + new.count)
    var next = 0
    for number in sorted {
      while next < new.count, precedes(new[next], number) {
        merged.append(new[next])
        next += 1
      }
      merged.append(number)
    }
    merged.append(contentsOf: new[next...])
    return merged
  }
}
