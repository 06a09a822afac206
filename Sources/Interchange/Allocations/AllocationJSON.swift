import Primitives
import State

/// An allocation as other tools write it: address to balance, nonce, code and storage.
///
/// Balances and nonces as numbers, slots and their values as 64 digits.
public struct AllocationJSON: Encodable, Sendable {
  /// Which members an account has.
  public enum Form: Sendable {
    /// The balance, and of the others those where there is something.
    case sparse
    /// All four, as tests have them.
    case complete
  }

  private var accounts: [String: Account]

  fileprivate struct Account: Encodable, Sendable {
    var balance: String
    var nonce: String?
    var code: String?
    var storage: [String: String]?
  }

  public init(_ allocation: Allocation, form: Form = .sparse) {
    accounts = [:]
    accounts.reserveCapacity(allocation.count)
    for (address, account) in allocation { accounts[address.hex] = Account(account, form) }
  }

  public func encode(to encoder: any Encoder) throws { try accounts.encode(to: encoder) }
}

extension AllocationJSON.Account {
  fileprivate init(_ account: AccountAllocation, _ form: AllocationJSON.Form) {
    let isComplete = form == .complete
    balance = account.balance.hex
    nonce = account.nonce == 0 && !isComplete ? nil : Word(account.nonce).hex
    code = account.code.isEmpty && !isComplete ? nil : hexText(account.code)
    let slots = account.storage.filter { !$0.value.isZero }
    guard !slots.isEmpty || isComplete else { return }
    storage = Dictionary(
      uniqueKeysWithValues: slots.map { (Hash($0.key).hex, Hash($0.value).hex) })
  }
}
