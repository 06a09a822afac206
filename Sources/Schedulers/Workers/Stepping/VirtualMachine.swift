#if STEPPED_WORDS
  import Synchronization

  /// Runs the lanes of a pool one at a time, where a seed chooses who goes on at every operation on a
  /// shared word: reads, writes and compare-and-swaps of multi-version memory, of indices and of queues.
  /// The same seed takes the same steps again, so a failure is replayed by its number.
  ///
  /// Lanes are threads that hand a baton on, so that whatever runs in them need not know. Memory is that of
  /// x86 (total store order, Sewell et al., CACM 2010): stores that are not sequentially consistent wait
  /// in their lane's buffer, first in first out, and reach the others some steps later; updates and
  /// sequentially consistent stores empty the buffer. A store that has to be seen before what its lane
  /// loads next, and was not made so, is therefore found.
  ///
  /// `@unchecked Sendable`: everything is touched with the baton in hand, which is handed over through an
  /// atomic word.
  final class VirtualMachine: @unchecked Sendable {
    private var lanes: [VirtualLane] = []
    private var random: UInt64
    /// Of 256 steps, after how many another lane may go on; and after how many a buffered store lands.
    private let switchRate: UInt64
    private let landingRate: UInt64
    private let stepLimit: Int
    private let arrived = Atomic<Int>(0)

    private(set) var stepCount = 0
    /// Whether the limit was reached: the lanes then ran freely, as threads.
    private(set) var isExhausted = false
    /// Of the steps: who took them and of what kind.
    private(set) var digest: UInt64 = 0xcbf2_9ce4_8422_2325

    /// - Parameter stepLimit: beyond it the scheduler is taken not to come to an end.
    init(seed: UInt64, stepLimit: Int = 5_000_000) {
      random = seed &* 0x9e37_79b9_7f4a_7c15 &+ 0x1234_5678_9abc_def1
      self.stepLimit = stepLimit
      // Rare switches let one lane run far ahead, frequent ones weave lanes closely: both find faults.
      switchRate = [128, 32, 8, 2][Int(seed % 4)]
      landingRate = [128, 16, 64][Int(seed / 4 % 3)]
    }

    // MARK: Runs

    /// A run of so many lanes follows.
    func begin(laneCount: Int) {
      lanes = (0..<laneCount).map { VirtualLane($0, of: self) }
      arrived.store(0, ordering: .sequentiallyConsistent)
    }

    /// The thread becomes the lane, and returns when it is its turn. Nobody begins before all are here:
    /// who comes first would be the machine's choice.
    func enter(_ number: Int) {
      let lane = lanes[number]
      lane.becomeCurrent()
      if isExhausted { return }
      let count = arrived.wrappingAdd(1, ordering: .sequentiallyConsistent).newValue
      if count == lanes.count { handOver(from: nil) }
      lane.awaitTurn()
    }

    /// The lane has ended.
    func leave(_ number: Int) {
      let lane = lanes[number]
      // Its last stores may stay out of sight for a while yet.
      step(lane, 3)
      lane.landAll()
      lane.isLive = false
      VirtualLane.resignCurrent()
      if !isExhausted { handOver(from: nil) }
    }

    // MARK: Steps

    /// A lane is about to do something that others can see or that depends on them.
    func step(_ lane: VirtualLane, _ kind: UInt64) {
      if isExhausted { return }
      stepCount += 1
      digest = (digest ^ (UInt64(lane.number) << 8 | kind)) &* 0x100_0000_01b3
      if stepCount > stepLimit { return exhaust(lane) }
      let choice = next()
      if choice & 0xff < landingRate {
        let other = lanes[Int((choice >> 16) % UInt64(lanes.count))]
        other.landOne()
      }
      if choice >> 8 & 0xff < switchRate || kind == VirtualLane.waiting { handOver(from: lane) }
    }

    /// The next number of the seed's stream (SplitMix64).
    func next() -> UInt64 {
      random &+= 0x9e37_79b9_7f4a_7c15
      var z = random
      z = (z ^ z &>> 30) &* 0xbf58_476d_1ce4_e5b9
      z = (z ^ z &>> 27) &* 0x94d0_49bb_1331_11eb
      return z ^ z &>> 31
    }

    /// Lets a lane go on, `lane` itself perhaps, which then waits for its next turn.
    private func handOver(from lane: VirtualLane?) {
      let live = lanes.filter(\.isLive)
      guard let chosen = live.isEmpty ? nil : live[Int(next() % UInt64(live.count))] else { return }
      if chosen === lane { return }
      chosen.giveTurn()
      lane?.awaitTurn()
    }

    /// Lets everybody go on, as threads: what does not end then, the scheduler's own watchdog ends.
    private func exhaust(_ lane: VirtualLane) {
      for other in lanes { other.landAll() }
      isExhausted = true
      for other in lanes where other !== lane && other.isLive { other.giveTurn() }
    }
  }
#endif
