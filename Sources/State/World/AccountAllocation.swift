import Primitives

/// One account as given to a state or dumped from it.
public struct AccountAllocation: Hashable, Sendable {
  /// In wei.
  public var balance: Word
  public var nonce: UInt64
  public var code: [UInt8]
  /// Slots of value zero mean the same as absent ones.
  public var storage: [Word: Word]

  public init(
    balance: Word = .zero, nonce: UInt64 = 0, code: [UInt8] = [], storage: [Word: Word] = [:]
  ) {
    self.balance = balance
    self.nonce = nonce
    self.code = code
    self.storage = storage
  }
}

/// A state as plain data: the accounts that exist.
public typealias Allocation = [Address: AccountAllocation]
