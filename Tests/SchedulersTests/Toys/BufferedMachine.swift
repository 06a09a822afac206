import Primitives
import State

/// Runs toy programs against a view: keeps what it read and what it would write.
struct BufferedMachine: ToyMachine {
  private struct SlotName: Hashable {
    var account: Int
    var key: Int
  }
  private struct Cell<Value: Equatable> {
    /// What the view said, if it was asked.
    var read: Value?
    var value: Value
    var isWritten = false

    var isChanged: Bool { isWritten && read != value }
  }
  private let view: any StateView
  private let onRead: (@Sendable () -> Void)?
  private var nonces: [Int: Cell<UInt64>] = [:]
  private var balances: [Int: Cell<Word>] = [:]
  private var codes: [Int: Cell<UInt32>] = [:]
  private var slots: [SlotName: Cell<Word>] = [:]
  private var erased: [Int] = []
  /// What was added to balances that have not been read.
  private var credits: [Int: Int64] = [:]
  /// What was added to slots that have not been read.
  private var additions: [SlotName: Word] = [:]
  private let takesCredits: Bool

  /// - Parameter takesCredits: whether to add to balances unread, if the view allows it.
  init(view: any StateView, takesCredits: Bool, onRead: (@Sendable () -> Void)?) {
    self.view = view
    self.takesCredits = takesCredits && view.takesCredits
    self.onRead = onRead
  }

  private func reference(_ account: Int) -> AccountReference { view.account(toyAddress(account)) }

  mutating func nonce(_ account: Int) throws(ReadFailure) -> UInt64 {
    if let known = nonces[account] { return known.value }
    onRead?()
    let value = try view.nonce(of: reference(account))
    nonces[account] = Cell(read: value, value: value)
    return value
  }

  mutating func balance(_ account: Int) throws(ReadFailure) -> Word {
    if let known = balances[account] { return known.value }
    onRead?()
    let value = try view.balance(of: reference(account))
    let added = credits.removeValue(forKey: account) ?? 0
    balances[account] = Cell(
      read: value, value: value &+ Word(signed: added), isWritten: added != 0)
    return value &+ Word(signed: added)
  }

  mutating func move(_ amount: UInt64, from payer: Int, to payee: Int) throws(ReadFailure) -> Bool {
    guard takesCredits else { return try moveRead(amount, from: payer, to: payee) }
    if balances[payer] == nil {
      let needed = Int64(amount) - (credits[payer] ?? 0)
      onRead?()
      let suffices =
        needed <= 0
        ? true : try view.hasBalance(atLeast: Word(UInt64(needed)), reference(payer))
      guard let suffices else { return try moveRead(amount, from: payer, to: payee) }
      if !suffices { return false }
    } else if try balance(payer) < Word(amount) {
      return false
    }
    if payer != payee {
      add(-Int64(amount), to: payer)
      add(Int64(amount), to: payee)
    }
    return true
  }

  private mutating func moveRead(
    _ amount: UInt64, from payer: Int, to payee: Int
  ) throws(ReadFailure) -> Bool {
    let available = try balance(payer)
    if available < Word(amount) { return false }
    if payer == payee { return true }
    setBalance(payer, available &- Word(amount))
    setBalance(payee, try balance(payee) &+ Word(amount))
    return true
  }

  private mutating func add(_ amount: Int64, to account: Int) {
    if let known = balances[account] {
      setBalance(account, known.value &+ Word(signed: amount))
    } else {
      credits[account, default: 0] += amount
    }
  }

  mutating func hasNonce(_ account: Int, _ nonce: UInt64) throws(ReadFailure) -> Bool {
    if takesCredits, nonces[account] == nil {
      onRead?()
      if view.assumes(nonce: nonce, of: reference(account)) {
        nonces[account] = Cell(read: nonce, value: nonce)
      }
    }
    return try self.nonce(account) == nonce
  }

  mutating func code(_ account: Int) throws(ReadFailure) -> UInt32 {
    if let known = codes[account] { return known.value }
    onRead?()
    let value = try view.code(of: reference(account)).index
    codes[account] = Cell(read: value, value: value)
    return value
  }

  mutating func slot(_ account: Int, _ key: Int) throws(ReadFailure) -> Word {
    let name = SlotName(account: account, key: key)
    if let known = slots[name] { return known.value }
    if erased.contains(account) { return Word(0) }
    onRead?()
    let reference = reference(account)
    let value = try view.value(of: view.slot(toyKey(key), of: reference), in: reference)
    let added = additions.removeValue(forKey: name) ?? .zero
    slots[name] = Cell(read: value, value: value &+ added, isWritten: !added.isZero)
    return value &+ added
  }

  mutating func increase(_ account: Int, _ key: Int, by amount: UInt64) throws(ReadFailure) {
    let name = SlotName(account: account, key: key)
    if takesCredits, slots[name] == nil, !erased.contains(account) {
      onRead?()
      let reference = reference(account)
      if try view.isAddable(view.slot(toyKey(key), of: reference), in: reference) {
        additions[name] = (additions[name] ?? .zero) &+ Word(amount)
        return
      }
    }
    setSlot(account, key, try slot(account, key) &+ Word(amount))
  }

  func hadStorage(_ account: Int) -> Bool {
    onRead?()
    return view.hadStorageBeforeBlock(reference(account))
  }

  mutating func setNonce(_ account: Int, _ value: UInt64) {
    nonces[account] = Cell(read: nonces[account]?.read, value: value, isWritten: true)
  }
  mutating func setBalance(_ account: Int, _ value: Word) {
    balances[account] = Cell(read: balances[account]?.read, value: value, isWritten: true)
  }
  mutating func setCode(_ account: Int, _ value: UInt32) {
    codes[account] = Cell(read: codes[account]?.read, value: value, isWritten: true)
  }
  mutating func setSlot(_ account: Int, _ key: Int, _ value: Word) {
    let name = SlotName(account: account, key: key)
    additions[name] = nil
    slots[name] = Cell(read: slots[name]?.read, value: value, isWritten: true)
  }

  /// From here on the account's fields and slots are zero, and were before as far as effects go.
  mutating func erase(_ account: Int) {
    if !erased.contains(account) { erased.append(account) }
    nonces[account] = Cell(read: 0, value: 0)
    balances[account] = Cell(read: Word(0), value: Word(0))
    credits[account] = nil
    codes[account] = Cell(read: 0, value: 0)
    for name in slots.keys where name.account == account { slots[name] = nil }
    for name in additions.keys where name.account == account { additions[name] = nil }
  }

  /// Net effects: erasures first, then in an order that `random` gives, so that it differs by attempt and
  /// not by process.
  func report(to effects: TransactionEffects, _ random: inout SplitMix) {
    for account in erased { effects.writes.append(StateWrite(.erasure, reference(account))) }
    var writes: [StateWrite] = []
    for account in nonces.keys.sorted() {
      guard let cell = nonces[account], cell.isChanged else { continue }
      writes.append(StateWrite(.nonce, reference(account), value: Word(cell.value)))
    }
    for account in balances.keys.sorted() {
      guard let cell = balances[account], cell.isChanged else { continue }
      writes.append(StateWrite(.balance, reference(account), value: cell.value))
    }
    for name in additions.keys.sorted(by: { ($0.account, $0.key) < ($1.account, $1.key) }) {
      guard let amount = additions[name], !amount.isZero else { continue }
      let account = reference(name.account)
      let slot = view.slot(toyKey(name.key), of: account)
      writes.append(StateWrite(.addition, account, slot: slot, value: amount))
    }
    for account in credits.keys.sorted() {
      guard let amount = credits[account], amount != 0 else { continue }
      writes.append(StateWrite(.credit, reference(account), value: Word(signed: amount)))
    }
    for account in codes.keys.sorted() {
      guard let cell = codes[account], cell.isChanged else { continue }
      writes.append(StateWrite(.code, reference(account), value: Word(UInt64(cell.value))))
    }
    for name in slots.keys.sorted(by: { ($0.account, $0.key) < ($1.account, $1.key) }) {
      guard let cell = slots[name], cell.isChanged else { continue }
      let account = reference(name.account)
      let slot = view.slot(toyKey(name.key), of: account)
      writes.append(StateWrite(.storage, account, slot: slot, value: cell.value))
    }
    for write in writes.shuffled(using: &random) { effects.writes.append(write) }
  }
}

extension Word {
  /// The number modulo 2²⁵⁶.
  init(signed number: Int64) {
    self = number < 0 ? .zero &- Word(number.magnitude) : Word(number.magnitude)
  }
}
