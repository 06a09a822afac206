import Foundation
import Testing

@testable import Harness
@testable import Schedulers

/// The file that Perfetto opens: valid JSON with the members that the Trace Event Format asks for.
@Suite struct ScheduleTraceFileTests {
  private let run = TracedRun(
    subject: "a \"quoted\" case", scheduler: "block-stm", workers: 2,
    blocks: [
      ScheduleTrace(
        transactionCount: 2, start: 5_000, end: 9_500,
        lanes: [
          .init(
            spans: [
              .init(activity: .execute, transaction: 1, start: 5_100, end: 6_250),
              .init(activity: .wait, transaction: -1, start: 6_250, end: 7_000),
              .init(activity: .execute, transaction: 1, start: 7_000, end: 9_000),
            ], aborts: [.init(cause: .staleRead, transaction: 1, time: 6_300)]),
          .init(
            spans: [.init(activity: .execute, transaction: 0, start: 5_200, end: 6_000)],
            aborts: []),
        ])
    ], time: ElapsedTime(wall: 4_500, processor: 6_000))

  private func events(_ runs: [TracedRun], finishes: Bool = true) throws -> [[String: Any]] {
    let path = FileManager.default.temporaryDirectory
      .appendingPathComponent("gridlock-\(UUID().uuidString).json").path
    defer { try? FileManager.default.removeItem(atPath: path) }
    var file = try ScheduleTraceFile(creating: path)
    for run in runs { file.append(run) }
    if finishes { try file.finish() }
    let object = try JSONSerialization.jsonObject(
      with: Data(contentsOf: URL(fileURLWithPath: path)))
    return try #require(object as? [[String: Any]])
  }

  @Test func isValidAndWhole() throws {
    let events = try events([run, run])
    for event in events {
      #expect(event["name"] is String)
      #expect(event["pid"] as? Int == 1 || event["pid"] as? Int == 2)
      switch event["ph"] as? String {
      case "X":
        #expect(try #require(event["dur"] as? Double) >= 0)
        #expect(try #require(event["ts"] as? Double) >= 0)
      case "i": #expect(event["s"] as? String == "t")
      case "M": #expect(event["args"] is [String: Any])
      default: Issue.record("an event of no kind we write: \(event)")
      }
    }
    #expect(events.count { $0["ph"] as? String == "X" } == 2 * 5)
    #expect(events.count { $0["ph"] as? String == "i" } == 2)
    let names = events.filter { $0["name"] as? String == "process_name" }
      .compactMap { ($0["args"] as? [String: Any])?["name"] as? String }
    #expect(names == Array(repeating: "a \"quoted\" case, block-stm ×2", count: 2))
  }

  @Test func timesAreMicrosecondsFromTheRunsStart() throws {
    let events = try events([run]).filter { $0["cat"] as? String == "execute" }
    #expect(events.map { $0["ts"] as? Double } == [0.1, 2.0, 0.2])
    #expect(events.map { $0["dur"] as? Double } == [1.15, 2.0, 0.8])
    #expect(events.map { $0["tid"] as? Int } == [0, 0, 1])
    let attempts = events.map { ($0["args"] as? [String: Any])?["attempt"] as? Int }
    #expect(attempts == [1, 2, 1])
  }

  @Test func nothingTracedIsAnEmptyArray() throws {
    #expect(try events([]).isEmpty)
  }

  @Test func aFileThatCannotBeMadeIsNamed() {
    let error = #expect(throws: TraceFileError.self) {
      _ = try ScheduleTraceFile(creating: "/nonexistent/trace.json")
    }
    #expect(error?.path == "/nonexistent/trace.json")
  }

  @Test func quantilesAreOfTheRankThatCoversTheShare() {
    let values = (1...200).map { UInt64($0) }
    #expect(values.quantile(0.5) == 100)
    #expect(values.quantile(0.99) == 198)
    #expect(values.quantile(1) == 200)
    #expect(values.quantile(0) == 1)
    #expect([UInt64]().quantile(0.5) == nil)
  }
}
