import Primitives
import State
import Synchronization

/// Analyses of the code in a store, made once each and shared by all workers.
///
/// A look-up is two loads and counts no reference. Analyses live as long as the cache: there is at
/// most one for each code of the store, which gas bounds.
final class CodeCache: @unchecked Sendable {
  // `@unchecked` because of the raw segments: their slots are atomic, and an analysis is immutable
  // from the moment its pointer is published with a releasing exchange.
  private typealias Slot = Atomic<UnsafeMutablePointer<AnalysedCode>?>
  private typealias Segment = Atomic<UnsafeMutablePointer<Slot>?>

  let table: InstructionTable
  private let store: CodeStore
  /// Segment *k* holds 64·2^*k* slots, so that growing moves nothing.
  private let segments: UnsafeMutablePointer<Segment>
  private static let segmentCount = 26

  init(rules: ForkRules, store: CodeStore) {
    table = InstructionTable(rules: rules)
    self.store = store
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

  /// The analysis of a code of the store, valid as long as the cache.
  @inline(__always)
  func analysed(_ reference: CodeReference) -> UnsafePointer<AnalysedCode> {
    let shifted = Int(truncatingIfNeeded: reference.index) &+ 64
    let segment = 57 &- shifted.leadingZeroBitCount
    if let slots = segments[segment].load(ordering: .acquiring),
      let code = slots[shifted &- (64 &<< segment)].load(ordering: .acquiring)
    {
      return UnsafePointer(code)
    }
    return analyse(reference, segment: segment, offset: shifted &- (64 &<< segment))
  }

  /// Whoever publishes first wins; the other frees its own.
  @inline(never)
  private func analyse(
    _ reference: CodeReference, segment: Int, offset: Int
  ) -> UnsafePointer<AnalysedCode> {
    let slots = allocateSegment(segment)
    let code = AnalysedCode.make(store.bytes(reference), table: table)
    let (exchanged, earlier) = slots[offset].compareExchange(
      expected: nil, desired: code, ordering: .acquiringAndReleasing)
    if exchanged { return UnsafePointer(code) }
    AnalysedCode.destroy(code)
    return UnsafePointer(earlier.unsafelyUnwrapped)
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

  private static func capacity(_ segment: Int) -> Int { 64 << segment }
}
