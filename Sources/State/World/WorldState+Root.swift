import Primitives

extension WorldState {
  /// The root of the secure Merkle-Patricia trie over all existing accounts (yellow paper, 4.1):
  /// keccak256(address) leads to RLP [nonce, balance, storage root, code hash], and in each storage
  /// trie keccak256(key) to RLP of a value that is not zero.
  ///
  /// About a microsecond an account and a slot, nearly all of it Keccak over trie nodes, and half as
  /// much again where keys are new to this state: hashed keys and their order are kept, and copies
  /// inherit them. Must not run while the state changes.
  public func stateRoot() -> Hash {
    let order = keyOrder.withLock { order in
      order.extend(to: self)
      return order
    }
    let storageRoots = storageRoots(order)
    var builder = TrieBuilder()
    var encoder = RLPEncoder(reservingCapacity: 128)
    for number in order.accounts {
      let account = accounts[Int(number)]
      guard account.exists else { continue }
      encoder.removeAll()
      encode(account, storageRoot: storageRoots[Int(number)], into: &encoder)
      encoder.bytes.withUnsafeBytes {
        builder.add(order.accountHashes[Int(number)], value: $0)
      }
    }
    return builder.root()
  }

  private func encode(
    _ account: AccountRecord, storageRoot: Hash, into encoder: inout RLPEncoder
  ) {
    encoder.appendList { list in
      list.append(account.nonce)
      list.append(account.balance)
      list.append(storageRoot)
      list.append(codeStore.hash(account.code))
    }
  }

  /// Storage roots by account number.
  private func storageRoots(_ order: KeyOrder) -> [Hash] {
    var roots = [Hash](repeating: .emptyTrie, count: accounts.count)
    var builder = TrieBuilder()
    var encoder = RLPEncoder(reservingCapacity: 40)
    var position = 0
    while position < order.slots.count {
      let owner = slotLinks[Int(order.slots[position])].account
      while position < order.slots.count {
        let number = Int(order.slots[position])
        guard slotLinks[number].account == owner else { break }
        position += 1
        guard !slots[number].value.isZero else { continue }
        encoder.removeAll()
        encoder.append(slots[number].value)
        encoder.bytes.withUnsafeBytes {
          builder.add(order.slotHashes[number], value: $0)
        }
      }
      roots[Int(owner.index)] = builder.root()
    }
    return roots
  }
}
