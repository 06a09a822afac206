import Schedulers

/// Writes traced runs to one file in the Trace Event Format, as a JSON array: Perfetto
/// (ui.perfetto.dev) and chrome://tracing open it.
///
/// A run is a process there and a lane a thread; times begin at zero with each run, so that runs lie
/// under each other. An interrupted file is still one: the format does without the closing bracket.
public struct ScheduleTraceFile: ~Copyable {
  private var file: TraceFile
  private var runs = 0
  private var isEmpty = true

  /// A new file at `path`, replacing what was there.
  public init(creating path: String) throws(TraceFileError) {
    file = try TraceFile(creating: path)
    file.append { $0.append("[") }
  }

  /// Adds a run. What goes wrong is thrown by ``finish()``.
  public mutating func append(_ run: TracedRun) {
    runs += 1
    let process = runs
    guard let start = run.blocks.first?.start else { return }
    let name = "\(run.subject), \(run.scheduler) ×\(run.workers)"
    add(#""name":"process_name","ph":"M","pid":\#(process),"args":{"name":\#(jsonText(name))}"#)
    let laneCount = run.blocks.map(\.lanes.count).max() ?? 0
    for lane in 0..<laneCount {
      add(
        #""name":"thread_name","ph":"M","pid":\#(process),"tid":\#(lane),"#
          + #""args":{"name":"lane \#(lane)"}"#)
    }
    add(
      #""name":"thread_name","ph":"M","pid":\#(process),"tid":\#(laneCount),"args":{"name":"blocks"}"#
    )
    for (number, block) in run.blocks.enumerated() {
      let place = #""pid":\#(process),"tid":\#(laneCount)"#
      add(
        #""name":"block \#(number)","cat":"block","ph":"X",\#(place),"#
          + span(block.start, block.end, from: start)
          + #","args":{"transactions":\#(block.transactionCount)}"#)
      for (lane, notes) in block.lanes.enumerated() {
        add(notes, attempts: block.attempts, #""pid":\#(process),"tid":\#(lane)"#, from: start)
      }
    }
  }

  /// Closes the array, and throws what went wrong since the beginning.
  public mutating func finish() throws(TraceFileError) {
    file.append { $0.append("\n]\n") }
    try file.finish()
  }

  private mutating func add(
    _ lane: ScheduleTrace.Lane, attempts: [ScheduleTrace.Span: Int], _ place: String,
    from start: UInt64
  ) {
    for note in lane.spans {
      var name = note.activity.name
      var arguments = ""
      if note.transaction >= 0 {
        name += " \(note.transaction)"
        arguments = #","args":{"transaction":\#(note.transaction)"#
        if let attempt = attempts[note] { arguments += #","attempt":\#(attempt)"# }
        arguments += "}"
      }
      add(
        #""name":"\#(name)","cat":"\#(note.activity.name)","ph":"X",\#(place),"#
          + span(note.start, note.end, from: start) + arguments)
    }
    for abort in lane.aborts {
      add(
        #""name":"abort \#(abort.transaction): \#(abort.cause.name)","cat":"abort","ph":"i","s":"t","#
          + #"\#(place),"ts":\#(microseconds(abort.time, from: start)),"#
          + #""args":{"transaction":\#(abort.transaction),"cause":"\#(abort.cause.name)"}"#)
    }
  }

  private mutating func add(_ members: String) {
    let isFirst = isEmpty
    isEmpty = false
    file.append { $0.append((isFirst ? "\n{" : ",\n{") + members + "}") }
  }

  private func span(_ start: UInt64, _ end: UInt64, from origin: UInt64) -> String {
    #""ts":\#(microseconds(start, from: origin)),"dur":\#(microseconds(end, from: start))"#
  }

  /// The format's unit, to the nanosecond.
  private func microseconds(_ time: UInt64, from origin: UInt64) -> String {
    let nanoseconds = time - min(time, origin)
    let fraction = String(nanoseconds % 1000)
    return "\(nanoseconds / 1000)." + String(repeating: "0", count: 3 - fraction.count) + fraction
  }
}

extension ScheduleTrace {
  /// Which attempt at its transaction each execution was, from 1.
  fileprivate var attempts: [Span: Int] {
    let executions = lanes.flatMap(\.spans).filter {
      $0.activity == .execute && $0.transaction >= 0
    }
    var counts: [Int32: Int] = [:]
    var attempts: [Span: Int] = [:]
    for span in executions.sorted(by: { $0.start < $1.start }) {
      counts[span.transaction, default: 0] += 1
      attempts[span] = counts[span.transaction]
    }
    return attempts
  }
}

/// The text as a JSON string, quotes included.
private func jsonText(_ text: String) -> String {
  var result = "\""
  for scalar in text.unicodeScalars {
    switch scalar {
    case "\"": result += "\\\""
    case "\\": result += "\\\\"
    case _ where scalar.value < 0x20:
      let digits = String(scalar.value, radix: 16)
      result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
    default: result.unicodeScalars.append(scalar)
    }
  }
  return result + "\""
}

extension [UInt8] {
  fileprivate mutating func append(_ text: String) { append(contentsOf: text.utf8) }
}
