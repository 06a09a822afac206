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
  var accounts: [Address: NaiveAccount] = [:]

  func nonce(_ account: Int) -> UInt64 { accounts[toyAddress(account)]?.nonce ?? 0 }
  func balance(_ account: Int) -> Word { accounts[toyAddress(account)]?.balance ?? Word(0) }
  func code(_ account: Int) -> UInt32 { accounts[toyAddress(account)]?.code ?? 0 }
  func slot(_ account: Int, _ key: Int) -> Word {
    accounts[toyAddress(account)]?.storage[toyKey(key)] ?? Word(0)
  }
  func hadStorage(_ account: Int) -> Bool {
    accounts[toyAddress(account)]?.storage.isEmpty == false
  }
  mutating func setNonce(_ account: Int, _ value: UInt64) { change(account) { $0.nonce = value } }
  mutating func setBalance(_ account: Int, _ value: Word) { change(account) { $0.balance = value } }
  mutating func setCode(_ account: Int, _ value: UInt32) { change(account) { $0.code = value } }
  mutating func setSlot(_ account: Int, _ key: Int, _ value: Word) {
    change(account) { $0.storage[toyKey(key)] = value.isZero ? nil : value }
  }
  mutating func erase(_ account: Int) { accounts[toyAddress(account)] = nil }

  private mutating func change(_ account: Int, _ body: (inout NaiveAccount) -> Void) {
    let address = toyAddress(account)
    var changed = accounts[address] ?? NaiveAccount()
    body(&changed)
    accounts[address] = changed == NaiveAccount() ? nil : changed
  }

  /// Executes all of `block` and returns how its transactions end.
  mutating func execute(_ block: ToyBlock) -> [ToyOutcome] {
    block.transactions.map { transaction in
      let before = accounts
      guard let outcome = try? transaction.run(on: &self) else {
        preconditionFailure("plain state never fails to be read")
      }
      if outcome.status != .success { accounts = before }
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
