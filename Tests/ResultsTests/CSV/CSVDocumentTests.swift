import Testing

@testable import Results

@Suite struct CSVDocumentTests {
  private func rows(_ text: String) throws -> [[String]] {
    try CSVDocument(parsing: Array(text.utf8)).rows.map { $0.map(\.text) }
  }

  @Test func takesFieldsApart() throws {
    #expect(try rows("") == [])
    #expect(try rows("a,b\nc,d\n") == [["a", "b"], ["c", "d"]])
    #expect(try rows("a,b\r\nc,d") == [["a", "b"], ["c", "d"]])
    #expect(try rows(",\n,") == [["", ""], ["", ""]])
    #expect(try rows("a,\nb") == [["a", ""], ["b"]])
    #expect(try rows("\n\n") == [[""], [""]])
    #expect(try rows("\"a,\"\"b\"\"\nc\",d\n") == [["a,\"b\"\nc", "d"]])
    #expect(try rows("\"\",\"\"\n") == [["", ""]])
  }

  @Test(arguments: [
    ("a\"b\n", 1, 2), ("x\n\"a\"b\n", 2, 4), ("\"a\n", 1, 1), ("a\rb", 1, 2), ("a,b\r", 1, 4),
    ("a\nb,\"c\nd", 2, 3),
  ])
  func namesTheFaultsPlace(text: String, line: Int, column: Int) {
    let fault = #expect(throws: CSVDocument.Fault.self) {
      try CSVDocument(parsing: Array(text.utf8))
    }
    #expect(fault?.line == line)
    #expect(fault?.column == column)
  }

  @Test func refusesWhatIsNotText() {
    #expect(throws: CSVDocument.Fault.self) { try CSVDocument(parsing: [0x61, 0x2C, 0xFF, 0x0A]) }
  }

  @Test(arguments: ["", "plain", "a,b", "\"", "a\"\"b", "line\nend", "\r\n", "ü,\u{1F600}"])
  func writtenFieldsReadBack(text: String) throws {
    #expect(try rows(csvLine([text, "x", text]) + "\n") == [[text, "x", text]])
  }

  /// Random mutations of a real file: an error or a log, never a trap, and never an invented value.
  @Test func mutationsNeverTrap() {
    var random = SplitMix(state: 42)
    let original = runsCSV([sampleRun(), sampleRun(pair: 2, slot: 1), sampleRun(pair: 3, slot: 2)])
    var refused = 0
    for _ in 0..<5_000 {
      var bytes = original
      for _ in 0..<Int.random(in: 1...6, using: &random) { mutate(&bytes, &random) }
      do throws(ResultsError) {
        let log = try RunLog(parsing: bytes, path: "fuzz")
        for record in log.records {
          #expect(record.cost.wallNanoseconds > 0 && record.workload.gas > 0)
          #expect(record.arm.threads > 0 && record.position.pair > 0)
        }
      } catch {
        refused += 1
        #expect(error.kind == .malformed)
      }
    }
    #expect(refused > 2_000)
  }

  private func mutate(_ bytes: inout [UInt8], _ random: inout SplitMix) {
    guard !bytes.isEmpty else { return }
    let index = Int.random(in: 0..<bytes.count, using: &random)
    switch Int.random(in: 0..<5, using: &random) {
    case 0: bytes[index] = UInt8.random(in: 0...255, using: &random)
    case 1: bytes.remove(at: index)
    case 2: bytes.insert(Array(",\"\n\r0-".utf8).randomElement(using: &random) ?? 0, at: index)
    case 3: bytes.removeSubrange(index..<min(bytes.count, index + 40))
    default: bytes.insert(contentsOf: bytes[index..<min(bytes.count, index + 40)], at: index)
    }
  }
}

struct SplitMix: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
