import Primitives
import State

/// Access sets in the terms of one state: what each transaction may access, and what it may conflict on.
///
/// Resolving creates a record for every location that has none, so that nobody has to while
/// transactions execute; a record of a slot that stays zero is no slot. Memory is kept between blocks.
struct AccessPlan: ~Copyable {
  /// By transaction, where its accesses begin in `codes`, `owners` and `conflicts`; one more for the end.
  private(set) var starts = GrowableBuffer<UInt32>(capacity: 1024)
  /// What may be accessed, in the order of the access sets.
  private(set) var codes = GrowableBuffer<AccessCode>(capacity: 8192)
  /// By access: whose field or slot it is.
  private(set) var owners = GrowableBuffer<AccountReference>(capacity: 8192)
  /// What is conflicted on, an access each: equal numbers below ``keyCount`` are the same location.
  private(set) var conflicts = GrowableBuffer<AccessSets.Access>(capacity: 8192)
  private(set) var keyCount = 0
  private(set) var transactionCount = 0
  /// Whether the transaction may access the beneficiary's balance: it needs the fees of all transactions
  /// before it, and so waits for all.
  private(set) var isBarrier = GrowableBuffer<Bool>(capacity: 1024)
  private(set) var beneficiary = AccountReference(0)

  private var grains = GrowableBuffer<Grain>(capacity: 1024)
  private var accounts = GrowableBuffer<AccountReference>(capacity: 1024)
  /// By location: its record's number, its code without the write bit, its owner and its conflict number.
  private var slots = GrowableBuffer<UInt32>(capacity: 4096)
  private var placeCodes = GrowableBuffer<AccessCode>(capacity: 4096)
  private var placeOwners = GrowableBuffer<AccountReference>(capacity: 4096)
  private var placeKeys = GrowableBuffer<UInt32>(capacity: 4096)
  private var missingSlots = GrowableBuffer<UInt32>(capacity: 64)
  private var words = ZeroedWords(count: AccessResolver.wordCount)

  /// What two transactions have to have in common to conflict.
  enum ConflictUnit { case onLocations, onAccounts }

  /// How finely an account's locations are told apart.
  private enum Grain: UInt8 { case fields, header, whole }

  init() {}

  /// What waits for what follows from this alone. Valid until the next block is resolved.
  var conflictTable: ConflictTable {
    ConflictTable(
      transactionCount: transactionCount, keyCount: keyCount, starts: UnsafePointer(starts.base),
      accesses: UnsafePointer(conflicts.base), isBarrier: UnsafePointer(isBarrier.base))
  }

  /// Becomes the plan of a block. O(locations and accesses), a look-up for each location, which workers
  /// share.
  /// - Parameters:
  ///   - hasHeaders: fields of one account are not told apart, as rules before Cancun need it.
  ///   - meanwhile: called once on the calling thread, as soon as it is known what conflicts, which may be
  ///     while the other workers still look records up. Not used with conflicts on accounts.
  mutating func resolve(
    _ sets: AccessSets, on state: WorldState, beneficiary: Address, hasHeaders: Bool,
    conflicting unit: ConflictUnit = .onLocations, with pool: WorkerPool,
    meanwhile: @Sendable (ConflictTable) -> Void = { _ in }
  ) {
    transactionCount = sets.transactionCount
    keyCount = sets.locations.count + sets.accounts.count
    self.beneficiary = state.reference(beneficiary)
    let isFine = !hasHeaders && !sets.isCoarse && unit == .onLocations
    makeRoom(sets)
    if isFine { findBarriers(sets, beneficiary) }
    let table = conflictTable
    resolver(sets, on: state).run(
      with: pool, makingCodes: isFine,
      meanwhile: { if isFine { meanwhile(table) } })
    if isFine { return }
    findGrains(sets, hasHeaders: hasHeaders)
    findPlaces(sets, on: state)
    if unit == .onAccounts {
      for (number, location) in sets.locations.enumerated() {
        placeKeys[number] = UInt32(sets.locations.count) + location.account
      }
    }
    collect(sets)
    meanwhile(conflictTable)
  }

  /// Makes room for everything, and the conflicts those of the sets.
  private mutating func makeRoom(_ sets: AccessSets) {
    let accessCount = sets.accesses.count
    accounts.reserve(sets.accounts.count)
    slots.reserve(sets.locations.count)
    placeCodes.reserve(sets.locations.count)
    placeOwners.reserve(sets.locations.count)
    missingSlots.reserve(AccessResolver.batchCount(of: sets.locations.count))
    codes.reserve(accessCount)
    owners.reserve(accessCount)
    conflicts.reserve(accessCount)
    starts.reserve(transactionCount + 1)
    isBarrier.reserve(transactionCount)
    sets.accesses.withUnsafeBufferPointer { accesses in
      guard let first = accesses.baseAddress else { return }
      conflicts.base.update(from: first, count: accessCount)
    }
    for (transaction, start) in sets.starts.enumerated() {
      starts.base[transaction] = UInt32(truncatingIfNeeded: start)
    }
    isBarrier.base.update(repeating: false, count: transactionCount)
  }

  private mutating func findBarriers(_ sets: AccessSets, _ beneficiary: Address) {
    guard let balance = sets.number(of: .balance, of: beneficiary) else { return }
    for transaction in 0..<transactionCount {
      for index in Int(starts[transaction])..<Int(starts[transaction + 1])
      where conflicts[index].location == balance {
        isBarrier[transaction] = true
      }
    }
  }

  private func resolver(_ sets: AccessSets, on state: WorldState) -> AccessResolver {
    AccessResolver(
      state: state, sets: sets, accounts: accounts.base, slots: slots.base,
      placeCodes: placeCodes.base, placeOwners: placeOwners.base,
      missingSlots: missingSlots.base, starts: starts.base,
      conflicts: conflicts.base, codes: codes.base, owners: owners.base, words: words.base)
  }

  // MARK: Accounts that are accessed as one

  private mutating func findGrains(_ sets: AccessSets, hasHeaders: Bool) {
    grains.removeAll()
    for _ in sets.accounts { grains.append(hasHeaders ? .header : .fields) }
    for location in sets.locations where location.part == .everything {
      grains[Int(location.account)] = .whole
    }
    for access in sets.accesses where access.isWrite {
      let location = sets.locations[access.location]
      if location.part == .code, grains[Int(location.account)] == .fields {
        grains[Int(location.account)] = .header
      }
    }
  }

  private mutating func findPlaces(_ sets: AccessSets, on state: WorldState) {
    placeCodes.removeAll()
    placeKeys.removeAll()
    for (number, location) in sets.locations.enumerated() {
      let account = accounts.base[Int(location.account)]
      placeOwners.base[number] = account
      let accountKey = UInt32(sets.locations.count) + location.account
      switch (grains[Int(location.account)], location.part) {
      case (.whole, _):
        placeCodes.append(AccessCode.whole(account, isWrite: false))
        placeKeys.append(accountKey)
      case (_, .slot):
        placeCodes.append(AccessCode(Location(SlotReference(slots.base[number])), isWrite: false))
        placeKeys.append(UInt32(number))
      case (.header, _):
        placeCodes.append(AccessCode.header(account, isWrite: false))
        placeKeys.append(accountKey)
      case (.fields, _):
        placeCodes.append(AccessCode(Location(location.part.field, of: account), isWrite: false))
        placeKeys.append(UInt32(number))
      }
    }
  }

  private mutating func collect(_ sets: AccessSets) {
    starts.removeAll()
    codes.removeAll()
    owners.removeAll()
    conflicts.removeAll()
    isBarrier.removeAll()
    sets.accesses.withUnsafeBufferPointer { accesses in
      sets.starts.withUnsafeBufferPointer { bounds in
        for transaction in 0..<transactionCount {
          starts.append(UInt32(truncatingIfNeeded: codes.count))
          var waitsForAll = false
          for index in bounds[transaction]..<bounds[transaction + 1] {
            add(accesses[index], &waitsForAll)
          }
          isBarrier.append(waitsForAll)
        }
      }
    }
    starts.append(UInt32(truncatingIfNeeded: codes.count))
  }

  @inline(__always)
  private mutating func add(_ access: AccessSets.Access, _ waitsForAll: inout Bool) {
    let code = placeCodes[access.location].written(access.isWrite)
    if _slowPath(code.isCoarse) {
      // Several locations have become one.
      var index = Int(starts[starts.count &- 1])
      while index < codes.count {
        if codes[index].place == code.place {
          if access.isWrite {
            codes[index] = code
            conflicts[index] = AccessSets.Access(
              location: conflicts[index].location, isWrite: true)
          }
          return
        }
        index &+= 1
      }
    }
    codes.append(code)
    owners.append(placeOwners.base[access.location])
    conflicts.append(
      AccessSets.Access(
        location: Int(placeKeys[access.location]), isWrite: access.isWrite))
    if _slowPath(code.mayTouchBalance(of: beneficiary)) { waitsForAll = true }
  }
}

/// What each transaction of a block may conflict on: a handle on the tables of an ``AccessPlan``.
///
/// `@unchecked Sendable`: the tables are written before anybody has the handle, and only read with it.
struct ConflictTable: @unchecked Sendable, BitwiseCopyable {
  let transactionCount: Int
  /// Conflict keys, which the accesses' locations are, are below this.
  let keyCount: Int
  /// By transaction, where its accesses begin; one more for the end.
  let starts: UnsafePointer<UInt32>
  let accesses: UnsafePointer<AccessSets.Access>
  /// Whether the transaction waits for all before it, and all after it for it.
  let isBarrier: UnsafePointer<Bool>

  var accessCount: Int { Int(starts[transactionCount]) }

  @inline(__always)
  func accesses(of transaction: Int) -> UnsafeBufferPointer<AccessSets.Access> {
    let start = Int(starts[transaction])
    return UnsafeBufferPointer(
      start: accesses + start, count: Int(starts[transaction &+ 1]) &- start)
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
  @inline(__always)
  var field: Field {
    switch self {
    case .nonce: .nonce
    case .balance: .balance
    case .code: .code
    case .slot, .everything: .erasure
    }
  }
}
