#if STEPPED_WORDS
  import CThreads
  import Glibc
  import Synchronization

  /// One lane of a machine, on the thread that runs it.
  final class VirtualLane {
    let number: Int
    var isLive = true
    private unowned let machine: VirtualMachine
    private let turn: UnsafeMutablePointer<Atomic<UInt32>>
    /// Stores that others do not see yet, oldest first.
    private var buffer: [(address: UnsafeMutablePointer<UInt64>, value: UInt64)] = []

    static let waiting: UInt64 = 4

    init(_ number: Int, of machine: VirtualMachine) {
      self.number = number
      self.machine = machine
      turn = .allocate(capacity: 1)
      turn.initialize(to: Atomic(0))
    }

    deinit {
      turn.deinitialize(count: 1)
      turn.deallocate()
    }

    // MARK: The thread's lane

    private static let key: pthread_key_t = {
      var key = pthread_key_t()
      pthread_key_create(&key, nil)
      return key
    }()

    /// The lane that this thread is; nil for threads of the real world.
    static var current: VirtualLane? {
      pthread_getspecific(key).map {
        Unmanaged<VirtualLane>.fromOpaque($0).takeUnretainedValue()
      }
    }

    func becomeCurrent() {
      pthread_setspecific(Self.key, Unmanaged.passUnretained(self).toOpaque())
    }

    static func resignCurrent() { pthread_setspecific(key, nil) }

    /// The lane has nothing to do until another has done something: another goes on. False on threads of
    /// the real world, which have to wait in their own way.
    static func wait() -> Bool {
      guard let lane = current, !lane.machine.isExhausted else { return false }
      lane.landAll()
      lane.machine.step(lane, waiting)
      return true
    }

    // MARK: The baton

    func giveTurn() {
      turn.pointee.store(1, ordering: .sequentiallyConsistent)
      threads_wake(turn)
    }

    func awaitTurn() {
      while turn.pointee.exchange(0, ordering: .sequentiallyConsistent) == 0 {
        threads_wait(turn, 0)
      }
    }

    // MARK: Operations

    func load(_ address: UnsafeMutablePointer<UInt64>) -> UInt64 {
      machine.step(self, 0)
      if machine.isExhausted {
        return Self.atomic(address).pointee.load(ordering: .sequentiallyConsistent)
      }
      return buffer.last { $0.address == address }?.value ?? address.pointee
    }

    func store(_ value: UInt64, at address: UnsafeMutablePointer<UInt64>, atOnce: Bool) {
      machine.step(self, 1)
      if machine.isExhausted {
        return Self.atomic(address).pointee.store(value, ordering: .sequentiallyConsistent)
      }
      buffer.append((address, value))
      if atOnce { landAll() }
    }

    /// Changes the word at once, and returns what it was.
    func update(
      _ address: UnsafeMutablePointer<UInt64>, _ change: (UInt64) -> UInt64
    ) -> UInt64 {
      machine.step(self, 2)
      landAll()
      if !machine.isExhausted {
        let old = address.pointee
        address.pointee = change(old)
        return old
      }
      let word = Self.atomic(address)
      var old = word.pointee.load(ordering: .sequentiallyConsistent)
      while true {
        let result = word.pointee.compareExchange(
          expected: old, desired: change(old), ordering: .sequentiallyConsistent)
        if result.exchanged { return old }
        old = result.original
      }
    }

    func failsForNoReason() -> Bool { !machine.isExhausted && machine.next() % 16 == 0 }

    func landOne() {
      guard !buffer.isEmpty else { return }
      let store = buffer.removeFirst()
      store.address.pointee = store.value
    }

    func landAll() { while !buffer.isEmpty { landOne() } }

    private static func atomic(
      _ address: UnsafeMutablePointer<UInt64>
    ) -> UnsafeMutablePointer<Atomic<UInt64>> {
      UnsafeMutableRawPointer(address).assumingMemoryBound(to: Atomic<UInt64>.self)
    }
  }
#endif
