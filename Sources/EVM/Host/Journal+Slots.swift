import Primitives
import State

extension Journal {
  /// The slot's number. Reads nothing.
  @inline(__always)
  mutating func slot(_ key: Word, of account: Int32) -> Int32 {
    let hash = TableHash.slot(key, account: UInt32(bitPattern: account))
    let records = slots.base
    let found = slotIndex.find(hash) {
      records[Int($0)].key == key && records[Int($0)].account == account
    }
    return _fastPath(found >= 0) ? found : insertSlot(key, account, hash)
  }

  @inline(never)
  private mutating func insertSlot(_ key: Word, _ account: Int32, _ hash: UInt64) -> Int32 {
    let number = Int32(truncatingIfNeeded: slots.count)
    slots.append(JournalSlot(key: key, account: account))
    let records = slots.base
    slotIndex.insert(number, hash: hash) {
      TableHash.slot(
        records[Int($0)].key, account: UInt32(bitPattern: records[Int($0)].account))
    }
    return number
  }

  /// Puts the slot among the accessed storage keys and tells whether it was there before.
  @inline(__always)
  mutating func warm(slot: Int32) -> Bool {
    let record = slots.base + Int(slot)
    if record.pointee.isWarm { return true }
    record.pointee.isWarm = true
    undo.append(UndoEntry(.warmSlot, slot))
    return false
  }

  /// Makes `value` and `original` of the slot valid.
  @inline(__always)
  mutating func load(slot: Int32, _ view: any StateView) throws(ReadFailure) {
    if _fastPath((slots.base + Int(slot)).pointee.isLoaded) { return }
    try read(slot, view)
  }

  @inline(never)
  private mutating func read(_ slot: Int32, _ view: any StateView) throws(ReadFailure) {
    let record = slots.base + Int(slot)
    let account = accounts.base + Int(record.pointee.account)
    record.pointee.reference = view.slot(record.pointee.key, of: account.pointee.reference)
    // A creation that finds storage fails (EIP-7610), so what this transaction created had none.
    if !account.pointee.flags.contains(.created) {
      let value = try view.value(of: record.pointee.reference, in: account.pointee.reference)
      record.pointee.value = _slowPath(takesCredits) ? record.pointee.value &+ value : value
      record.pointee.original = value
    }
    record.pointee.isLoaded = true
  }

  @inline(__always)
  mutating func setValue(ofSlot slot: Int32, _ value: Word) {
    let record = slots.base + Int(slot)
    undo.append(UndoEntry(.storage, slot, record.pointee.value))
    record.pointee.value = value
  }

  // MARK: Transient storage (EIP-1153)

  func transientValue(_ key: Word, of account: Int32) -> Word {
    let found = findTransient(key, account)
    return found < 0 ? .zero : transients[Int(found)].value
  }

  mutating func setTransientValue(_ key: Word, of account: Int32, to value: Word) {
    var number = findTransient(key, account)
    if number < 0 {
      number = Int32(truncatingIfNeeded: transients.count)
      transients.append(TransientSlot(key: key, account: account))
      let records = transients.base
      transientIndex.insert(number, hash: transientHash(key, account)) {
        TableHash.slot(
          records[Int($0)].key, account: UInt32(bitPattern: records[Int($0)].account))
      }
    }
    let record = transients.base + Int(number)
    undo.append(UndoEntry(.transient, number, record.pointee.value))
    record.pointee.value = value
  }

  private func findTransient(_ key: Word, _ account: Int32) -> Int32 {
    transientIndex.find(transientHash(key, account)) {
      transients[Int($0)].key == key && transients[Int($0)].account == account
    }
  }

  private func transientHash(_ key: Word, _ account: Int32) -> UInt64 {
    TableHash.slot(key, account: UInt32(bitPattern: account))
  }
}
