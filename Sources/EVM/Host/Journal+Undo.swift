import Primitives
import State

extension Journal {
  /// A point to go back to.
  struct Snapshot {
    var undoCount: Int
    var refund: Int64
  }

  @inline(__always)
  func snapshot() -> Snapshot { Snapshot(undoCount: undo.count, refund: refund) }

  /// Takes back every change since `snapshot`. What was read stays read: a second read could differ.
  @inline(never)
  mutating func revert(to snapshot: Snapshot) {
    refund = snapshot.refund
    var count = undo.count
    while count > snapshot.undoCount {
      count &-= 1
      revert(undo[count])
    }
    undo.truncate(to: snapshot.undoCount)
  }

  @inline(__always)
  private mutating func revert(_ entry: UndoEntry) {
    let number = Int(entry.number)
    switch entry.kind {
    case .balance: (accounts.base + number).pointee.balance = entry.value
    case .credit:
      let record = accounts.base + number
      record.pointee.balance = record.pointee.balance &- entry.value
    case .nonce: (accounts.base + number).pointee.nonce = entry.value.l0
    case .code:
      (accounts.base + number).pointee.code = CodeReference(
        UInt32(truncatingIfNeeded: entry.value.l0))
    case .addition:
      let record = slots.base + number
      record.pointee.value = record.pointee.value &- entry.value
    case .storage: (slots.base + number).pointee.value = entry.value
    case .transient: (transients.base + number).pointee.value = entry.value
    case .warmAccount: (accounts.base + number).pointee.flags.remove(.warm)
    case .warmSlot: (slots.base + number).pointee.isWarm = false
    case .created: (accounts.base + number).pointee.flags.remove(.created)
    case .destroyed: (accounts.base + number).pointee.flags.remove(.destroyed)
    case .touched: revertTouch(number)
    }
  }

  /// RIPEMD-160's account stays touched when the call to it fails: so it went on mainnet in block
  /// 2,675,119 (EIP-716), and so it has been kept. (Before EIP-161 a touch makes the account, and a
  /// failing call does not.)
  private mutating func revertTouch(_ number: Int) {
    let record = accounts.base + number
    let isKept =
      clearsEmptyAccounts && record.pointee.address == Address(high: 0, middle: 0, low: 3)
    if isKept { return }
    record.pointee.flags.remove(.touched)
  }
}
