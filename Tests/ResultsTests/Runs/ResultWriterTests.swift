import Foundation
import Testing

@testable import Results

@Suite struct ResultWriterTests {
  @Test func everyRowIsOnDiskWhenAppendReturns() throws {
    try withTemporaryFolder { folder in
      let nested = folder + "/Results/quick"
      var writer = try ResultWriter(folder: nested)
      #expect(try RunLog.read(from: nested).records.isEmpty)
      for pair in 1...3 {
        try writer.append(sampleRun(pair: pair))
        // Read while the writer holds the file, as after a crash.
        #expect(try RunLog.read(from: nested).records.count == pair)
      }
    }
  }

  @Test func laterSessionsAppend() throws {
    try withTemporaryFolder { folder in
      for pair in 1...2 {
        var writer = try ResultWriter(folder: folder)
        try writer.append(sampleRun(pair: pair))
      }
      #expect(try RunLog.read(from: folder).records.map(\.position.pair) == [1, 2])
    }
  }

  /// A crash leaves part of a row, of the header, or nothing: the next session goes on after it.
  @Test(arguments: [0, 10, RunRecord.csvHeader.utf8.count, 400, 500])
  func goesOnAfterACrash(bytesLeft: Int) throws {
    try withTemporaryFolder { folder in
      try createFolder(folder)
      let path = RunLog.fileName(in: folder)
      let whole = runsCSV([sampleRun()]) + Array(sampleRun(pair: 2).csvRow.utf8)
      try Data(whole.prefix(bytesLeft)).write(to: URL(fileURLWithPath: path))
      let before = bytesLeft == 0 ? [] : (try? RunLog.read(from: path).records) ?? []
      var writer = try ResultWriter(folder: folder)
      try writer.append(sampleRun(pair: 9))
      let log = try RunLog.read(from: path)
      #expect(log.records == before + [sampleRun(pair: 9)])
      #expect(log.truncatedTail == nil)
    }
  }

  @Test func oneProcessAtATime() throws {
    try withTemporaryFolder { folder in
      let writer = try ResultWriter(folder: folder)
      let error = #expect(throws: ResultsError.self) { _ = try ResultWriter(folder: folder) }
      #expect(error?.kind == .busy)
      _ = writer.path
    }
  }

  @Test func aForeignFileIsLeftAsItIs() throws {
    try withTemporaryFolder { folder in
      try writeFile("my,own\n1,2\n", to: RunLog.fileName(in: folder))
      let error = #expect(throws: ResultsError.self) { _ = try ResultWriter(folder: folder) }
      #expect(error?.kind == .malformed)
      #expect(systemText(RunLog.fileName(in: folder)) == "my,own\n1,2")
    }
  }

  /// Rows of another schema are kept beside, as they were, however often that happens.
  @Test func anotherSchemaIsSetAside() throws {
    try withTemporaryFolder { folder in
      let path = RunLog.fileName(in: folder)
      for expected in ["\(folder)/runs-schema-1.csv", "\(folder)/runs-schema-1-2.csv"] {
        try createFolder(folder)
        try writeFile("schema_version,session,suite\n1,a,b\n", to: path)
        var writer = try ResultWriter(folder: folder)
        #expect(writer.setAside == expected)
        #expect(systemText(expected) == "schema_version,session,suite\n1,a,b")
        try writer.append(sampleRun())
        #expect(try RunLog.read(from: path).records == [sampleRun()])
        _ = consume writer
        #expect(unlink(path) == 0)
      }
    }
  }

  @Test func aFileInTheFoldersPlaceIsNamed() throws {
    try withTemporaryFolder { folder in
      try writeFile("x", to: folder)
      let error = #expect(throws: ResultsError.self) {
        _ = try ResultWriter(folder: folder + "/sub")
      }
      #expect(error?.kind == .system)
      #expect(error?.path.hasPrefix(folder) == true)
    }
  }

  /// /dev/full refuses every write as a full disk does.
  @Test(.enabled(if: FileManager.default.fileExists(atPath: "/dev/full")))
  func aFullDiskIsAnErrorWithARemedy() throws {
    let descriptor = open("/dev/full", O_WRONLY)
    defer { close(descriptor) }
    let error = #expect(throws: ResultsError.self) {
      try writeAll([1, 2, 3], to: descriptor, path: "Results/runs.csv")
    }
    #expect(error?.kind == .system)
    #expect(error?.description.hasPrefix("Results/runs.csv: cannot write: No space left") == true)
    #expect(error?.remedy.contains("--out") == true)
  }

  /// A device has no end: reading it to the end would take all memory.
  @Test(.enabled(if: FileManager.default.fileExists(atPath: "/dev/zero")))
  func devicesAreRefused() {
    let error = #expect(throws: ResultsError.self) { try RunLog.read(from: "/dev/zero") }
    #expect(error?.kind == .system)
  }

  @Test func missingFilesAreNotFound() {
    let error = #expect(throws: ResultsError.self) { try RunLog.read(from: "/nowhere/runs.csv") }
    #expect(error?.kind == .notFound)
  }
}
