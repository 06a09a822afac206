import Primitives

extension AccessSets {
  /// What every valid transaction accesses whatever it runs: its sender's account, and its target's
  /// code and, where value is sent, balance; or the account it creates.
  public static func surelyAccessed(
    by transaction: Transaction
  ) -> [(name: Name, isWrite: Bool)] {
    let sender = transaction.sender
    var accesses: [(name: Name, isWrite: Bool)] = [
      (Name(sender, .nonce), true), (Name(sender, .balance), true), (Name(sender, .code), false),
    ]
    if let target = transaction.to {
      accesses.append((Name(target, .code), false))
      let paysTarget = !transaction.value.isZero
      if paysTarget { accesses.append((Name(target, .balance), true)) }
    } else {
      let created = Address.created(by: sender, nonce: transaction.nonce)
      for part in [Part.nonce, .balance, .code, .everything] {
        accesses.append((Name(created, part), part != .everything))
      }
    }
    return accesses
  }

  /// What the senders declared: sender and target, and what their access lists name (EIP-2930).
  ///
  /// A list does not tell reads from writes, so all of it counts as written, and an account on it may be
  /// asked for its code and paid. Nobody is held to a list by the protocol: accesses outside are legal,
  /// and what is listed need not be touched. An entry changes gas, never meaning.
  public static func declared(by transactions: [Transaction]) -> AccessSets {
    var sets = AccessSets()
    for transaction in transactions {
      var accesses = surelyAccessed(by: transaction)
      for entry in transaction.accessList {
        accesses.append((Name(entry.address, .code), false))
        accesses.append((Name(entry.address, .balance), true))
        for key in entry.storageKeys {
          accesses.append((Name(entry.address, .slot, key: key), true))
        }
      }
      sets.append(accesses, gas: transaction.gasLimit)
    }
    return sets
  }
}
