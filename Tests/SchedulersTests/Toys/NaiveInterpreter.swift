import Primitives
import State

@testable import Schedulers

/// An account as the naive interpreter keeps it. One that equals `NaiveAccount()` does not exist.
struct NaiveAccount: Hashable {
  var nonce: UInt64 = 0
  var balance = Word(0)
  var code: UInt32 = 0
  var storage: [Word: Word] = [:]
}

/// The toy's own sequential interpreter, over dictionaries and without any of the code under test.
struct NaiveInterpreter: ToyMachine {
  private(set) var accounts: [Address: NaiveAccount]
  /// What the transaction has changed so far, as it was before: field by field, because a copy of an account
  /// is one of all its storage, and a block of 10,000 transactions took seconds.
  private var undo: [Change] = []

  private enum Change {
    case nonce(Address, UInt64)
    case balance(Address, Word)
    case code(Address, UInt32)
    case slot(Address, Word, Word)
    case all(Address, NaiveAccount?)
  }

  init(accounts: [Address: NaiveAccount] = [:]) { self.accounts = accounts }

  func nonce(_ account: Int) -> UInt64 { accounts[toyAddress(account)]?.nonce ?? 0 }
  func balance(_ account: Int) -> Word { accounts[toyAddress(account)]?.balance ?? Word(0) }
  func code(_ account: Int) -> UInt32 { accounts[toyAddress(account)]?.code ?? 0 }
  func slot(_ account: Int, _ key: Int) -> Word { slot(toyAddress(account), toyKey(key)) }
  func hadStorage(_ account: Int) -> Bool {
    accounts[toyAddress(account)]?.storage.isEmpty == false
  }
  mutating func setNonce(_ account: Int, _ value: UInt64) {
    undo.append(.nonce(toyAddress(account), nonce(account)))
    make(.nonce(toyAddress(account), value))
  }
  mutating func setBalance(_ account: Int, _ value: Word) {
    undo.append(.balance(toyAddress(account), balance(account)))
    make(.balance(toyAddress(account), value))
  }
  mutating func setCode(_ account: Int, _ value: UInt32) {
    undo.append(.code(toyAddress(account), code(account)))
    make(.code(toyAddress(account), value))
  }
  mutating func setSlot(_ account: Int, _ key: Int, _ value: Word) {
    undo.append(.slot(toyAddress(account), toyKey(key), slot(account, key)))
    make(.slot(toyAddress(account), toyKey(key), value))
  }
  mutating func erase(_ account: Int) {
    undo.append(.all(toyAddress(account), accounts[toyAddress(account)]))
    make(.all(toyAddress(account), nil))
  }

  private func slot(_ address: Address, _ key: Word) -> Word {
    accounts[address]?.storage[key] ?? Word(0)
  }

  private mutating func make(_ change: Change) {
    let changed: Address
    switch change {
    case .nonce(let address, let value):
      accounts[address, default: NaiveAccount()].nonce = value
      changed = address
    case .balance(let address, let value):
      accounts[address, default: NaiveAccount()].balance = value
      changed = address
    case .code(let address, let value):
      accounts[address, default: NaiveAccount()].code = value
      changed = address
    case .slot(let address, let key, let value):
      accounts[address, default: NaiveAccount()].storage[key] = value.isZero ? nil : value
      changed = address
    case .all(let address, let account):
      accounts[address] = account
      changed = address
    }
    if accounts[changed] == NaiveAccount() { accounts[changed] = nil }
  }

  /// Executes all of `block` and returns how its transactions end.
  mutating func execute(_ block: ToyBlock) -> [ToyOutcome] {
    block.transactions.map { transaction in
      undo.removeAll(keepingCapacity: true)
      guard let outcome = try? transaction.run(on: &self) else {
        preconditionFailure("plain state never fails to be read")
      }
      if outcome.status != .success {
        for change in undo.reversed() { make(change) }
      }
      if outcome.fee != 0 {
        setBalance(block.beneficiary, balance(block.beneficiary) &+ Word(outcome.fee))
      }
      return outcome
    }
  }
}

func toyAddress(_ account: Int) -> Address {
  Address(high: UInt32(account % 3), middle: 0x70_79 &* UInt64(account), low: UInt64(account))
}

func toyKey(_ key: Int) -> Word { Word(UInt64(key), 0, 0, UInt64(key % 2)) }

extension WorldState {
  /// A state with these accounts.
  convenience init(naive accounts: [Address: NaiveAccount]) {
    self.init()
    for (address, account) in accounts {
      let reference = reference(address)
      apply(StateWrite(.nonce, reference, value: Word(account.nonce)))
      apply(StateWrite(.balance, reference, value: account.balance))
      apply(StateWrite(.code, reference, value: Word(UInt64(account.code))))
      for (key, value) in account.storage {
        let slot = self.reference(key, of: reference)
        apply(StateWrite(.storage, reference, slot: slot, value: value))
      }
    }
  }

  /// Everything that is not zero, by key.
  var naive: [Address: NaiveAccount] {
    var accounts: [Address: NaiveAccount] = [:]
    for index in 0..<accountCount {
      let reference = AccountReference(UInt32(index))
      let record = record(reference)
      var account = NaiveAccount(
        nonce: record.nonce, balance: record.balance, code: record.code.index)
      forEachSlot(of: reference) { slot in
        let slot = self.record(slot)
        if !slot.value.isZero { account.storage[slot.key] = slot.value }
      }
      if account != NaiveAccount() { accounts[record.address] = account }
    }
    return accounts
  }

  /// Accounts that are said to exist although empty, or the reverse.
  var accountsOfWrongExistence: [Address] {
    (0..<accountCount).map { record(AccountReference(UInt32($0))) }
      .filter { $0.exists == $0.isEmpty }.map(\.address)
  }
}
