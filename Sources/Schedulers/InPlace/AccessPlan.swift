import Primitives
import State

/// Access sets in the terms of one state: what each transaction may access, and what it may conflict on.
///
/// Resolving creates a record for every location that has none, so that nobody has to while
/// transactions execute; a record of a slot that stays zero is no slot. Memory is kept between blocks.
struct AccessPlan: ~Copyable {
  /// By transaction, where its accesses begin in `accesses`; one more for the end.
  private(set) var starts = GrowableBuffer<UInt32>(capacity: 1024)
  /// What may be accessed, as the access sets have it: a location each.
  private(set) var accesses = GrowableBuffer<AccessSets.Access>(capacity: 8192)
  /// By location: where it lies.
  private(set) var places = GrowableBuffer<AccessPlace>(capacity: 4096)
  private(set) var keyCount = 0
  private(set) var transactionCount = 0
  /// Whether the transaction may access the beneficiary's balance: it needs the fees of all transactions
  /// before it, and so waits for all.
  private(set) var isBarrier = GrowableBuffer<Bool>(capacity: 1024)
  private(set) var beneficiary = AccountReference(0)

  /// What is conflicted on where that is not the locations themselves, and where a transaction's begin.
  private var conflicts = GrowableBuffer<AccessSets.Access>(capacity: 64)
  private var conflictStarts = GrowableBuffer<UInt32>(capacity: 64)
  private var hasOwnConflicts = false
  private var conflictKeys = GrowableBuffer<UInt32>(capacity: 64)
  private var grains = GrowableBuffer<Grain>(capacity: 64)
  private var accounts = GrowableBuffer<AccountReference>(capacity: 1024)
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
      transactionCount: transactionCount, keyCount: keyCount,
      starts: UnsafePointer(hasOwnConflicts ? conflictStarts.base : starts.base),
      accesses: UnsafePointer(hasOwnConflicts ? conflicts.base : accesses.base),
      isBarrier: UnsafePointer(isBarrier.base))
  }

  /// Becomes the plan of a block. O(locations and accesses), a look-up for each location, which workers
  /// share.
  /// - Parameters:
  ///   - hasHeaders: fields of one account are not told apart, as rules before Cancun need it.
  ///   - meanwhile: called once on the calling thread, as soon as it is known what conflicts, which may be
  ///     while the other workers still look records up.
  mutating func resolve(
    _ sets: AccessSets, on state: WorldState, beneficiary: Address, hasHeaders: Bool,
    conflicting unit: ConflictUnit = .onLocations, with pool: WorkerPool,
    meanwhile: @Sendable (ConflictTable) -> Void = { _ in }
  ) {
    transactionCount = sets.transactionCount
    keyCount = sets.locations.count + sets.accounts.count
    self.beneficiary = state.reference(beneficiary)
    hasOwnConflicts = hasHeaders || sets.isCoarse || unit == .onAccounts
    makeRoom(sets)
    if hasOwnConflicts {
      resolver(sets, on: state).run(with: pool)
      findGrains(sets, hasHeaders: hasHeaders)
      coarsenPlaces(sets, unit)
      findConflicts()
      meanwhile(conflictTable)
    } else {
      findBarriers(sets, beneficiary)
      let table = conflictTable
      resolver(sets, on: state).run(with: pool, meanwhile: { meanwhile(table) })
    }
  }

  /// Makes room for everything, and the accesses those of the sets.
  private mutating func makeRoom(_ sets: AccessSets) {
    let accessCount = sets.accesses.count
    accounts.reserve(sets.accounts.count)
    places.reserve(sets.locations.count)
    missingSlots.reserve(AccessResolver.batchCount(of: sets.locations.count))
    accesses.reserve(accessCount)
    starts.reserve(transactionCount + 1)
    isBarrier.reserve(transactionCount)
    sets.accesses.withUnsafeBufferPointer { declared in
      guard let first = declared.baseAddress else { return }
      accesses.base.update(from: first, count: accessCount)
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
      where accesses[index].location == balance {
        isBarrier[transaction] = true
      }
    }
  }

  private func resolver(_ sets: AccessSets, on state: WorldState) -> AccessResolver {
    AccessResolver(
      state: state, sets: sets, accounts: accounts.base, places: places.base,
      missingSlots: missingSlots.base, words: words.base)
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

  /// Makes the places of what is accessed as one the same, and finds what each location conflicts on.
  private mutating func coarsenPlaces(_ sets: AccessSets, _ unit: ConflictUnit) {
    conflictKeys.removeAll()
    for (number, location) in sets.locations.enumerated() {
      let account = accounts.base[Int(location.account)]
      let accountKey = UInt32(sets.locations.count) + location.account
      switch (grains[Int(location.account)], location.part) {
      case (.whole, _): places.base[number].code = .whole(account)
      case (.header, .nonce), (.header, .balance), (.header, .code), (.header, .everything):
        places.base[number].code = .header(account)
      case (.header, .slot), (.fields, _): break
      }
      let isOne = unit == .onAccounts || places.base[number].code.isCoarse
      conflictKeys.append(isOne ? accountKey : UInt32(number))
    }
  }

  private mutating func findConflicts() {
    conflicts.removeAll()
    conflictStarts.removeAll()
    for transaction in 0..<transactionCount {
      conflictStarts.append(UInt32(truncatingIfNeeded: conflicts.count))
      for index in Int(starts[transaction])..<Int(starts[transaction + 1]) {
        let access = accesses[index]
        let code = places.base[access.location].code
        if code.mayTouchBalance(of: beneficiary) { isBarrier[transaction] = true }
        addConflict(Int(conflictKeys[access.location]), isWrite: access.isWrite, code.isCoarse)
      }
    }
    conflictStarts.append(UInt32(truncatingIfNeeded: conflicts.count))
  }

  /// - Parameter mayBeThere: several of the transaction's locations have become one.
  private mutating func addConflict(_ key: Int, isWrite: Bool, _ mayBeThere: Bool) {
    var index = mayBeThere ? Int(conflictStarts[conflictStarts.count - 1]) : conflicts.count
    while index < conflicts.count {
      if conflicts[index].location == key {
        if isWrite { conflicts[index] = AccessSets.Access(location: key, isWrite: true) }
        return
      }
      index += 1
    }
    conflicts.append(AccessSets.Access(location: key, isWrite: isWrite))
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
  /// Whether the transaction waits for all before it. Those after it wait for it by their own keys.
  let isBarrier: UnsafePointer<Bool>

  var accessCount: Int { Int(starts[transactionCount]) }

  @inline(__always)
  func accesses(of transaction: Int) -> UnsafeBufferPointer<AccessSets.Access> {
    let start = Int(starts[transaction])
    return UnsafeBufferPointer(
      start: accesses + start, count: Int(starts[transaction &+ 1]) &- start)
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
