import Foundation
import Primitives
import State
import Testing

@testable import Workloads

@Suite final class StreamFileTests {
  private let workload: GeneratedWorkload
  private let folder: URL

  init() throws {
    workload = BlockGenerator(try WorkloadSpec.parse(WrongWorkload.good, name: "x")).generate()
    folder = FileManager.default.temporaryDirectory
      .appending(path: "gridlock-stream-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  @Test func fileHashIsTheStreamHash() throws {
    let path = folder.appending(path: "a.stream").path
    try workload.writeStream(to: path)
    let data = try Data(contentsOf: URL(filePath: path))
    var hash = SHA256()
    Array(data).withUnsafeBufferPointer { hash.update($0) }
    #expect(hash.finish() == workload.streamHash)
    #expect(data.starts(with: Data("gridlock stream 1\n\0\0\0\u{6}Cancun".utf8)))
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["a.stream"])
  }

  @Test func doesNotReplaceUnasked() throws {
    let path = folder.appending(path: "b.stream").path
    try "precious".write(toFile: path, atomically: true, encoding: .utf8)
    #expect(throws: StreamFileError.self) { try workload.writeStream(to: path) }
    #expect(try String(contentsOfFile: path, encoding: .utf8) == "precious")
    try workload.writeStream(to: path, replacing: true)
    #expect(try Data(contentsOf: URL(filePath: path)).count > 1000)
  }

  @Test func missingFolderIsSaid() throws {
    let path = folder.appending(path: "no/c.stream").path
    let error = try #require(throws: StreamFileError.self) { try workload.writeStream(to: path) }
    #expect("\(error)".contains("No such file or directory"))
  }

  /// The layout of the documentation, for the smallest content that has every part.
  @Test func layout() throws {
    var transaction = Transaction(
      kind: .accessList, sender: Address(truncating: 5), chainID: 9, nonce: 6, gasLimit: 7,
      maxFeePerGas: 8, maxPriorityFeePerGas: 8, to: nil, value: 10, input: [0xaa, 0xbb])
    transaction.accessList = [
      AccessListEntry(address: Address(truncating: 11), storageKeys: [12])
    ]
    var header = BlockHeader()
    header.number = 1
    header.timestamp = 2
    header.gasLimit = 3
    header.baseFeePerGas = 4
    let genesis: Allocation = [
      Address(truncating: 2): AccountAllocation(balance: 1),
      Address(truncating: 1): AccountAllocation(
        nonce: 1, code: [0xfe], storage: [2: 22, 1: 11, 3: 0]),
    ]
    func number(_ value: UInt8, _ size: Int) -> [UInt8] {
      [UInt8](repeating: 0, count: size - 1) + [value]
    }
    let genesisPart: [[UInt8]] = [
      Array("gridlock stream 1\n".utf8), number(1, 4), Array("F".utf8), number(9, 8),
      number(2, 8),
      number(1, 20), number(1, 8), number(0, 32), number(1, 4), [0xfe], number(2, 8),
      number(1, 32), number(11, 32), number(2, 32), number(22, 32),
      number(2, 20), number(0, 8), number(1, 32), number(0, 4), number(0, 8),
    ]
    let blockPart: [[UInt8]] = [
      number(1, 4), number(1, 8), number(2, 8), number(3, 8), number(4, 32), number(0, 20),
      number(0, 32), number(1, 4),
      [1], number(5, 20), number(6, 8), number(7, 8), number(8, 32), number(8, 32), [0],
      number(10, 32), number(2, 4), [0xaa, 0xbb],
      number(1, 4), number(11, 20), number(1, 4), number(12, 32),
    ]
    var bytes: [UInt8] = []
    _ = try StreamEncoder.encode(
      genesis: genesis, blocks: [Block(header: header, transactions: [transaction])], fork: "F",
      chainID: 9
    ) { bytes += $0 }
    #expect(bytes == (genesisPart + blockPart).flatMap { $0 })
  }
}
