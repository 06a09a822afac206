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
    newestWrites = (version.transaction, list)
    return recorder.wroteNewLocation
  }

  /// If `writer` wrote at `place`, where `next` waited for it, leaves estimates of `next` there and wherever
  /// else `writer` and somebody before it did: transactions that meet at one place mostly meet at the same
  /// others, a pool's reserves and its balances of either token. Who goes by another of these first would
  /// else read too early. Returns whether it did write.
  ///
  /// Only for a first incarnation, which no validation has passed: whoever read below an estimate that is
  /// new will be validated. Later ones have estimates of their own, if they wrote anything.
  @inline(never)
  func expect(from writer: Int, of next: Int, at place: SharedWords) -> Bool {
    guard block.options.resuming == .lowest,
      let meeting = block.memory.ownNode(place, of: writer), meeting.version.isWritten
    else { return false }
    let version = TransactionVersion(transaction: next, incarnation: 0)
    guard block.scheduler.pointee.progress(of: next) == Progress(.suspended, 0),
      block.transactions.writes(of: next).words == nil
    else { return true }
    // Only of what this lane has just executed is the list sure to stay as it is.
    let written = newestWrites.transaction == writer ? newestWrites.list : WriteList(words: nil)
    memory.lists.reserve(2 &+ written.count)
    var estimates = WriteRecorder(
      version: version, placement: .visible, previous: WriteList(words: nil),
      list: WriteList(words: memory.lists.position))
    addEstimate(like: meeting, to: &estimates)
    for index in 0..<written.count {
      let node = written[index]
      if node.words == meeting.words { continue }
      if node.version.has(.ready) && block.memory.hasOlder(node) {
        addEstimate(like: node, to: &estimates)
      }
    }
    estimates.list.setCount(estimates.count)
    memory.lists.keep(upTo: memory.lists.position + (1 &+ estimates.count))
    block.transactions.setWrites(of: next, estimates.list)
    return true
  }

  @inline(__always)
  private func addEstimate(like written: VersionNode, to estimates: inout WriteRecorder) {
    let node = VersionNode(
      at: memory.nodes.allocate(VersionNode.wordCount), location: written.location,
      head: written.head, version: VersionWord(estimates.version, .estimate), value: .zero)
    block.memory.insert(node, of: estimates.version.transaction)
    estimates.append(node)
  }

  @inline(__always)
  private func record(
    _ write: StateWrite, in recorder: inout WriteRecorder, followedBy rest: Range<Int>
  ) {
    let account = write.account
    switch write.kind {
    case .nonce: put(write.value, .nonce, account, &recorder)
    case .balance:
      if _slowPath(block.options.adding != nil),
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
      recorder.noteChange(of: node, to: version)
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
      let dead = node.version.with(.dead)
      recorder.noteChange(of: node, to: dead)
      if node.version != dead { node.mark(dead) }
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

  /// Notes where a node of an earlier incarnation becomes what others have to be validated against again:
  /// written where it was not, or no addition where others took it for one.
  @inline(__always)
  mutating func noteChange(of node: VersionNode, to version: VersionWord) {
    let old = node.version
    if old.has(.dead) ? !version.has(.dead) : old.isDelta && !version.has(.delta) {
      wroteNewLocation = true
    }
  }

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
