import Primitives
import State

/// An allocation as other tools write it: address to balance, and nonce, code and storage where there is
/// something.
///
/// Balances and nonces as numbers, slots and their values as 64 digits.
public struct AllocationJSON: Encodable, Sendable {
  private var accounts: [String: Account]

  fileprivate struct Account: Encodable, Sendable {
    var balance: String
    var nonce: String?
    var code: String?
    var storage: [String: String]?
  }

  public init(_ allocation: Allocation) {
    accounts = [:]
    accounts.reserveCapacity(allocation.count)
    for (address, account) in allocation { accounts[address.hex] = Account(account) }
  }

  public func encode(to encoder: any Encoder) throws { try accounts.encode(to: encoder) }
}

extension AllocationJSON.Account {
  fileprivate init(_ account: AccountAllocation) {
    balance = account.balance.hex
    nonce = account.nonce == 0 ? nil : Word(account.nonce).hex
    code = account.code.isEmpty ? nil : hexText(account.code)
    let slots = account.storage.filter { !$0.value.isZero }
    guard !slots.isEmpty else { return }
    storage = Dictionary(
      uniqueKeysWithValues: slots.map { (Hash($0.key).hex, Hash($0.value).hex) })
  }
}
