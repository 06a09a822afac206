import State
import Synchronization

/// The collaborative scheduler of Block-STM (Gelashvili et al., PPoPP 2023, section 3.2): who executes
/// or validates which transaction next. It has no threads; any number may call it, in any order, and
/// tests do so one step at a time.
///
/// Two indices stand for two ordered sets: everything at or above an index still wants executing (or
/// validating), and what has to be done again lowers it. Five things differ from the paper:
/// - Validation does not pass a transaction that has never been executed, so the first wave validates
///   each transaction once (aptos-core #6951: four to ten times otherwise). It follows that the first
///   execution of a transaction never lowers the validation index: nobody can have passed it before.
/// - Dependents hang on a lock-free list instead of behind a mutex. Whoever suspends pushes itself and
///   then looks at the blocking transaction; whoever finishes notes it and then looks at the list.
/// - A flag a worker says who is active, where the paper has one counter (3.3 ms against 4.1 per
///   10,000 empty transactions).
/// - Who read an estimate and waited does not go on because the execution index is lowered to it: in a block
///   of chains it would be lowered, and all above looked at again, at every link (n² steps). The lowest is
///   the next task of whoever finished what it waited for, and the rest are stacked for whoever asks; or
///   wait on, see `resumeDependents`. Transactions may wait so before anything was executed
///   (``wait(_:for:)``); those that the execution index has not come to when their wait ends are left to it.
/// - A worker may claim several neighbours at once where nothing had to be done again of late, executes them
///   and then validates as many: ``WorkerClaims``. Whatever the proofs say of a worker that has claimed a task
///   and is slow is true of one that has claimed several: it counts as active until it has none.
///
/// Everything that is stored before an index is loaded (or the reverse) is sequentially consistent: with
/// mere release and acquire, a store may be seen after the load that follows it, and a transaction that
/// had to be validated again is not. That is why this is one file, and a long one: the words are private to
/// it, so that nobody reads or writes one who is not part of the argument.
struct CollaborativeScheduler: ~Copyable {
  private(set) var transactionCount: Int
  private(set) var workerCount: Int
  private var words: ZeroedWords
  private var transactions: ZeroedWords
  /// By worker, so far apart that no two of them share a line.
  private var claims = GrowableBuffer<WorkerClaims>(capacity: 0)
  private let claimStride = 128 / MemoryLayout<WorkerClaims>.stride
  /// How many transactions a worker claims at once, at most.
  private var longestClaim = 1

  /// Lines of `words`; a line per worker follows them.
  private static let headerLines = 5
  /// Words a transaction: its progress, the first of its dependents (transaction + 1), its own link among
  /// such dependents, its link in the stack of the released, the place at which it read an estimate, and
  /// its first child in a heap of dependents. A line each, for neighbours are worked on by different threads.
  private static let stride = 8

  init(transactionCount: Int, workerCount: Int) {
    self.transactionCount = transactionCount
    self.workerCount = workerCount
    words = ZeroedWords(count: (Self.headerLines + workerCount) * SharedWords.line)
    transactions = ZeroedWords(count: transactionCount * Self.stride)
    clearClaims()
  }

  /// Makes the scheduler that of a new block, on the same memory if it suffices.
  mutating func reset(transactionCount: Int, workerCount: Int, longestClaim: Int = 1) {
    let wordCount = (Self.headerLines + workerCount) * SharedWords.line
    if words.count < wordCount {
      words = ZeroedWords(count: wordCount)
    } else {
      words.clear(wordCount)
    }
    let needed = transactionCount * Self.stride
    if transactions.count < needed {
      transactions = ZeroedWords(count: needed)
    } else {
      transactions.clear(needed)
    }
    self.transactionCount = transactionCount
    self.workerCount = workerCount
    self.longestClaim = longestClaim
    clearClaims()
  }

  private mutating func clearClaims() {
    let count = workerCount * claimStride
    claims.reserve(count)
    claims.base.update(repeating: WorkerClaims(), count: count)
  }

  @inline(__always)
  private var executionIndex: SharedWords { words.base }
  @inline(__always)
  private var validationIndex: SharedWords { words.base + SharedWords.line }
  /// How often an index was lowered, a transaction released, or an attempt came to nothing.
  @inline(__always)
  private var decreases: SharedWords { words.base + 2 &* SharedWords.line }
  @inline(__always)
  private var halt: SharedWords { words.base + 3 &* SharedWords.line }
  /// The stack of released transactions: the top one plus one in the lower half, and above it a number
  /// that every change counts up, so that a stack which only looks the same is told apart.
  @inline(__always)
  private var released: SharedWords { words.base + 4 &* SharedWords.line }
  @inline(__always)
  private func activity(_ worker: Int) -> SharedWords {
    words.base + (Self.headerLines &+ worker) &* SharedWords.line
  }
  @inline(__always)
  private func progressWord(_ transaction: Int) -> SharedWords {
    transactions.base + transaction &* Self.stride
  }
  @inline(__always)
  private func dependents(_ transaction: Int) -> SharedWords { progressWord(transaction) + 1 }
  @inline(__always)
  private var heaps: TransactionHeaps {
    TransactionHeaps(
      siblings: transactions.base + 2, children: transactions.base + 5, stride: Self.stride)
  }
  @inline(__always)
  private func nextDependent(_ transaction: Int) -> SharedWords { heaps.sibling(transaction) }
  @inline(__always)
  private func nextReleased(_ transaction: Int) -> SharedWords { progressWord(transaction) + 3 }
  @inline(__always)
  private func waitingPlace(_ transaction: Int) -> SharedWords { progressWord(transaction) + 4 }

  /// Where `transaction` stands now.
  @inline(__always)
  func progress(of transaction: Int) -> Progress {
    Progress(bits: progressWord(transaction).pointee.load(ordering: .sequentiallyConsistent))
  }

  /// Says where `transaction` stands, for schedulers that decide by other means who executes what.
  @inline(__always)
  func setProgress(of transaction: Int, to progress: Progress) {
    progressWord(transaction).pointee.store(progress.bits, ordering: .sequentiallyConsistent)
  }
}

// MARK: Tasks

extension CollaborativeScheduler {
  /// The next task for `worker`, the lowest transaction first; nil if there is nothing to do now.
  /// With a task, the worker counts as active until it calls this again and gets none.
  @inline(__always)
  func nextTask(for worker: Int) -> SchedulerTask? {
    let count = UInt64(transactionCount)
    let claims = claims.base + worker &* claimStride
    while true {
      if let transaction = claims.pointee.validations.popFirst() {
        if let task = validation(of: transaction) { return task }
        continue
      }
      let execution = executionIndex.pointee.load(ordering: .sequentiallyConsistent)
      if claims.pointee.executions.isEmpty {
        let validation = validationIndex.pointee.load(ordering: .sequentiallyConsistent)
        if validation < min(execution, count),
          progress(of: Int(truncatingIfNeeded: validation)).wasEverExecuted
        {
          beActive(worker)
          claimValidations(validation, below: min(execution, count), claims)
          continue
        }
      }
      if hasReleased {
        beActive(worker)
        if let task = claimReleased() { return task }
      } else if let transaction = claims.pointee.executions.popFirst() {
        if let task = incarnate(transaction) { return task }
      } else if execution < count {
        beActive(worker)
        claimExecutions(from: execution, claims)
        // At once: nobody else can have what this worker has claimed.
        if let transaction = claims.pointee.executions.popFirst(),
          let task = incarnate(transaction)
        {
          return task
        }
      } else {
        activity(worker).pointee.store(0, ordering: .sequentiallyConsistent)
        return nil
      }
    }
  }

  /// Says so before anything is claimed, or others might see neither the task nor its worker.
  @inline(__always)
  private func beActive(_ worker: Int) {
    let flag = activity(worker)
    if flag.pointee.load(ordering: .relaxed) == 0 {
      flag.pointee.store(1, ordering: .sequentiallyConsistent)
    }
  }

  /// Claims the validation of the transaction at `index`, and of those that follow it as far as they have
  /// been executed.
  @inline(__always)
  private func claimValidations(
    _ index: UInt64, below limit: UInt64, _ claims: UnsafeMutablePointer<WorkerClaims>
  ) {
    let first = Int(truncatingIfNeeded: index)
    let limit = min(first &+ claims.pointee.length, Int(truncatingIfNeeded: limit))
    var end = first &+ 1
    while end < limit, progress(of: end).wasEverExecuted { end &+= 1 }
    let claim = validationIndex.pointee.compareExchange(
      expected: index, desired: UInt64(end), ordering: .sequentiallyConsistent)
    if claim.exchanged { claims.pointee.validations = ClaimedNumbers(first, end) }
  }

  /// The task of validating a transaction that was claimed for it. If it is not executed now, it is being
  /// executed again, and whoever does that sees that the index has passed it.
  @inline(__always)
  private func validation(of transaction: Int) -> SchedulerTask? {
    let progress = progress(of: transaction)
    guard progress.isAt(.executed) else { return nil }
    return .validation(
      TransactionVersion(transaction: transaction, incarnation: progress.incarnation))
  }

  /// Claims the execution of the next transactions.
  @inline(__always)
  private func claimExecutions(
    from index: UInt64, _ claims: UnsafeMutablePointer<WorkerClaims>
  ) {
    let rest = transactionCount &- Int(truncatingIfNeeded: index)
    let length = claims.pointee.nextLength(
      decreases: decreases.pointee.load(ordering: .relaxed), atMost: longestClaim,
      of: rest, workerCount: workerCount)
    let first = Int(
      truncatingIfNeeded: executionIndex.pointee.wrappingAdd(
        UInt64(length), ordering: .sequentiallyConsistent
      ).oldValue)
    if first < transactionCount {
      claims.pointee.executions = ClaimedNumbers(first, min(first &+ length, transactionCount))
    }
  }

  /// The task of executing `transaction`, if it is ready and nobody else takes it.
  @inline(__always)
  private func incarnate(_ transaction: Int) -> SchedulerTask? {
    let progress = progress(of: transaction)
    guard progress.isAt(.ready) else { return nil }
    let claim = progressWord(transaction).pointee.compareExchange(
      expected: progress.bits, desired: Progress(.executing, progress.incarnation).bits,
      ordering: .sequentiallyConsistent)
    guard claim.exchanged else { return nil }
    return .execution(
      TransactionVersion(transaction: transaction, incarnation: progress.incarnation))
  }
}

// MARK: Outcomes

extension CollaborativeScheduler {
  /// The attempt ended and its writes are in multi-version memory. Returns what the same worker should
  /// do next, if anything.
  ///
  /// - Parameters:
  ///   - wroteNewLocation: whether the previous incarnation left some location alone.
  ///   - expect: told the transaction that ended, who is next to go on of those that waited for it, and the
  ///     chain in which it did; answers whether the first wrote there, so that the second is expected to.
  @inline(__always)
  func finishExecution(
    _ version: TransactionVersion, wroteNewLocation: Bool,
    expect: (Int, Int, SharedWords) -> Bool = { _, _, _ in false }
  ) -> SchedulerTask? {
    let transaction = version.transaction
    progressWord(transaction).pointee.store(
      Progress(.executed, version.incarnation).bits, ordering: .sequentiallyConsistent)
    var next: SchedulerTask?
    if dependents(transaction).pointee.load(ordering: .sequentiallyConsistent) != 0 {
      next = resumeDependents(
        of: transaction, takingFirst: version.incarnation == 0, expect)
    }
    // Whoever validated past a first execution did so after the store above, and saw all of it.
    if version.incarnation == 0 { return next }
    guard validationIndex.pointee.load(ordering: .sequentiallyConsistent) > UInt64(transaction)
    else { return nil }
    // Higher transactions may have read the new location too early.
    if wroteNewLocation { lower(validationIndex, to: transaction &+ 1) }
    return .validation(version)
  }

  /// Makes `transaction`, which read an estimate of `blocking` in the chain at `place`, wait for it.
  /// Returns false if there is nothing to wait for any more: execute the same version again.
  ///
  /// - Parameter place: nil if it is not one chain that it waits at.
  func addDependency(
    of version: TransactionVersion, on blocking: Int, at place: SharedWords? = nil,
    expect: (Int, Int, SharedWords) -> Bool = { _, _, _ in false }
  ) -> Bool {
    if progress(of: blocking).isAt(.executed) { return false }
    noteLoss()
    let transaction = version.transaction
    waitingPlace(transaction).pointee.store(
      UInt64(UInt(bitPattern: place)), ordering: .relaxed)
    progressWord(transaction).pointee.store(
      Progress(.suspended, version.incarnation).bits, ordering: .sequentiallyConsistent)
    hang(UInt64(transaction) &+ 1, on: blocking)
    // It may have finished before the push and not have seen it.
    if progress(of: blocking).isAt(.executed) {
      _ = resumeDependents(of: blocking, takingFirst: false, expect)
    }
    return true
  }

  /// Takes the right to abort `version`; of several validators one gets it. With it, mark the writes
  /// as estimates and then call ``finishValidation(_:aborted:)``.
  @inline(__always)
  func tryValidationAbort(_ version: TransactionVersion) -> Bool {
    let abort = progressWord(version.transaction).pointee.compareExchange(
      expected: Progress(.executed, version.incarnation).bits,
      desired: Progress(.aborting, version.incarnation).bits,
      ordering: .sequentiallyConsistent)
    if abort.exchanged { noteLoss() }
    return abort.exchanged
  }

  /// Makes all workers claim one transaction next: one at a time, a chain's links are executed before the
  /// next are looked at (claims of 16 made 2,000 to 5,000 stale reads of 10,000 swaps in one chain, claims of
  /// one 20 to 1,000).
  private func noteLoss() { decreases.pointee.wrappingAdd(1, ordering: .sequentiallyConsistent) }

  /// A validation ended. After an abort all higher transactions are validated again, and the next
  /// incarnation is the same worker's task unless someone else gets it.
  @inline(__always)
  func finishValidation(_ version: TransactionVersion, aborted: Bool) -> SchedulerTask? {
    guard aborted else { return nil }
    let transaction = version.transaction
    progressWord(transaction).pointee.store(
      Progress(.ready, version.incarnation &+ 1).bits, ordering: .sequentiallyConsistent)
    lower(validationIndex, to: transaction &+ 1)
    guard executionIndex.pointee.load(ordering: .sequentiallyConsistent) > UInt64(transaction)
    else { return nil }
    return incarnate(transaction)
  }

  @inline(__always)
  private func lower(_ index: SharedWords, to transaction: Int) {
    let target = UInt64(transaction)
    var value = index.pointee.load(ordering: .sequentiallyConsistent)
    while value > target {
      let exchange = index.pointee.weakCompareExchange(
        expected: value, desired: target, ordering: .sequentiallyConsistent)
      if exchange.exchanged {
        decreases.pointee.wrappingAdd(1, ordering: .sequentiallyConsistent)
        return
      }
      value = exchange.original
    }
  }
}

// MARK: Dependents

/// Who waits for a transaction, and who goes on when it is done.
///
/// All who wait at one place would read it as soon as they are let go, and if they write it too, as they
/// mostly do where many meet (a pool, a counter), all but the lowest would do so in vain. So only the lowest
/// goes on, with an estimate at the place for others to find, and those who wait do so for this one. If it
/// turns out to have read only, they are all let go: then they lost the time of one transaction. A chain is
/// executed so by one worker in order.
///
/// Dependents hang in a list of ``TransactionHeaps``, those of one heap waiting at one place. Anybody may push
/// a heap; whoever finishes the transaction takes the whole list and owns its links from there on.
extension CollaborativeScheduler {
  /// Makes `transaction` wait for `earlier`, which is lower. Before any worker starts, for each
  /// transaction once.
  @inline(__always)
  func wait(_ transaction: Int, for earlier: Int) {
    progressWord(transaction).pointee.store(Progress(.suspended, 0).bits, ordering: .relaxed)
    let list = dependents(earlier)
    nextDependent(transaction).pointee.store(
      list.pointee.load(ordering: .relaxed), ordering: .relaxed)
    list.pointee.store(UInt64(transaction) &+ 1, ordering: .relaxed)
  }

  /// Lets those go on that waited for `blocking`; with `takingFirst`, the lowest of them is the caller's
  /// next task.
  @inline(never)
  private func resumeDependents(
    of blocking: Int, takingFirst: Bool, _ expect: (Int, Int, SharedWords) -> Bool
  ) -> SchedulerTask? {
    let list = dependents(blocking).pointee.exchange(0, ordering: .sequentiallyConsistent)
    // Another may have taken them.
    guard list != 0 else { return nil }
    var lowest = list
    forEachHeap(of: list) { lowest = min(lowest, $0) }
    let first = Int(lowest) - 1
    let place = waitingPlace(first).pointee.load(ordering: .relaxed)
    let isHandedOn =
      SharedWords(bitPattern: UInt(place)).map { expect(blocking, first, $0) } ?? false
    var alike: UInt64 = 0
    var others: UInt64 = 0
    forEachHeap(of: list) { heap in
      let isAlike = waitingPlace(Int(heap) - 1).pointee.load(ordering: .relaxed) == place
      if heap == lowest || isHandedOn && isAlike {
        alike = heaps.meld(alike, heap)
      } else {
        others = heaps.meld(others, heap)
      }
    }
    let rest = heaps.rest(of: alike)
    if isHandedOn {
      if rest != 0 { hang(rest, on: first) }
    } else {
      others = heaps.meld(others, rest)
    }
    let incarnation = progress(of: first).incarnation
    let second = released(inOrder: others)
    if isLeftToIndex(first) {
      if second != 0 { release(second) }
      return nil
    }
    if !takingFirst {
      nextReleased(first).pointee.store(second, ordering: .relaxed)
      release(lowest)
      return nil
    }
    progressWord(first).pointee.store(
      Progress(.executing, incarnation).bits, ordering: .sequentiallyConsistent)
    if second != 0 { release(second) }
    return .execution(TransactionVersion(transaction: first, incarnation: incarnation))
  }

  /// Makes a suspended transaction ready if the execution index will still come to it, and otherwise leaves it
  /// as it is: then it is the caller's to let go.
  ///
  /// Such are those that waited before anything was executed (``wait(_:for:)``). A worker that went on with them at
  /// once would be at the end of a chain while most of the block had not begun. What it had read too early would be
  /// found out when all before it had been executed, and what followed in the chain would have been in vain: of
  /// 3,000 NFT transactions without good hints, 430 were, and 4 to 12 are (blocks of 500, two workers).
  private func isLeftToIndex(_ transaction: Int) -> Bool {
    let number = UInt64(transaction)
    if executionIndex.pointee.load(ordering: .sequentiallyConsistent) > number { return false }
    let suspended = progress(of: transaction)
    let ready = Progress(.ready, suspended.incarnation)
    progressWord(transaction).pointee.store(ready.bits, ordering: .sequentiallyConsistent)
    if executionIndex.pointee.load(ordering: .sequentiallyConsistent) <= number { return true }
    // The index has come to it meanwhile. Who claimed it may have found it suspended, and passed on.
    let back = progressWord(transaction).pointee.compareExchange(
      expected: ready.bits, desired: suspended.bits, ordering: .sequentiallyConsistent)
    return !back.exchanged
  }

  @inline(__always)
  private func forEachHeap(of list: UInt64, _ body: (UInt64) -> Void) {
    var next = list
    while next != 0 {
      let heap = next
      next = nextDependent(Int(heap) - 1).pointee.load(ordering: .relaxed)
      body(heap)
    }
  }

  /// Adds a heap to those that wait for `blocking`.
  private func hang(_ heap: UInt64, on blocking: Int) {
    let list = dependents(blocking)
    var first = list.pointee.load(ordering: .relaxed)
    while true {
      nextDependent(Int(heap) - 1).pointee.store(first, ordering: .relaxed)
      let push = list.pointee.weakCompareExchange(
        expected: first, desired: heap, ordering: .sequentiallyConsistent)
      if push.exchanged { return }
      first = push.original
    }
  }

  // MARK: The released

  private static let numberMask: UInt64 = 0xffff_ffff

  /// Whether a transaction waits for whoever asks next.
  @inline(__always)
  var hasReleased: Bool {
    released.pointee.load(ordering: .sequentiallyConsistent) & Self.numberMask != 0
  }

  /// Links those transactions of a heap that are not left to the execution index in the order of their numbers, as
  /// the stack will have them. Returns the first, zero if there is none.
  private func released(inOrder heap: UInt64) -> UInt64 {
    var first: UInt64 = 0
    var last: UInt64 = 0
    var rest = heap
    while rest != 0 {
      let next = rest
      rest = heaps.rest(of: next)
      if isLeftToIndex(Int(next) - 1) { continue }
      nextReleased(Int(next) - 1).pointee.store(0, ordering: .relaxed)
      if last == 0 {
        first = next
      } else {
        nextReleased(Int(last) - 1).pointee.store(next, ordering: .relaxed)
      }
      last = next
    }
    return first
  }

  /// Stacks a list of suspended transactions for whoever asks next. From here on only who takes one from the
  /// stack may claim it, so that it is never in there twice.
  private func release(_ list: UInt64) {
    var last = list
    var next = list
    while next != 0 {
      last = next
      let transaction = Int(next) - 1
      let incarnation = progress(of: transaction).incarnation
      progressWord(transaction).pointee.store(
        Progress(.released, incarnation).bits, ordering: .sequentiallyConsistent)
      next = nextReleased(transaction).pointee.load(ordering: .relaxed)
    }
    var top = released.pointee.load(ordering: .relaxed)
    while true {
      nextReleased(Int(last) - 1).pointee.store(top & Self.numberMask, ordering: .relaxed)
      let push = released.pointee.weakCompareExchange(
        expected: top, desired: Self.changed(top, to: list), ordering: .sequentiallyConsistent)
      if push.exchanged { break }
      top = push.original
    }
    decreases.pointee.wrappingAdd(1, ordering: .sequentiallyConsistent)
  }

  /// Takes the top of the stack, if nobody is faster.
  private func claimReleased() -> SchedulerTask? {
    let top = released.pointee.load(ordering: .sequentiallyConsistent)
    guard top & Self.numberMask != 0 else { return nil }
    let transaction = Int(top & Self.numberMask) - 1
    let next = nextReleased(transaction).pointee.load(ordering: .relaxed)
    let pop = released.pointee.compareExchange(
      expected: top, desired: Self.changed(top, to: next), ordering: .sequentiallyConsistent)
    guard pop.exchanged else { return nil }
    let incarnation = progress(of: transaction).incarnation
    progressWord(transaction).pointee.store(
      Progress(.executing, incarnation).bits, ordering: .sequentiallyConsistent)
    return .execution(TransactionVersion(transaction: transaction, incarnation: incarnation))
  }

  private static func changed(_ top: UInt64, to number: UInt64) -> UInt64 {
    ((top &>> 32) &+ 1) &<< 32 | number
  }
}

// MARK: The end

extension CollaborativeScheduler {
  /// Whether the block is finished: both indices are past the end and nobody is active. Asked by a
  /// worker that got no task.
  ///
  /// Double collect. Suppose the answer is yes and yet an index was below the end at the last look, or
  /// a task existed. The first lowering after the first look was made by a worker that had its task
  /// before (no index was below the end to claim one from), so its flag was up until it had counted the
  /// lowering: either its flag was seen, or the count had changed.
  func isDone() -> Bool {
    let count = UInt64(transactionCount)
    let before = decreases.pointee.load(ordering: .sequentiallyConsistent)
    guard executionIndex.pointee.load(ordering: .sequentiallyConsistent) >= count,
      validationIndex.pointee.load(ordering: .sequentiallyConsistent) >= count, !hasReleased
    else { return false }
    for worker in 0..<workerCount
    where activity(worker).pointee.load(ordering: .sequentiallyConsistent) != 0 {
      return false
    }
    return executionIndex.pointee.load(ordering: .sequentiallyConsistent) >= count
      && validationIndex.pointee.load(ordering: .sequentiallyConsistent) >= count
      && !hasReleased
      && decreases.pointee.load(ordering: .sequentiallyConsistent) == before
  }

  /// Whether a worker that asked for a task would perhaps get one.
  var hasTask: Bool {
    let validation = validationIndex.pointee.load(ordering: .sequentiallyConsistent)
    if hasExecution { return true }
    return validation < UInt64(transactionCount) && progress(of: Int(validation)).wasEverExecuted
  }

  /// Whether it would perhaps be told to execute something.
  var hasExecution: Bool {
    executionIndex.pointee.load(ordering: .sequentiallyConsistent) < UInt64(transactionCount)
      || hasReleased
  }

  /// Makes every worker stop at its next idle moment.
  func stop() { halt.pointee.store(1, ordering: .sequentiallyConsistent) }

  /// In one order with ``stop()`` and with who sleeps, for whom this is one of the conditions not to.
  var isStopped: Bool { halt.pointee.load(ordering: .sequentiallyConsistent) != 0 }

  /// The counters, in words, for failures.
  var diagnosis: String {
    let flags = (0..<workerCount).map {
      activity($0).pointee.load(ordering: .relaxed) == 0 ? "idle" : "active"
    }
    let stages = (0..<transactionCount).reduce(into: [UInt64: Int]()) {
      $0[progress(of: $1).bits & 7, default: 0] += 1
    }
    let named = [
      "ready", "executing", "executed", "aborting", "suspended", "attempted", "released",
    ].enumerated()
      .map { "\(stages[UInt64($0.offset)] ?? 0) \($0.element)" }
    return """
      execution index \(executionIndex.pointee.load(ordering: .relaxed)), validation index \
      \(validationIndex.pointee.load(ordering: .relaxed)) of \(transactionCount), decreases \
      \(decreases.pointee.load(ordering: .relaxed)); transactions: \(named.joined(separator: ", ")); workers: \
      \(flags.joined(separator: ", "))
      """
  }
}
