import Foundation
import Primitives
import State
import Testing

@testable import Workloads

/// Files in a folder that goes with the test.
final class StreamFolder {
  private let folder: URL

  init() throws {
    folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  func path(_ name: String) -> String { folder.appending(path: name).path }
  func bytes(_ name: String) throws -> [UInt8] {
    [UInt8](try Data(contentsOf: URL(filePath: path(name))))
  }
  func write(_ bytes: [UInt8], to name: String) throws {
    try Data(bytes).write(to: URL(filePath: path(name)))
  }
  var names: [String] {
    get throws { try FileManager.default.contentsOfDirectory(atPath: folder.path) }
  }
}

@Suite struct StreamFileTests {
  private let spec: WorkloadSpec
  private let workload: GeneratedWorkload
  private let folder: StreamFolder

  init() throws {
    spec = try WorkloadSpec.parse(WrongWorkload.good, name: "x")
    workload = BlockGenerator(spec).generate()
    folder = try StreamFolder()
  }

  @Test(arguments: StreamHeader.Encoding.allCases)
  func whatIsReadIsWhatWasWritten(encoding: StreamHeader.Encoding) throws {
    let path = folder.path("a.stream")
    try StreamFile.write(workload, from: spec, as: encoding, to: path)
    #expect(StreamFile.isStream(path))
    let stream = try StreamFile.read(path)
    #expect(stream.workload.genesis == workload.genesis)
    #expect(stream.workload.blocks.map(\.header) == workload.blocks.map(\.header))
    #expect(stream.workload.blocks.map(\.transactions) == workload.blocks.map(\.transactions))
    #expect(stream.workload.intended == workload.intended)
    #expect(stream.workload.streamHash == workload.streamHash)
    #expect(stream.workload.realised == workload.realised)
    #expect(stream.workload.kinds == workload.kinds)
    #expect(stream.header.seed == 7 && stream.header.transactions == 100)
    #expect(
      stream.header.parameters.contains {
        $0.path == "profiles.0.receiver.exponent" && $0.value == "1.1"
      })
    #expect(try StreamFile.header(of: path) == stream.header)
    #expect(try folder.names == ["a.stream"])
  }

  @Test func arrivalsAreKept() throws {
    let spec = try WorkloadSpec.parse(
      WrongWorkload.good, name: "x",
      overrides: ["arrivals={process: mmpp, rate: 1, burst_rate: 5, calm: 8, burst: 4}"])
    let timed = BlockGenerator(spec).generate()
    for encoding in StreamHeader.Encoding.allCases {
      let path = folder.path("\(encoding)")
      try StreamFile.write(timed, as: encoding, to: path)
      #expect(try StreamFile.read(path).workload.arrivals == timed.arrivals)
    }
  }

  /// What `tail -n +3 FILE | sha256sum` prints.
  @Test func bodyHashIsTheStreamHash() throws {
    try StreamFile.write(workload, to: folder.path("a.stream"))
    let lines = try folder.bytes("a.stream").split(
      separator: 0x0a, maxSplits: 2, omittingEmptySubsequences: false)
    #expect(lines[0].elementsEqual("gridlock stream 3".utf8))
    var hash = SHA256()
    Array(lines[2]).withUnsafeBufferPointer { hash.update($0) }
    #expect(hash.finish() == workload.streamHash)
  }

  @Test func binaryIsCompact() throws {
    let spec = try WorkloadSpec.load(
      path: packageRoot.appending(path: "Workloads/transfers.yaml").path,
      overrides: ["blocks=20", "accounts=100"])
    try StreamFile.write(BlockGenerator(spec).generate(), to: folder.path("a.stream"))
    #expect(try folder.bytes("a.stream").count < 60 * 40_000)
  }

  /// Any byte changed, anywhere, and any end missing: refused in one line that names the file.
  @Test(arguments: StreamHeader.Encoding.allCases)
  func damageIsRefused(encoding: StreamHeader.Encoding) throws {
    try StreamFile.write(workload, from: spec, as: encoding, to: folder.path("good"))
    let good = try folder.bytes("good")
    let body = good.firstIndex(of: 0x0a).map { $0 + 1 } ?? 0
    for step in 0..<60 {
      var bad = good
      let place = (step * 7919 + 18) % good.count
      bad[place] ^= UInt8(1 << (step % 7))
      // In JSON a name that is no longer known, or white space, may say the same as before.
      // And so does a hexadecimal digit of the other case.
      if encoding == .jsonLines, place < body || step % 7 == 5 { continue }
      try refuses(bad, "flipped a bit of byte \(place)")
    }
    for length in [0, 1, 17, 18, 19, body - 1, body, good.count / 2, good.count - 2] {
      try refuses(Array(good.prefix(length)), "cut to \(length) bytes")
    }
    if encoding == .binary { try refuses(good + [0], "one byte longer") }
  }

  private func refuses(_ bytes: [UInt8], _ what: Comment) throws {
    try folder.write(bytes, to: "bad")
    let error = #expect(throws: StreamFileError.self, what) {
      try StreamFile.read(folder.path("bad"))
    }
    #expect(error.map { "\($0)".hasPrefix(folder.path("bad") + ": ") } ?? false)
    #expect(error.map { !"\($0)".contains("\n") } ?? false)
  }

  /// Bytes whose hash is right, but which no encoder wrote, end in an error and never in a trap.
  @Test func hostileBodiesAreRefused() throws {
    var stream = Array("abc".utf8)
    for seed in 0..<2000 {
      stream = (0..<(seed % 90)).map {
        UInt8(truncatingIfNeeded: ($0 &* 31 &+ seed) &* 2_654_435_761 >> 7)
      }
      _ = try? StreamDecoder.decode(stream[...])
    }
    #expect(throws: MalformedStream.self) {
      try StreamDecoder.decode([0, 0, 0, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 1])
    }
  }

  @Test func changedHeaderIsRefused() throws {
    try StreamFile.write(workload, from: spec, to: folder.path("good"))
    let text = String(decoding: try folder.bytes("good"), as: UTF8.self)
    #expect(text.contains("\"seed\":7"))
    var bytes = try folder.bytes("good")
    let old = Array("\"seed\":7".utf8)
    let place = try #require(bytes.indices.first { bytes[$0...].starts(with: old) })
    bytes[place + old.count - 1] = UInt8(ascii: "8")
    try refuses(bytes, "another seed")
  }

  @Test func doesNotReplaceUnasked() throws {
    try folder.write(Array("precious".utf8), to: "b.stream")
    let path = folder.path("b.stream")
    #expect(throws: OutputTargetError.self) { try StreamFile.write(workload, to: path) }
    #expect(try folder.bytes("b.stream") == Array("precious".utf8))
    try StreamFile.write(workload, to: path, replacing: true)
    #expect(try StreamFile.read(path).workload.streamHash == workload.streamHash)
  }

  @Test func interruptionLeavesNothing() throws {
    struct Stop: Error {}
    #expect(throws: Stop.self) {
      try StreamFile.write(workload, to: folder.path("c.stream")) { throw Stop() }
    }
    #expect(try folder.names.isEmpty)
  }

  @Test func missingFolderIsSaid() throws {
    let error = try #require(throws: OutputTargetError.self) {
      try StreamFile.write(workload, to: folder.path("no/c.stream"))
    }
    #expect("\(error)".contains("there is no folder \(folder.path("no"))"))
  }

  @Test func otherFilesAreNoStreams() throws {
    try folder.write(Array("name: x\n".utf8), to: "w.yaml")
    #expect(!StreamFile.isStream(folder.path("w.yaml")))
    #expect(!StreamFile.isStream("/dev/zero") && !StreamFile.isStream(folder.path("none")))
    try folder.write(Array("gridlock stream 1\nxyz".utf8), to: "old")
    let error = try #require(throws: StreamFileError.self) {
      try StreamFile.read(folder.path("old"))
    }
    #expect("\(error)".contains("another version"))
  }

  /// Inputs of any length and content come back as they were.
  @Test func inputsAndWordsAreReversible() throws {
    for length in 0..<140 {
      for fill in [0, 1, 0xff] as [UInt8] {
        var input = [UInt8](repeating: fill, count: length)
        if length > 40 { input[40] = 7 }
        var writer = ByteWriter()
        writer.putInput(input)
        writer.put(Word(1, 0, UInt64(fill), 0))
        writer.put(UInt64.max >> UInt64(length % 64))
        let bytes = writer.bytes
        var reader = ByteReader(bytes[...])
        let read = (try reader.input(), try reader.word(), try reader.number())
        #expect(read == (input, Word(1, 0, UInt64(fill), 0), UInt64.max >> UInt64(length % 64)))
        let isAtEnd = reader.isAtEnd
        #expect(isAtEnd)
      }
    }
  }
}
