import Primitives
import State

/// The memory behind ``MultiVersionMemory``, kept between blocks and grown to the state's size.
struct MultiVersionStorage: ~Copyable {
  private var accountHeads = ZeroedWords(count: 0)
  private var slotHeads = ZeroedWords(count: 0)
  private var newAccounts = InternTableStorage()
  private var newSlots = InternTableStorage()
  private var epoch: UInt64 = 0

  init() {}

  /// Empty multi-version memory over `state`, which must not change while it is used. Invalidates
  /// what this gave before.
  mutating func begin(over state: WorldState) -> MultiVersionMemory {
    if accountHeads.count < state.accountCount * 4 {
      accountHeads = ZeroedWords(count: state.accountCount * 5)
    }
    if slotHeads.count < state.slotCount {
      slotHeads = ZeroedWords(count: state.slotCount * 5 / 4)
    }
    newAccounts.reset()
    newSlots.reset()
    advanceEpoch()
    return MultiVersionMemory(
      epoch: epoch, accountCount: UInt32(state.accountCount), slotCount: UInt32(state.slotCount),
      accountHeads: accountHeads.base, slotHeads: slotHeads.base,
      accountRecords: state.accountRecords, slotRecords: state.slotRecords,
      newAccounts: newAccounts.table, newSlots: newSlots.table)
  }

  /// Zero is no epoch, so that zero is the end of every chain; when the bits run out (after four
  /// million blocks) the heads are cleared once.
  private mutating func advanceEpoch() {
    epoch += 1
    if epoch >> (64 - MultiVersionMemory.addressBits) == 0 { return }
    accountHeads.clear(accountHeads.count)
    slotHeads.clear(slotHeads.count)
    epoch = 1
  }
}
