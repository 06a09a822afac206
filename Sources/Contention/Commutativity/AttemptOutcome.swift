import Primitives
import State

/// All that one attempt at a transaction did, to tell whether another did the same.
struct AttemptOutcome: Hashable {
  private struct Log: Hashable {
    var address: Address
    var topics: [Word]
    var data: [UInt8]
  }
  private struct Write: Hashable {
    var kind: StateWrite.Kind
    var value: Word
  }

  private var status: TransactionStatus
  private var gasUsed: UInt64
  private var fee: Word
  private var reads: [StateLocation]
  private var writes: [StateLocation: [Write]] = [:]
  private var logs: [Log]

  init(_ effects: TransactionEffects, reads: [StateLocation]) {
    status = effects.status
    gasUsed = effects.gasUsed
    fee = effects.fee
    self.reads = reads
    for position in 0..<effects.writes.count {
      let write = effects.writes[position]
      writes[StateLocation(write), default: []].append(Write(kind: write.kind, value: write.value))
    }
    logs = (0..<effects.logs.count).map { position in
      let log = effects.logs[position]
      let topics = [log.topics.0, log.topics.1, log.topics.2, log.topics.3]
      return Log(
        address: log.address, topics: Array(topics.prefix(log.topicCount)),
        data: (log.dataOffset..<log.dataOffset + log.dataCount).map { effects.bytes[$0] })
    }
  }

  /// The same with each of these locations, where it is written, ending up by so much higher.
  func shifted(by shifts: [StateLocation: Word]) -> AttemptOutcome {
    var shifted = self
    for (location, shift) in shifts {
      shifted.writes[location] = writes[location]?.map {
        Write(kind: $0.kind, value: $0.value &+ shift)
      }
    }
    return shifted
  }
}
