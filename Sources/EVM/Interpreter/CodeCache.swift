import Primitives
import State
import Synchronization

/// Analyses of the code in a store, made once each and shared by all workers.
///
/// A look-up is two loads and counts no reference. Bounded between blocks: ``trim()`` drops the oldest
/// analyses, and is for moments when nobody executes. During a block they grow by what its gas can
/// reach. Init code, which runs once, is not kept here at all.
final class CodeCache: @unchecked Sendable {
  // `@unchecked` because of the raw segments: their slots are atomic, and an analysis is immutable
  // from the moment its pointer is published with a releasing exchange.
  private typealias Slot = Atomic<UnsafeMutablePointer<AnalysedCode>?>
  private typealias Segment = Atomic<UnsafeMutablePointer<Slot>?>

  /// What is held, oldest first.
  private struct Held {
    var references: [CodeReference] = []
    var byteCount = 0
  }

  let table: InstructionTable
  private let traces: Bool
  private let store: CodeStore
  /// Bytes of analyses that ``trim()`` leaves alone.
  private let limit: Int
  private let held = Mutex(Held())
  /// Segment *k* holds 64·2^*k* slots, so that growing moves nothing.
  private let segments: UnsafeMutablePointer<Segment>
  private static let segmentCount = 26

  /// - Parameter traces: Whether code is analysed for a tracer, or to count its instructions.
  init(
    rules: ForkRules, store: CodeStore, limit: Int = .max, traces: Bool = false
  ) {
    table = InstructionTable(rules: rules)
    self.traces = traces
    self.store = store
    self.limit = limit
    segments = .allocate(capacity: Self.segmentCount)
    for k in 0..<Self.segmentCount { (segments + k).initialize(to: Segment(nil)) }
  }

  deinit {
    for k in 0..<Self.segmentCount {
      guard let slots = segments[k].load(ordering: .relaxed) else { continue }
      for i in 0..<Self.capacity(k) {
        if let code = slots[i].load(ordering: .relaxed) { AnalysedCode.destroy(code) }
      }
      slots.deallocate()
    }
    segments.deallocate()
  }

  /// The analysis of a code of the store, valid until the next ``trim()``.
  @inline(__always)
  func analysed(_ reference: CodeReference) -> UnsafePointer<AnalysedCode> {
    let (segment, offset) = Self.place(reference)
    if let slots = segments[segment].load(ordering: .acquiring),
      let code = slots[offset].load(ordering: .acquiring)
    {
      return UnsafePointer(code)
    }
    return analyse(reference)
  }

  /// A new analysis, which is the caller's to destroy.
  func analyse(_ code: UnsafeRawBufferPointer) -> UnsafeMutablePointer<AnalysedCode> {
    traces
      ? AnalysedCode.makeTraced(code, table: table) : AnalysedCode.make(code, table: table)
  }

  /// Whoever publishes first wins; the other frees its own.
  @inline(never)
  private func analyse(_ reference: CodeReference) -> UnsafePointer<AnalysedCode> {
    let (segment, offset) = Self.place(reference)
    let slots = allocateSegment(segment)
    let code = analyse(store.bytes(reference))
    let (exchanged, earlier) = slots[offset].compareExchange(
      expected: nil, desired: code, ordering: .acquiringAndReleasing)
    if !exchanged {
      AnalysedCode.destroy(code)
      return UnsafePointer(earlier.unsafelyUnwrapped)
    }
    held.withLock { held in
      held.references.append(reference)
      held.byteCount += code.pointee.byteCount
    }
    return UnsafePointer(code)
  }

  private func allocateSegment(_ segment: Int) -> UnsafeMutablePointer<Slot> {
    if let slots = segments[segment].load(ordering: .acquiring) { return slots }
    let slots = UnsafeMutablePointer<Slot>.allocate(capacity: Self.capacity(segment))
    for i in 0..<Self.capacity(segment) { (slots + i).initialize(to: Slot(nil)) }
    let (exchanged, earlier) = segments[segment].compareExchange(
      expected: nil, desired: slots, ordering: .acquiringAndReleasing)
    if exchanged { return slots }
    slots.deallocate()
    return earlier.unsafelyUnwrapped
  }

  @inline(__always)
  private static func place(_ reference: CodeReference) -> (segment: Int, offset: Int) {
    let shifted = Int(truncatingIfNeeded: reference.index) &+ 64
    let segment = 57 &- shifted.leadingZeroBitCount
    return (segment, shifted &- (64 &<< segment))
  }

  private static func capacity(_ segment: Int) -> Int { 64 << segment }

  // MARK: The bound

  /// Bytes of all analyses held.
  var byteCount: Int { held.withLock { $0.byteCount } }

  /// Where analyses hold more than the limit, drops the oldest until half of it is left.
  ///
  /// The caller promises that nobody is executing: pointers to what is dropped dangle. Oldest first, not
  /// least used, because to note a use workers would have to write to memory that they share.
  func trim() {
    held.withLock { held in
      guard held.byteCount > limit else { return }
      var dropped = 0
      while held.byteCount > limit / 2, dropped < held.references.count {
        held.byteCount -= drop(held.references[dropped])
        dropped += 1
      }
      held.references.removeFirst(dropped)
    }
  }

  /// Frees an analysis that is held and returns its bytes.
  private func drop(_ reference: CodeReference) -> Int {
    let (segment, offset) = Self.place(reference)
    guard let slots = segments[segment].load(ordering: .acquiring),
      let code = slots[offset].exchange(nil, ordering: .acquiringAndReleasing)
    else { return 0 }
    defer { AnalysedCode.destroy(code) }
    return code.pointee.byteCount
  }
}
