import Primitives
import State

/// Puts estimates for predicted writes into multi-version memory before a block's first attempt, so that
/// who reads one of them waits for its writer in place of reading too early.
///
/// Only where two transactions are predicted to meet: a write gets an estimate if a later transaction
/// accesses the location, or may (one of which nothing is predicted may access anything). An access that
/// follows an estimate gets a node too, so that the transaction's reads begin there (see ``Anchors``) and
/// what it depends on is known before it is tried.
///
/// Wrong predictions cost time only. The nodes are the transaction's write list, as if an earlier
/// incarnation had left them: what its first incarnation does not write is buried when that ends, before
/// it counts as executed. What was not predicted is found by validation, as everywhere.
struct PredictedWrites {
  private let sets: AccessSets
  private let block: BlockSTMBlock
  /// By location: a slot's place in multi-version memory, found when first needed.
  private var places: [Place?]
  private var accounts: [AccountReference?]

  private struct Place {
    var location: Location
    var head: SharedWords
  }

  /// Nodes that predictions get, a transaction; a prediction that everything is written says nothing, and
  /// would take transactions × locations of memory.
  private static let nodesPerTransaction = 64

  /// Before any worker starts; the nodes are the first lane's.
  static func insert(_ sets: AccessSets, into block: BlockSTMBlock, _ lane: LaneMemory) {
    var predicted = PredictedWrites(sets, block)
    predicted.insert(meeting: predicted.meetings(), lane)
  }

  private init(_ sets: AccessSets, _ block: BlockSTMBlock) {
    self.sets = sets
    self.block = block
    places = Array(repeating: nil, count: sets.locations.count)
    accounts = Array(repeating: nil, count: sets.accounts.count)
  }

  /// By access: whether a later transaction is expected at the location, or may come there.
  private func meetings() -> [Bool] {
    var isAwaited = [Bool](repeating: false, count: sets.accesses.count)
    var comesLater = [Bool](repeating: false, count: sets.locations.count)
    // An erasure meets whatever else is done to the account, and the reverse.
    var comesLaterToAccount = [Bool](repeating: false, count: sets.accounts.count)
    var erasedLater = [Bool](repeating: false, count: sets.accounts.count)
    var anythingLater = false
    for transaction in (0..<sets.transactionCount).reversed() {
      let range = sets.starts[transaction]..<sets.starts[transaction + 1]
      if range.isEmpty { anythingLater = true }
      for index in range where sets.accesses[index].isWrite {
        let number = sets.accesses[index].location
        let location = sets.locations[number]
        isAwaited[index] =
          anythingLater || comesLater[number] || erasedLater[Int(location.account)]
          || (location.part == .everything && comesLaterToAccount[Int(location.account)])
      }
      for index in range {
        let number = sets.accesses[index].location
        let location = sets.locations[number]
        comesLater[number] = true
        comesLaterToAccount[Int(location.account)] = true
        if location.part == .everything { erasedLater[Int(location.account)] = true }
      }
    }
    return isAwaited
  }

  /// In block order, so that each node is the first of its chain.
  private mutating func insert(meeting isAwaited: [Bool], _ lane: LaneMemory) {
    var budget = sets.transactionCount * Self.nodesPerTransaction
    var hasEstimate = [Bool](repeating: false, count: sets.locations.count)
    for transaction in 0..<sets.transactionCount {
      let chosen = (sets.starts[transaction]..<sets.starts[transaction + 1]).filter {
        isAwaited[$0] || hasEstimate[sets.accesses[$0].location]
      }
      // A location that is written as a whole account has up to four nodes.
      if chosen.isEmpty || chosen.count * 4 > budget { continue }
      lane.lists.reserve(1 + chosen.count * 4)
      let list = WriteList(words: lane.lists.position)
      let version = TransactionVersion(transaction: transaction, incarnation: 0)
      var count = 0
      for index in chosen {
        let access = sets.accesses[index]
        if access.isWrite { hasEstimate[access.location] = true }
        let flag = access.isWrite ? VersionWord.Flag.estimate : .dead
        for place in places(of: access) {
          if let own = block.memory.ownNode(place.head, of: transaction) {
            // The account as a whole and a part of it.
            if access.isWrite { own.mark(own.version.with(.estimate)) }
            continue
          }
          let node = VersionNode(
            at: lane.nodes.allocate(VersionNode.wordCount), location: place.location,
            head: place.head, version: VersionWord(version, flag), value: .zero)
          block.memory.insert(node, of: transaction)
          list.set(count, node)
          count += 1
        }
      }
      budget -= count
      list.setCount(count)
      lane.lists.keep(upTo: lane.lists.position + (1 + count))
      block.transactions.setWrites(of: transaction, list)
    }
  }

  // MARK: Places

  private mutating func places(of access: AccessSets.Access) -> [Place] {
    let location = sets.locations[access.location]
    let account = account(Int(location.account))
    switch location.part {
    case .nonce: return [place(.nonce, of: account)]
    case .balance: return [place(.balance, of: account)]
    case .code: return [place(.code, of: account)]
    case .everything:
      let fields: [Field] = access.isWrite ? [.erasure, .nonce, .balance, .code] : [.erasure]
      return fields.map { place($0, of: account) }
    case .slot:
      if let known = places[access.location] { return [known] }
      let slot = slot(location.key, of: account)
      let place = Place(location: Location(slot), head: block.memory.head(slot))
      places[access.location] = place
      return [place]
    }
  }

  private func place(_ field: Field, of account: AccountReference) -> Place {
    Place(location: Location(field, of: account), head: block.memory.head(field, of: account))
  }

  private mutating func account(_ number: Int) -> AccountReference {
    if let known = accounts[number] { return known }
    let address = sets.accounts[number]
    let account = block.state.find(address) ?? block.memory.newReference(address)
    accounts[number] = account
    return account
  }

  private func slot(_ key: Word, of account: AccountReference) -> SlotReference {
    guard account.index < block.memory.accountCount,
      let slot = block.state.find(key, of: account)
    else { return block.memory.newReference(key, of: account) }
    return slot
  }
}
