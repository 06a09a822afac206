import Primitives
import State

extension JSONValue {
  /// A storage map: slot to value, zeros left out because a slot of value zero is not there.
  func storage() throws(InterchangeError) -> [Word: Word] {
    var storage: [Word: Word] = [:]
    for (key, value) in try members() {
      let word = try value.word()
      if !word.isZero { storage[try key.word()] = word }
    }
    return storage
  }

  /// An allocation whose accounts `decode` reads. Addresses that differ only in case are one address.
  func allocation(
    _ decode: (JSONValue) throws(InterchangeError) -> AccountAllocation
  ) throws(InterchangeError) -> Allocation {
    var allocation: Allocation = [:]
    for (key, value) in try members() {
      let account = try decode(value)
      if allocation.updateValue(account, forKey: try key.address()) != nil {
        throw key.error("the address a second time")
      }
    }
    return allocation
  }

  /// An EIP-2930 access list.
  func accessList() throws(InterchangeError) -> [AccessListEntry] {
    try map { (entry) throws(InterchangeError) in
      AccessListEntry(
        address: try entry.member("address").address(),
        storageKeys: try entry.member("storageKeys").map { (key) throws(InterchangeError) in
          try key.word()
        })
    }
  }

  /// EIP-7702 authorizations. Numbers wider than their fields in a transaction's encoding are refused:
  /// no transaction can carry them.
  func authorizations() throws(InterchangeError) -> [Authorization] {
    try map { (entry) throws(InterchangeError) in
      Authorization(
        chainID: try entry.member("chainId").word(),
        address: try entry.member("address").address(),
        nonce: try entry.member("nonce").uint64(), yParity: try entry.parity(),
        r: try entry.member("r").word(), s: try entry.member("s").word())
    }
  }

  /// `yParity`, which older files call `v`.
  private func parity() throws(InterchangeError) -> UInt8 {
    if let parity = try optionalMember("yParity") { return try parity.uint8() }
    return try member("v").uint8()
  }
}
