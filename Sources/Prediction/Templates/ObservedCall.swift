import Primitives
import Schedulers
import State

/// One transaction and what it accessed.
struct ObservedCall {
  struct Access {
    var name: AccessSets.Name
    var isWrite: Bool
    /// What it read there; nil where it did not, or the location is no slot.
    var value: Word?
  }

  var input: CallInput
  /// In the order of first reading; writes without a read come last.
  var accesses: [Access]
  var gasUsed: UInt64
}

/// A recorded block, replayed transaction by transaction with what each one read.
struct ObservedBlock {
  private let before: WorldState
  private let after: WorldState
  /// What transactions so far wrote.
  private var written: [StateLocation: Word] = [:]

  /// - Parameters:
  ///   - before: the state before the block.
  ///   - after: the state that the accesses were recorded on.
  init(before: WorldState, after: WorldState) {
    self.before = before
    self.after = after
  }

  /// What a slot holds at this point of the block.
  func slotValue(_ account: Address, _ key: Word) -> Word {
    guard let account = after.find(account), let slot = after.find(key, of: account) else {
      return .zero
    }
    return value(of: slot, account)
  }

  private func value(of slot: SlotReference, _ account: AccountReference) -> Word {
    if let written = written[.slot(slot, of: account)] { return written }
    if written[.erasure(account)] != nil { return .zero }
    return slot.index < before.slotCount ? before.record(slot).value : .zero
  }

  /// What the block's next transaction accessed.
  func call(_ input: CallInput, _ recorded: BlockAccesses.Transaction) -> ObservedCall {
    let writes = Set(recorded.writes)
    var accesses = recorded.reads.map { location in
      var access = ObservedCall.Access(
        name: after.accessName(of: location), isWrite: writes.contains(location))
      if case .slot(let slot, of: let account) = location {
        access.value = value(of: slot, account)
      }
      return access
    }
    let reads = Set(recorded.reads)
    for location in recorded.writes where !reads.contains(location) {
      accesses.append(.init(name: after.accessName(of: location), isWrite: true))
    }
    return ObservedCall(input: input, accesses: accesses, gasUsed: recorded.gasUsed)
  }

  /// Goes on to the transaction after.
  mutating func advance(over recorded: BlockAccesses.Transaction) {
    for (location, value) in zip(recorded.writes, recorded.values) {
      if case .erasure(let account) = location {
        after.forEachSlot(of: account) { written[.slot($0, of: account)] = nil }
      }
      written[location] = value
    }
  }
}
