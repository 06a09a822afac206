import Testing

@testable import Results

@Suite struct RunLogTests {
  @Test func rowsSurviveTheFile() throws {
    var second = sampleRun(pair: 2, slot: 1)
    second.workload.nominalSkew = nil
    second.workload.criticalPathGas = nil
    second.workload.criticalPathNanoseconds = nil
    second.workload.transactionsNanoseconds = nil
    second.suite = "line\nend, \"quote\" and ümlaut"
    second.isValid = false
    let records = [sampleRun(), second]
    let log = try RunLog(parsing: runsCSV(records), path: "runs.csv")
    #expect(log.records == records)
    #expect(log.truncatedTail == nil)
  }

  /// The header is a promise to everybody's scripts: a change needs a new schema version.
  @Test func headerIsThatOfSchemaVersion5() {
    #expect(
      RunRecord.csvHeader
        == "schema_version,session,suite,case,profile,stream_hash,seed,skew_nominal,scheduler,threads,"
        + "pair,slot,order,started_ms,machine,commit,build_id,blocks,txs,gas,critical_path_gas,"
        + "critical_path_ns,transactions_ns,wall_ns,cpu_ns,exec_count,validate_count,abort_count,suspension_count,wasted_gas,"
        + "abort_causes,attempts_1,attempts_2,attempts_3,attempts_4,attempts_5_or_more,attempts_max,"
        + "scheduler_counts,preparation_ns,fallback_blocks,hint_precision,hint_recall,"
        + "hint_edge_precision,hint_edge_recall,hint_ns,state_root,"
        + "receipts_root,logs_hash,valid")
    #expect(RunRecord.schemaVersion == 5)
  }

  @Test func lineEndsOfOtherSystemsAreRead() throws {
    let text = String(decoding: runsCSV([sampleRun()]), as: UTF8.self)
    let windows = "\u{FEFF}" + text.replacing("\n", with: "\r\n")
    #expect(try RunLog(parsing: Array(windows.utf8), path: "").records == [sampleRun()])
  }

  /// Cut at every byte: the rows before the cut are kept, the cut row is named, nothing else happens.
  @Test func everyTruncationKeepsTheRowsBefore() throws {
    let first = runsCSV([sampleRun()])
    let whole = runsCSV([sampleRun(), sampleRun(pair: 2, slot: 1)])
    for end in (first.count + 1)..<(whole.count - 1) {
      let log = try RunLog(parsing: Array(whole[..<end]), path: "runs.csv")
      #expect(log.records == [sampleRun()])
      #expect(log.truncatedTail?.line == 3)
    }
    // Only the line end is lost: "true" cannot be the beginning of anything else.
    let almost = try RunLog(parsing: Array(whole.dropLast()), path: "runs.csv")
    #expect(almost.records.count == 2)
    #expect(almost.truncatedTail == nil)
  }

  @Test(arguments: [
    ("wall_ns", "12x", "a whole number from 1"), ("wall_ns", "0", "a whole number from 1"),
    ("wall_ns", "99999999999999999999", "a whole number from 1"),
    ("threads", "-1", "a whole number from 1"), ("seed", "+5", "a whole number from 0"),
    ("critical_path_ns", "0", "a whole number from 1, or nothing"),
    ("skew_nominal", "nan", "a number such as 0.99, or nothing"),
    ("order", "ab", "AB or BA"), ("valid", "yes", "true or false"),
    ("case", "", "a text that is not empty"),
    ("abort_causes", "stale-read", "counts such as \"conflict:3 stale-read:12\", or nothing"),
    ("abort_causes", "stale-read:0", "counts such as \"conflict:3 stale-read:12\", or nothing"),
    ("abort_causes", "a:1  b:2", "counts such as \"conflict:3 stale-read:12\", or nothing"),
    ("abort_causes", "a:1 a:2", "counts such as \"conflict:3 stale-read:12\", or nothing"),
  ])
  func wrongFieldsAreNamed(column: String, text: String, expectation: String) throws {
    let index = try #require(RunRecord.columnNames.firstIndex(of: column))
    var fields = sampleRun().csvRow.split(separator: ",").map(String.init)
    // The machine's label holds a comma, so its field was split in two.
    let machine = try #require(RunRecord.columnNames.firstIndex(of: "machine"))
    fields[index > machine ? index + 1 : index] = text
    let bytes = Array("\(RunRecord.csvHeader)\n\(fields.joined(separator: ","))\n".utf8)
    let error = #expect(throws: ResultsError.self) { try RunLog(parsing: bytes, path: "runs.csv") }
    #expect(error?.kind == .malformed)
    #expect(error?.line == 2)
    #expect(error?.problem == "\(column) is \"\(text)\", not \(expectation)")
    #expect(error?.description.hasPrefix("runs.csv:2:") == true)
  }

  @Test func wrongShapesAreNamed() {
    func problem(_ text: String) -> String? {
      do throws(ResultsError) {
        _ = try RunLog(parsing: Array(text.utf8), path: "f")
        return nil
      } catch {
        return "\(error.line ?? 0): \(error.problem)"
      }
    }
    let header = RunRecord.csvHeader
    #expect(problem("") == "1: the file is empty")
    #expect(problem("a,b\n") == "1: column 1 of the header is \"a\", not \"schema_version\"")
    #expect(
      problem("schema_version\n") == "1: the header lacks the column \"session\"")
    #expect(
      problem(header + ",more\n") == "1: column 50 of the header is \"more\", not no further column"
    )
    #expect(problem(header + "\n1,2\n") == "2: the row has 2 fields, not 49")
    #expect(problem(header + "\n\n") == "2: the row has 1 fields, not 49")
    #expect(problem(header + "\n\"open\n") == "2: a quoted field that is never closed")
    let newer = sampleRun().csvRow.dropFirst()
    #expect(problem(header + "\n6\(newer)\n") == "2: schema_version is \"6\", not 5")
  }

  @Test func sessionsAreToldApart() throws {
    var other = sampleRun()
    other.session = "20261122T000000Z-ff00"
    let log = RunLog(records: [sampleRun(slot: 1), sampleRun(slot: 0), other])
    #expect(log.sessions == ["20261121T080000Z-ab12", "20261122T000000Z-ff00"])
    #expect(log.session() == [other])
    #expect(log.session("20261121")?.map(\.position.slot) == [0, 1])
    #expect(log.session("2026") == nil)
    #expect(log.session("1999") == nil)
  }
}
