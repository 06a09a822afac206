import Interchange
import Primitives
import State

/// What one execution of a program did.
struct ProgramOutcome: Hashable {
  /// Gas of the instructions, before refunds.
  var gas: UInt64
  var refund: UInt64
  var output: [UInt8]
  var logs: [Log]

  init(_ effects: TransactionEffects, intrinsicGas: UInt64, output: [UInt8]) {
    gas = effects.gasUsed + effects.gasRefunded - intrinsicGas
    refund = effects.gasRefunded
    self.output = output
    logs = (0..<effects.logs.count).map { Log(effects.logs[$0], data: effects.bytes.base) }
  }

  /// The first difference from what the program must do, with both values; nil where there is none.
  ///
  /// - Parameter state: the state as the execution left it.
  func difference(from expected: ExpectedProgramOutcome, in state: WorldState) -> String? {
    func differ(_ what: String, _ found: Any, _ wanted: Any) -> String {
      "\(what) \(found), expected \(wanted)"
    }
    if gas != expected.executionGas { return differ("gas", gas, expected.executionGas) }
    if refund != expected.refund { return differ("refund", refund, expected.refund) }
    if output != expected.output {
      return differ("output", hexText(output), hexText(expected.output))
    }
    if logs.count != expected.logCount { return differ("logs", logs.count, expected.logCount) }
    for (index, log) in expected.firstLogs.enumerated() where logs[index] != log {
      return differ("log \(index)", logs[index], log)
    }
    for (address, slots) in expected.storage.sorted(by: { $0.key < $1.key }) {
      let account = state.reference(address)
      for (key, value) in slots.sorted(by: { $0.key < $1.key }) {
        let found = state.record(state.reference(key, of: account)).value
        if found != value { return differ("slot \(key.hex) of \(address)", found.hex, value.hex) }
      }
    }
    return nil
  }
}

extension Log {
  fileprivate init(_ record: LogRecord, data: UnsafePointer<UInt8>) {
    let topics = [record.topics.0, record.topics.1, record.topics.2, record.topics.3]
    self.init(
      address: record.address, topics: Array(topics.prefix(record.topicCount)),
      data: Array(UnsafeBufferPointer(start: data + record.dataOffset, count: record.dataCount)))
  }
}

/// A program did not do what it must, so that there is no figure for it.
public struct ProgramMismatch: Error, Hashable, Sendable, CustomStringConvertible {
  public var program: String
  /// What differs, with both values.
  public var difference: String
  public var description: String { "\(program): \(difference)" }
}
