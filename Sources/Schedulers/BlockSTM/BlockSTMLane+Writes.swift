import Primitives
import State

extension BlockSTMLane {
  /// Brings the transaction's nodes in multi-version memory to what the attempt wrote: nodes of the
  /// last incarnation get the new values, new locations get new nodes, and what was not written again
  /// dies. Returns whether a location was written that the last incarnation left alone.
  @inline(__always)
  func recordWrites(
    _ version: TransactionVersion, _ placement: WritePlacement, in table: TransactionTable
  ) -> Bool {
    let previous = table.writes(of: version.transaction)
    let count = effects.writes.count
    if count == 0 && previous.words == nil { return false }
    // An erasure is four writes at most.
    let room = 1 &+ count &* 4 &+ previous.count
    memory.lists.reserve(room)
    let list = WriteList(words: memory.lists.position)
    var recorder = WriteRecorder(
      version: version, placement: placement, previous: previous, list: list)
    let writes = effects.writes.base
    for index in 0..<count {
      record(writes[index], in: &recorder, followedBy: index &+ 1..<count)
    }
    if previous.words != nil { bury(&recorder) }
    list.setCount(recorder.count)
    memory.lists.keep(upTo: memory.lists.position + (1 &+ recorder.count))
    table.setWrites(of: version.transaction, list)
    return recorder.wroteNewLocation
  }

  @inline(__always)
  private func record(
    _ write: StateWrite, in recorder: inout WriteRecorder, followedBy rest: Range<Int>
  ) {
    let account = write.account
    switch write.kind {
    case .nonce: put(write.value, .nonce, account, &recorder)
    case .balance:
      if _slowPath(block.options.takesCredits),
        block.folds.becomesImmense(account, at: write.value)
      {
        block.immensity.pointee.store(1, ordering: .sequentiallyConsistent)
      }
      put(write.value, .balance, account, &recorder)
    case .code: put(write.value, .code, account, &recorder)
    case .storage:
      put(write.value, Location(write.slot), block.memory.head(write.slot), &recorder)
    case .erasure: recordErasure(account, &recorder, rest)
    case .presentNonce: put(.presentNonce(write.value.l0), .nonce, account, &recorder)
    case .addition:
      put(
        write.value, Location(write.slot), block.memory.head(write.slot), &recorder, as: .delta)
    case .credit: recordCredit(write.value, of: account, &recorder)
    }
  }

  @inline(never)
  private func recordCredit(
    _ value: Word, of account: AccountReference, _ recorder: inout WriteRecorder
  ) {
    if block.folds.isImmense(value, addedTo: account) {
      block.immensity.pointee.store(1, ordering: .sequentiallyConsistent)
    }
    put(
      value, Location(.balance, of: account), block.memory.head(.balance, of: account), &recorder,
      as: .delta)
  }

  /// An erased account's fields are zero, but for those that the same list writes afterwards.
  @inline(never)
  private func recordErasure(
    _ account: AccountReference, _ recorder: inout WriteRecorder, _ rest: Range<Int>
  ) {
    let writes = effects.writes.base
    var isWritten: (nonce: Bool, balance: Bool, code: Bool) = (false, false, false)
    for index in rest where writes[index].account == account {
      switch writes[index].kind {
      case .nonce, .presentNonce: isWritten.nonce = true
      case .balance, .credit: isWritten.balance = true
      case .code: isWritten.code = true
      case .storage, .addition, .erasure: break
      }
    }
    put(Word(0), .erasure, account, &recorder)
    if !isWritten.nonce { put(Word(0), .nonce, account, &recorder) }
    if !isWritten.balance { put(Word(0), .balance, account, &recorder) }
    if !isWritten.code { put(Word(0), .code, account, &recorder) }
  }

  @inline(__always)
  private func put(
    _ value: Word, _ field: Field, _ account: AccountReference, _ recorder: inout WriteRecorder
  ) {
    put(value, Location(field, of: account), block.memory.head(field, of: account), &recorder)
  }

  @inline(__always)
  private func put(
    _ value: Word, _ location: Location, _ head: SharedWords, _ recorder: inout WriteRecorder,
    as flag: VersionWord.Flag = .ready
  ) {
    let version = VersionWord(
      recorder.version, recorder.placement == .hidden ? .dead : flag)
    if recorder.previous.words != nil, let node = recorder.ownNode(location, head, block.memory) {
      if node.version.has(.dead) { recorder.wroteNewLocation = true }
      node.publish(value, as: version)
      recorder.append(node)
      return
    }
    let node = VersionNode(
      at: memory.nodes.allocate(VersionNode.wordCount), location: location, head: head,
      version: version, value: value)
    if recorder.placement != .apart {
      block.memory.insert(node, of: recorder.version.transaction)
    }
    recorder.wroteNewLocation = true
    recorder.append(node)
  }

  /// Marks dead what the last incarnation wrote and this one did not.
  @inline(never)
  private func bury(_ recorder: inout WriteRecorder) {
    for index in 0..<recorder.previous.count {
      let node = recorder.previous[index]
      if node.version.isWritten(by: recorder.version) { continue }
      if !node.version.has(.dead) { node.mark(node.version.with(.dead)) }
      recorder.append(node)
    }
  }
}

/// Where an attempt's writes go.
enum WritePlacement {
  /// Into their chains, for everybody to read.
  case visible
  /// Into their chains, dead, until their nodes are marked as ready; only for a transaction that has none
  /// in any.
  case hidden
  /// Into nodes of which none hangs in a chain yet; only for a transaction that has none in any.
  case apart
}

/// The state of one recording: the old list, and the new one as it grows.
struct WriteRecorder {
  let version: TransactionVersion
  let placement: WritePlacement
  let previous: WriteList
  let list: WriteList
  var count = 0
  var wroteNewLocation = false

  /// Beyond this many nodes, the location's own chain is searched rather than the list.
  private static let searchedNodes = 32

  @inline(__always)
  mutating func append(_ node: VersionNode) {
    list.set(count, node)
    count &+= 1
  }

  /// The node that an earlier incarnation made at `location`. Incarnations mostly write the same in
  /// the same order, so the first look is at the same place of the list.
  @inline(__always)
  func ownNode(
    _ location: Location, _ head: SharedWords, _ memory: MultiVersionMemory
  ) -> VersionNode? {
    if count < previous.count {
      let node = previous[count]
      if node.location == location { return node }
    }
    return searchOwnNode(location, head, memory)
  }

  @inline(never)
  private func searchOwnNode(
    _ location: Location, _ head: SharedWords, _ memory: MultiVersionMemory
  ) -> VersionNode? {
    if previous.count > Self.searchedNodes {
      return memory.ownNode(head, of: version.transaction)
    }
    for index in 0..<previous.count where previous[index].location == location {
      return previous[index]
    }
    return nil
  }
}
