#if STEPPED_WORDS
  import Synchronization

  /// The shared word of test builds: an `Atomic<UInt64>` that asks first, before every operation, whether
  /// the thread is a lane of a ``VirtualMachine``, and if so lets the machine do it when it is the lane's
  /// turn. On any other thread it is the atomic word, in the same orders.
  struct SteppedWord: ~Copyable {
    private let word: Atomic<UInt64>

    init(_ value: UInt64) { word = Atomic(value) }

    enum LoadOrdering { case relaxed, acquiring, sequentiallyConsistent }
    enum StoreOrdering { case relaxed, releasing, sequentiallyConsistent }
    enum UpdateOrdering {
      case relaxed, acquiring, releasing, acquiringAndReleasing, sequentiallyConsistent
    }

    /// Where the word is: an address-only type is lent by address.
    private var address: UnsafeMutablePointer<UInt64> {
      withUnsafePointer(to: self) {
        UnsafeMutableRawPointer(mutating: UnsafeRawPointer($0)).assumingMemoryBound(to: UInt64.self)
      }
    }

    func load(ordering: LoadOrdering) -> UInt64 {
      if let lane = VirtualLane.current { return lane.load(address) }
      return switch ordering {
      case .relaxed: word.load(ordering: .relaxed)
      case .acquiring: word.load(ordering: .acquiring)
      case .sequentiallyConsistent: word.load(ordering: .sequentiallyConsistent)
      }
    }

    func store(_ value: UInt64, ordering: StoreOrdering) {
      if let lane = VirtualLane.current {
        return lane.store(value, at: address, atOnce: ordering == .sequentiallyConsistent)
      }
      switch ordering {
      case .relaxed: word.store(value, ordering: .relaxed)
      case .releasing: word.store(value, ordering: .releasing)
      case .sequentiallyConsistent: word.store(value, ordering: .sequentiallyConsistent)
      }
    }

    func exchange(_ value: UInt64, ordering: UpdateOrdering) -> UInt64 {
      update(ordering) { _ in
        value
      } atomically: { word, ordering in
        switch ordering {
        case .relaxed: word.exchange(value, ordering: .relaxed)
        case .acquiring: word.exchange(value, ordering: .acquiring)
        case .releasing: word.exchange(value, ordering: .releasing)
        case .acquiringAndReleasing: word.exchange(value, ordering: .acquiringAndReleasing)
        case .sequentiallyConsistent: word.exchange(value, ordering: .sequentiallyConsistent)
        }
      }
    }

    func compareExchange(
      expected: UInt64, desired: UInt64, ordering: UpdateOrdering
    ) -> (exchanged: Bool, original: UInt64) {
      if let lane = VirtualLane.current {
        let original = lane.update(address) { $0 == expected ? desired : $0 }
        return (original == expected, original)
      }
      return switch ordering {
      case .relaxed:
        word.compareExchange(expected: expected, desired: desired, ordering: .relaxed)
      case .acquiring:
        word.compareExchange(expected: expected, desired: desired, ordering: .acquiring)
      case .releasing:
        word.compareExchange(expected: expected, desired: desired, ordering: .releasing)
      case .acquiringAndReleasing:
        word.compareExchange(
          expected: expected, desired: desired, ordering: .acquiringAndReleasing)
      case .sequentiallyConsistent:
        word.compareExchange(
          expected: expected, desired: desired, ordering: .sequentiallyConsistent)
      }
    }

    /// May fail for no reason, as the processor's may: under a machine, when the seed says so.
    func weakCompareExchange(
      expected: UInt64, desired: UInt64, ordering: UpdateOrdering
    ) -> (exchanged: Bool, original: UInt64) {
      if let lane = VirtualLane.current, lane.failsForNoReason() {
        return (false, lane.load(address))
      }
      return compareExchange(expected: expected, desired: desired, ordering: ordering)
    }

    @discardableResult
    func wrappingAdd(
      _ operand: UInt64, ordering: UpdateOrdering
    ) -> (oldValue: UInt64, newValue: UInt64) {
      let old = update(ordering) {
        $0 &+ operand
      } atomically: { word, ordering in
        switch ordering {
        case .relaxed: word.wrappingAdd(operand, ordering: .relaxed).oldValue
        case .acquiring: word.wrappingAdd(operand, ordering: .acquiring).oldValue
        case .releasing: word.wrappingAdd(operand, ordering: .releasing).oldValue
        case .acquiringAndReleasing:
          word.wrappingAdd(operand, ordering: .acquiringAndReleasing).oldValue
        case .sequentiallyConsistent:
          word.wrappingAdd(operand, ordering: .sequentiallyConsistent).oldValue
        }
      }
      return (old, old &+ operand)
    }

    @discardableResult
    func wrappingSubtract(
      _ operand: UInt64, ordering: UpdateOrdering
    ) -> (oldValue: UInt64, newValue: UInt64) {
      let old = wrappingAdd(0 &- operand, ordering: ordering).oldValue
      return (old, old &- operand)
    }

    private func update(
      _ ordering: UpdateOrdering, _ change: (UInt64) -> UInt64,
      atomically: (borrowing Atomic<UInt64>, UpdateOrdering) -> UInt64
    ) -> UInt64 {
      if let lane = VirtualLane.current { return lane.update(address, change) }
      return atomically(word, ordering)
    }
  }
#endif
