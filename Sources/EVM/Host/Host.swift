import Primitives
import State

/// What the interpreter needs of the world around a frame: state, logs, calls.
///
/// One a worker, at an address that never changes. Everything a transaction needs is allocated here
/// once. Instructions of the interpreter that touch more than their frame are methods: each takes the
/// top of the operand stack, writes its result where it belongs after popping, charges what is not a
/// constant of the instruction and returns the gas left; a negative answer halts the frame, for the
/// reason in ``Frame/halt`` or for want of gas where that is `none`.
struct Host: ~Copyable {
  var environment = Environment()
  /// What the last call of the running frame returned.
  var returnData: UnsafePointer<UInt8>
  var returnDataCount = 0

  var journal = Journal()
  let rules: ForkRules
  /// Not counted: the engine that owns this host owns them.
  let codeStore: Unmanaged<CodeStore>
  let codeCache: Unmanaged<CodeCache>

  var logs = GrowableBuffer<LogRecord>(capacity: 64)
  /// Data of the logs, end to end.
  var logBytes = GrowableBuffer<UInt8>(capacity: 4096)
  /// Behind ``returnData``: a callee's memory is its caller's to grow into again.
  var returnBytes = GrowableBuffer<UInt8>(capacity: 4096)
  /// Why the attempt had to stop, where it had to.
  var interruption = Interruption.none

  /// The running transaction's blob hashes.
  var blobHashes = UnsafeBufferPointer<Word>(start: nil, count: 0)
  /// Hashes of the blocks before this one, the parent's first.
  var blockHashes = UnsafeBufferPointer<Word>(start: nil, count: 0)

  /// What the last transaction's message left, before refunds: for tracers.
  var gasLeft: Int64 = 0
  /// Who hears of every step; the engine that owns this host owns it. Nil wherever anything is measured:
  /// only traced code asks for it.
  var tracer: Unmanaged<FrameTracer>?
  /// Instructions of traced code that have run, in all attempts.
  var stepCount: UInt64 = 0

  let memorySlab = Slab(byteCount: Host.memoryBytes)
  let stackSlab = Slab(byteCount: Host.stackBytes)

  /// All frames of a transaction together: memory costs quadratically, so no block pays for this much.
  private static var memoryBytes: Int { 1 << 30 }
  /// 1,025 frames that each leave their callee's stack on top of theirs, and a margin.
  private static var stackBytes: Int { (1026 * 1024 + 64) * MemoryLayout<Word>.stride }

  /// Calls nest this deep (yellow paper, 9.4).
  static var depthLimit: Int32 { 1024 }

  /// Where this host is. Calls recurse through the interpreter, so they go by address: an `inout` host
  /// would promise that nobody else touches it meanwhile.
  let address: UnsafeMutablePointer<Host>

  /// A host at an address of its own, which ``destroy(_:)`` frees. The store and the cache must outlive
  /// it.
  static func make(
    rules: ForkRules, codeStore: CodeStore, codeCache: CodeCache
  ) -> UnsafeMutablePointer<Host> {
    let address = UnsafeMutablePointer<Host>.allocate(capacity: 1)
    address.initialize(
      to: Host(at: address, rules: rules, codeStore: codeStore, codeCache: codeCache))
    return address
  }

  static func destroy(_ host: UnsafeMutablePointer<Host>) {
    host.deinitialize(count: 1)
    host.deallocate()
  }

  private init(
    at address: UnsafeMutablePointer<Host>, rules: ForkRules, codeStore: CodeStore,
    codeCache: CodeCache
  ) {
    self.address = address
    self.rules = rules
    self.codeStore = .passUnretained(codeStore)
    self.codeCache = .passUnretained(codeCache)
    returnData = UnsafePointer(returnBytes.base)
    journal.precompiles = rules.precompiles
    journal.hasWarmBeneficiary = rules.hasWarmBeneficiary
    journal.clearsEmptyAccounts = rules.clearsEmptyAccounts
  }

  /// Why an attempt stops before its end.
  enum Interruption {
    case none
    case readFailure(ReadFailure)
    /// A sum may pass 2²⁵⁶: what it is added to has to be read.
    case immenseAddition
  }

  /// Stops the attempt: a read failed.
  @inline(never)
  mutating func suspend(_ frame: UnsafeMutablePointer<Frame>, _ failure: ReadFailure) -> Int64 {
    interruption = .readFailure(failure)
    frame.pointee.halt = .suspended
    return -1
  }

  var isInterrupted: Bool {
    if case .none = interruption { return false }
    return true
  }

  /// Forgets the transaction before; the next reads `view`.
  @inline(__always)
  mutating func clear(_ view: any StateView) {
    journal.removeAll()
    journal.takesCredits = view.takesCredits && journal.clearsEmptyAccounts
    logs.removeAll()
    logBytes.removeAll()
    returnDataCount = 0
    interruption = .none
  }

  // MARK: Undoing what a failed frame did

  struct Snapshot {
    var journal: Journal.Snapshot
    var logCount: Int
    var logByteCount: Int
  }

  @inline(__always)
  func snapshot() -> Snapshot {
    Snapshot(journal: journal.snapshot(), logCount: logs.count, logByteCount: logBytes.count)
  }

  @inline(__always)
  mutating func revert(to snapshot: Snapshot) {
    journal.revert(to: snapshot.journal)
    logs.truncate(to: snapshot.logCount)
    logBytes.truncate(to: snapshot.logByteCount)
  }

  // MARK: Code, without counting references

  @inline(__always)
  func analysed(_ code: CodeReference) -> UnsafePointer<AnalysedCode> {
    codeCache._withUnsafeGuaranteedRef { $0.analysed(code) }
  }

  /// An analysis of init code, which runs once and is destroyed by whoever asked.
  func analyse(_ initCode: UnsafeRawBufferPointer) -> UnsafeMutablePointer<AnalysedCode> {
    codeCache._withUnsafeGuaranteedRef { $0.analyse(initCode) }
  }

  @inline(__always)
  func codeBytes(_ code: CodeReference) -> UnsafeRawBufferPointer {
    codeStore._withUnsafeGuaranteedRef { $0.bytes(code) }
  }
}
