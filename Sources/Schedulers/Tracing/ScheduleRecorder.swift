/// The lanes' notes of one pool, while somebody traces it.
///
/// `@unchecked Sendable`: a lane's recorder is touched by the thread that runs the lane, and between runs
/// by the thread that owns the pool; the pool's hand-over orders the two.
final class ScheduleRecorder: @unchecked Sendable {
  private let lanes: UnsafeMutablePointer<LaneRecorder>
  let laneCount: Int

  /// - Parameter transactionCount: of the block. A transaction has two or three spans where all goes well.
  init(laneCount: Int, transactionCount: Int) {
    self.laneCount = laneCount
    lanes = .allocate(capacity: laneCount)
    let capacity = max(4096, 3 * transactionCount / laneCount)
    for lane in 0..<laneCount { (lanes + lane).initialize(to: LaneRecorder(capacity: capacity)) }
  }

  deinit {
    lanes.deinitialize(count: laneCount)
    lanes.deallocate()
  }

  func lane(_ number: Int) -> LaneTrace { LaneTrace(recorder: lanes + number) }

  /// Lane 0's thread is about to run the lanes: it has made the block ready.
  func beginRun(lane: Int) { (lanes + lane).pointee.enter(.schedule, -1) }

  /// A lane has ended. Lane 0's thread goes on by itself: to make the block ready, if the lanes only helped
  /// with that, or to bring it to its end.
  func endRun(lane: Int) {
    if lane == 0 {
      (lanes + lane).pointee.enter((lanes + lane).pointee.hasPrepared ? .commit : .prepare, -1)
    } else {
      (lanes + lane).pointee.leave()
    }
  }

  /// The block begins, on the thread of lane 0.
  func beginBlock() -> UInt64 {
    for lane in 0..<laneCount { (lanes + lane).pointee.reset() }
    let now = monotonicNanoseconds()
    lanes.pointee.enter(.prepare, -1)
    return now
  }

  /// The block has ended.
  func endBlock(from start: UInt64, transactionCount: Int) -> ScheduleTrace {
    lanes.pointee.leave()
    let end = monotonicNanoseconds()
    return ScheduleTrace(
      transactionCount: transactionCount, start: start, end: end,
      lanes: (0..<laneCount).map { number in
        let lane = lanes + number
        return ScheduleTrace.Lane(
          spans: (0..<lane.pointee.spans.count).map { lane.pointee.spans[$0] },
          aborts: (0..<lane.pointee.aborts.count).map { lane.pointee.aborts[$0] })
      })
  }
}
