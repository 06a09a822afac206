import Primitives
import State
import Synchronization

/// One worker in one block that is executed in place.
final class InPlaceLane {
  /// Why a transaction could not be executed within its access set.
  struct Fault {
    var transaction: Int
    /// What it accessed besides, in words.
    var place: String
  }

  /// What a worker keeps from block to block, and what it leaves behind.
  final class Memory {
    private let paddingBefore = LinePadding()
    let effects = TransactionEffects()
    var undo = UndoLog()
    var counters = ExecutionCounters()
    var fault: Fault?
    private let paddingAfter = LinePadding()

    func reset() {
      undo.reset()
      counters = ExecutionCounters()
      fault = nil
    }
  }

  let number: Int
  private let block: InPlaceBlock
  private let state: WorldState
  private let worker: any TransactionWorker
  private let memory: Memory
  /// The memory's. By way of that they would be retained and released for every transaction, which waits for all
  /// stores before: 2.6% of the lanes' samples of transfers under static-locks.
  private let effects: TransactionEffects
  private let results: ResultLane
  private let view: EnforcingView
  private let reading: any StateView
  private let accesses: UnsafePointer<AccessSets.Access>
  private let places: UnsafePointer<AccessPlace>
  private let accountRecords: UnsafePointer<AccountRecord>
  private let slotRecords: UnsafePointer<SlotRecord>
  private let starts: UnsafePointer<UInt32>
  private let isBarrier: UnsafePointer<Bool>
  private let fees: UnsafeMutablePointer<Word>
  private let isDone: UnsafeMutablePointer<Bool>
  private let usesHeaders: Bool
  private let progress: SharedWords
  let trace: LaneTrace
  private var executed: UInt64

  init(
    _ number: Int, of block: InPlaceBlock, _ worker: any TransactionWorker, _ memory: Memory,
    _ results: ResultLane, on state: WorldState, _ trace: LaneTrace
  ) {
    self.number = number
    self.block = block
    self.state = state
    self.worker = worker
    self.memory = memory
    effects = memory.effects
    self.results = results
    self.trace = trace
    accesses = UnsafePointer(block.plan.accesses.base)
    places = UnsafePointer(block.plan.places.base)
    accountRecords = state.accountRecords
    slotRecords = state.slotRecords
    view = EnforcingView(state, places)
    reading = view
    starts = UnsafePointer(block.plan.starts.base)
    isBarrier = UnsafePointer(block.plan.isBarrier.base)
    fees = block.feeTable
    isDone = block.doneTable
    usesHeaders = block.usesHeaders
    progress = block.progress(of: number)
    executed = progress.pointee.load(ordering: .relaxed)
  }

  /// Executes a transaction, before which everything that it conflicts with has been executed, and
  /// makes its changes. Returns false, having stopped everybody, if it goes outside its access set.
  @inline(__always)
  func execute(_ transaction: Int) -> Bool {
    if _slowPath(isBarrier[transaction]) { block.creditFees(below: transaction, on: state) }
    memory.counters.executions &+= 1
    trace.enter(.execute, transaction)
    results.beginAttempt(at: transaction)
    view.begin(
      transaction, accesses + Int(starts[transaction]), accesses + Int(starts[transaction &+ 1]))
    do throws(ReadFailure) {
      try worker.execute(transaction, reading: reading, into: effects)
    } catch {
      return fail(transaction, view.undeclared ?? "something that was not ready")
    }
    if _slowPath(view.undeclared != nil) { return fail(transaction, view.undeclared ?? "") }
    trace.enter(.commit, transaction)
    // Where one is not permitted, those made before it are undone like any that came too early.
    let writes = effects.writes.base
    for index in 0..<effects.writes.count {
      let write = writes[index]
      let location = Location(writing: write)
      if _slowPath(!view.permits(location, of: write.account, toWrite: true)) {
        return fail(transaction, view.describe(location) + " (to write it)")
      }
      if _fastPath(!usesHeaders) {
        memory.undo.apply(write, of: transaction, on: state)
      } else {
        memory.undo.applyToHeader(write, of: transaction, on: state)
      }
    }
    results.record(effects, of: transaction)
    fees[transaction] = effects.fee
    isDone[transaction] = true
    executed &+= 1
    progress.pointee.store(executed, ordering: .releasing)
    trace.enter(.schedule)
    return true
  }

  /// Asks for all that a transaction needs which this worker probably executes next.
  ///
  /// What is declared is known long before it is read, and a record that another core has resolved or written
  /// takes as long as many instructions: ERC-20 under static-dag and static-locks is 5% faster (medians of
  /// three times 12 pairs, by turns).
  @inline(__always)
  func prefetch(_ transaction: Int) {
    prefetchEntries(of: transaction)
    for index in Int(starts[transaction])..<Int(starts[transaction &+ 1]) {
      let access = accesses[index]
      let location = places[access.location].code.location
      let record =
        location.isSlot
        ? UnsafeRawPointer(slotRecords + Int(location.index))
        : UnsafeRawPointer(accountRecords + Int(location.index))
      if access.isWrite { prefetchToWrite(record) } else { prefetchToRead(record) }
    }
  }

  /// Asks for what is kept by transaction, and for where the records are of the newest location that it names:
  /// the others that nobody named before it mostly lie beside that one.
  @inline(__always)
  func prefetchEntries(of transaction: Int) {
    worker.prefetch(transaction)
    results.prefetch(transaction)
    prefetchToWrite(fees + transaction)
    let end = Int(starts[transaction &+ 1])
    if Int(starts[transaction]) < end { prefetchToRead(places + accesses[end &- 1].location) }
  }

  @inline(never)
  private func fail(_ transaction: Int, _ place: String) -> Bool {
    memory.counters.abort(.wrongKnowledge, gas: memory.effects.gasUsed)
    trace.abort(transaction, .wrongKnowledge)
    memory.fault = Fault(transaction: transaction, place: place)
    block.stop()
    return false
  }
}

extension Location {
  /// By kind of write, a hexadecimal digit each from the lowest: the field, or that it is a slot.
  private static let kindsOfWrites: UInt32 = 0x4103_4210

  /// What `write` changes. Without a jump by kind, which is hardly to be predicted: a tenth of what
  /// ``InPlaceLane/execute(_:)`` itself took for transfers.
  @inline(__always)
  init(writing write: StateWrite) {
    let kind = UInt64(Self.kindsOfWrites &>> (4 &* UInt32(write.kind.rawValue)) & 7)
    let index = kind == Self.slotKind ? write.slot.index : write.account.index
    self.init(bits: UInt64(index) &<< 3 | kind)
  }
}
