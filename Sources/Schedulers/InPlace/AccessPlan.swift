import Primitives
import State

/// Access sets in the terms of one state: what each transaction may access, and what it may conflict on.
///
/// Resolving creates a record for every location that has none, so that nobody has to while
/// transactions execute; a record of a slot that stays zero is no slot. Memory is kept between blocks.
struct AccessPlan: ~Copyable {
  /// By transaction, where its accesses begin in `codes` and `keys`; one more for the end.
  private(set) var starts = GrowableBuffer<UInt32>(capacity: 1024)
  /// What may be accessed, in the order of the access sets.
  private(set) var codes = GrowableBuffer<AccessCode>(capacity: 8192)
  /// What is conflicted on: equal numbers below ``keyCount`` are the same location.
  private(set) var keys = GrowableBuffer<UInt32>(capacity: 8192)
  private(set) var keyCount = 0
  private(set) var transactionCount = 0
  /// Transactions that may access the beneficiary's balance, ascending: they need the fees of all
  /// transactions before them, and so wait for all.
  private(set) var barriers = GrowableBuffer<UInt32>(capacity: 16)
  private(set) var isBarrier = GrowableBuffer<Bool>(capacity: 1024)
  private(set) var beneficiary = AccountReference(0)

  private var accounts = GrowableBuffer<AccountReference>(capacity: 1024)
  private var grains = GrowableBuffer<Grain>(capacity: 1024)
  /// By location: its code without the write bit, and its conflict number.
  private var placeCodes = GrowableBuffer<UInt64>(capacity: 4096)
  private var placeKeys = GrowableBuffer<UInt32>(capacity: 4096)
  /// By account, and then by location: its record's number.
  private var records = GrowableBuffer<UInt32>(capacity: 4096)
  private var claims = ZeroedWords(count: SharedWords.line)

  /// What two transactions have to have in common to conflict.
  enum ConflictUnit { case onLocations, onAccounts }

  /// How finely an account's locations are told apart.
  private enum Grain: UInt8 { case fields, header, whole }

  init() {}

  /// Becomes the plan of a block. O(locations and accesses), a look-up for each location.
  /// - Parameters:
  ///   - hasHeaders: fields of one account are not told apart, as rules before Cancun need it.
  ///   - pool: shares the look-ups.
  mutating func resolve(
    _ sets: AccessSets, on state: WorldState, beneficiary: Address, hasHeaders: Bool,
    conflicting unit: ConflictUnit = .onLocations, with pool: WorkerPool
  ) {
    transactionCount = sets.transactionCount
    self.beneficiary = state.reference(beneficiary)
    resolveAccounts(sets, on: state, hasHeaders: hasHeaders, with: pool)
    resolveLocations(sets, on: state, with: pool)
    keyCount = sets.locations.count + sets.accounts.count
    if unit == .onAccounts {
      for (number, location) in sets.locations.enumerated() {
        placeKeys[number] = UInt32(sets.locations.count) + location.account
      }
    }
    collect(sets)
  }

  private mutating func resolveAccounts(
    _ sets: AccessSets, on state: WorldState, hasHeaders: Bool, with pool: WorkerPool
  ) {
    accounts.removeAll()
    grains.removeAll()
    records.reserve(sets.accounts.count)
    sets.accounts.withUnsafeBufferPointer { addresses in
      RecordFinder(
        on: state, count: addresses.count, into: records.base, claiming: claims.base
      ).find(addresses, with: pool)
    }
    for (number, address) in sets.accounts.enumerated() {
      let record = records[number]
      accounts.append(
        record == RecordFinder.missing ? state.reference(address) : AccountReference(record))
      grains.append(hasHeaders ? .header : .fields)
    }
    sets.locations.withUnsafeBufferPointer { locations in
      for location in locations where location.part == .everything {
        grains[Int(location.account)] = .whole
      }
      for access in sets.accesses where access.isWrite {
        let location = locations[access.location]
        if location.part == .code, grains[Int(location.account)] == .fields {
          grains[Int(location.account)] = .header
        }
      }
    }
  }

  private mutating func resolveLocations(
    _ sets: AccessSets, on state: WorldState, with pool: WorkerPool
  ) {
    placeCodes.removeAll()
    placeKeys.removeAll()
    records.reserve(sets.locations.count)
    sets.locations.withUnsafeBufferPointer { locations in
      RecordFinder(
        on: state, count: locations.count, into: records.base, claiming: claims.base
      ).find(locations, accounts: accounts.base, with: pool)
    }
    for (number, location) in sets.locations.enumerated() {
      let account = accounts[Int(location.account)]
      let grain = grains[Int(location.account)]
      let accountKey = UInt32(sets.locations.count) + location.account
      switch (grain, location.part) {
      case (.whole, let part):
        if part == .slot { _ = slot(number, location.key, of: account, on: state) }
        placeCodes.append(AccessCode.whole(account, isWrite: false).bits)
        placeKeys.append(accountKey)
      case (_, .slot):
        let slot = slot(number, location.key, of: account, on: state)
        placeCodes.append(AccessCode(Location(slot), isWrite: false).bits)
        placeKeys.append(UInt32(number))
      case (.header, _):
        placeCodes.append(AccessCode.header(account, isWrite: false).bits)
        placeKeys.append(accountKey)
      case (.fields, _):
        placeCodes.append(
          AccessCode(Location(location.part.field, of: account), isWrite: false).bits)
        placeKeys.append(UInt32(number))
      }
    }
  }

  /// The slot of a location, with a new record if it has none.
  @inline(__always)
  private func slot(
    _ number: Int, _ key: Word, of account: AccountReference, on state: WorldState
  ) -> SlotReference {
    let record = records[number]
    return record == RecordFinder.missing
      ? state.reference(key, of: account) : SlotReference(record)
  }

  private mutating func collect(_ sets: AccessSets) {
    starts.removeAll()
    codes.removeAll()
    keys.removeAll()
    barriers.removeAll()
    isBarrier.removeAll()
    starts.reserve(transactionCount + 1)
    codes.reserve(sets.accesses.count)
    keys.reserve(sets.accesses.count)
    isBarrier.reserve(transactionCount)
    sets.accesses.withUnsafeBufferPointer { accesses in
      sets.starts.withUnsafeBufferPointer { bounds in
        for transaction in 0..<transactionCount {
          starts.append(UInt32(truncatingIfNeeded: codes.count))
          var waitsForAll = false
          for index in bounds[transaction]..<bounds[transaction + 1] {
            add(accesses[index], &waitsForAll)
          }
          isBarrier.append(waitsForAll)
          if waitsForAll { barriers.append(UInt32(truncatingIfNeeded: transaction)) }
        }
      }
    }
    starts.append(UInt32(truncatingIfNeeded: codes.count))
  }

  @inline(__always)
  private mutating func add(_ access: AccessSets.Access, _ waitsForAll: inout Bool) {
    let code = AccessCode(
      Location(bits: placeCodes[access.location]), isWrite: access.isWrite)
    if _slowPath(code.isCoarse) {
      // Several locations have become one.
      var index = Int(starts[starts.count &- 1])
      while index < codes.count {
        if codes[index].place == code.place {
          if access.isWrite { codes[index] = code }
          return
        }
        index &+= 1
      }
    }
    codes.append(code)
    keys.append(placeKeys[access.location])
    if _slowPath(code.mayTouchBalance(of: beneficiary)) { waitsForAll = true }
  }
}

extension AccessCode {
  /// Whether it lets a transaction read the account's balance.
  @inline(__always)
  fileprivate func mayTouchBalance(of account: AccountReference) -> Bool {
    guard bits & 7 != 4, UInt32(truncatingIfNeeded: place &>> 3) == account.index else {
      return false
    }
    return isCoarse || bits & 7 == Field.balance.rawValue
  }
}

extension AccessSets.Part {
  /// The field that the part is; erasure for what is no field.
  var field: Field {
    switch self {
    case .nonce: .nonce
    case .balance: .balance
    case .code: .code
    case .slot, .everything: .erasure
    }
  }
}
