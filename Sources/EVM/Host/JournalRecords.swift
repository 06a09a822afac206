import Primitives
import State

/// One account as the running transaction has it. Fields are read from the view when first asked for.
struct JournalAccount {
  struct Flags: OptionSet {
    var rawValue: UInt16
    static let nonceLoaded = Flags(rawValue: 1 << 0)
    static let balanceLoaded = Flags(rawValue: 1 << 1)
    static let codeLoaded = Flags(rawValue: 1 << 2)
    /// In the accessed addresses of EIP-2929.
    static let warm = Flags(rawValue: 1 << 3)
    /// Created by this transaction (EIP-6780): its storage was empty before.
    static let created = Flags(rawValue: 1 << 4)
    /// To be removed when the transaction ends.
    static let destroyed = Flags(rawValue: 1 << 5)
    /// To be removed when the transaction ends if it is empty then (EIP-161). Before that: there, even
    /// if empty.
    static let touched = Flags(rawValue: 1 << 6)
    /// ``existed`` is valid. Asked before EIP-161 only.
    static let existenceLoaded = Flags(rawValue: 1 << 7)
    /// There when the transaction started.
    static let existed = Flags(rawValue: 1 << 8)
    /// The balance has not been read: what is in its place was added to it (``Journal/takesCredits``).
    static let credited = Flags(rawValue: 1 << 9)
  }

  var address: Address
  var reference: AccountReference
  var flags: Flags
  var code = CodeReference.empty
  var originalCode = CodeReference.empty
  var nonce: UInt64 = 0
  var originalNonce: UInt64 = 0
  var balance = Word.zero
  var originalBalance = Word.zero
}

/// One storage slot as the running transaction has it.
struct JournalSlot {
  var key: Word
  var value = Word.zero
  /// What the view gave: the value when the transaction started (EIP-2200).
  var original = Word.zero
  /// The account's number in the journal.
  var account: Int32
  var reference = SlotReference(0)
  /// If not, ``value`` is what was added to the slot unread, mostly nothing.
  var isLoaded = false
  /// In the accessed storage keys of EIP-2929.
  var isWarm = false
}

/// One slot of transient storage (EIP-1153).
struct TransientSlot {
  var key: Word
  var value = Word.zero
  var account: Int32
}

/// How to take one change back.
struct UndoEntry {
  enum Kind: UInt8 {
    case balance, nonce, code, storage, transient
    /// An amount that was added to a balance, read or not.
    case credit
    /// The same for a slot.
    case addition
    case warmAccount, warmSlot, created, destroyed, touched
  }
  var kind: Kind
  /// The number of the account or slot.
  var number: Int32
  /// What was there before.
  var value: Word

  init(_ kind: Kind, _ number: Int32, _ value: Word = .zero) {
    self.kind = kind
    self.number = number
    self.value = value
  }
}
