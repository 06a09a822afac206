import Contention
import Foundation
import Primitives
import Schedulers
import State
import Testing
import Workloads

@testable import Harness

@Suite struct InspectorTests {
  private static let workload = RepositoryWorkloads.root.appending(path: "Workloads/swaps.yaml")
    .path
  private static let small = ["blocks=3", "transactions_per_block=200"]

  private func inspect(
    _ path: String, _ overrides: [String] = Self.small, block: UInt64? = nil
  ) throws -> Inspection {
    var inspector = Inspector()
    inspector.overrides = overrides
    inspector.block = block
    return try onLargeStack { [inspector] () throws in try inspector.inspect(path) }
  }

  @Test func aWorkloadsKeysHaveTheNamesOfItsProfile() throws {
    let inspection = try inspect(Self.workload)
    #expect(inspection.blocks.map(\.number) == [1, 2, 3] && inspection.total.transactions == 600)
    #expect(inspection.hotKeys.first?.name.hasPrefix("pool 0 ") == true, "\(inspection.hotKeys)")
    #expect(inspection.choices.contains { $0.name.hasSuffix("pool") && $0.nominalTopShare > 0.2 })
    let one = try inspect(Self.workload, block: 2)
    #expect(one.blocks.map(\.number) == [2] && one.total.transactions == 200)
    #expect(one.blocks[0].hotKeys == inspection.blocks[1].hotKeys)
    let error = #expect(throws: PlanError.self) { try inspect(Self.workload, block: 4) }
    #expect(error?.description.hasSuffix("has no block 4: give one of 1 to 3") == true)
  }

  /// A swap on a pool is a chain by whatever relation knows of slots only; none by that of values given.
  @Test func swapsOnOnePoolAreAChain() throws {
    let total = try inspect(Self.workload, Self.small + ["profiles.0.pools=1"]).total
    for relation in [DependencyRelation.reads, .commutativeBalances, .commutativeSlots] {
      #expect(total[relation].byCount.path == 600, "\(relation)")
    }
    #expect(total[.injectedValues].byCount.path == 3)
  }

  /// Tokens are added to and taken from: what is left of a token payment are the sender's nonces.
  @Test func tokenPaymentsCommute() throws {
    let path = RepositoryWorkloads.root.appending(path: "Workloads/transfers.yaml").path
    let total = try inspect(path).total
    #expect(total[.givenNonces].dependentRatio > 0.05)
    #expect(total[.commutativeSlots].dependentRatio == 0)
  }

  @Test func aStreamIsInspectedAsItsWorkloadAndRefusedWhenDamaged() throws {
    let path = FileManager.default.temporaryDirectory.path + "/inspect-\(UUID().uuidString).stream"
    defer { try? FileManager.default.removeItem(atPath: path) }
    let spec = try WorkloadSpec.load(path: Self.workload, overrides: Self.small)
    try StreamFile.write(
      BlockGenerator(spec).generate(), from: spec, contention: nil, as: .binary, to: path,
      replacing: false
    ) {}
    let stream = try inspect(path, [])
    let workload = try inspect(Self.workload)
    #expect(stream.kind == .stream && stream.sha256 == workload.sha256)
    #expect(stream.total[.reads].byGas == workload.total[.reads].byGas)
    #expect(throws: PlanError.self) { try inspect(path, ["seed=2"]) }
    var bytes = try Data(contentsOf: URL(filePath: path))
    bytes[bytes.count - 100] ^= 1
    try bytes.write(to: URL(filePath: path))
    let error = #expect(throws: StreamFileError.self) { try inspect(path, []) }
    #expect(error?.description.contains("\(path): is damaged or cut short") == true)
  }

  @Test func whatIsNothingIsRefused() throws {
    #expect(throws: PlanError.self) { try inspect("/nowhere", []) }
    let folder = FileManager.default.temporaryDirectory.path + "/inspect-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let error = #expect(throws: PlanError.self) { try inspect(folder, []) }
    #expect(error?.description.hasSuffix("nothing to inspect") == true)
  }

  @Test func namesAreGuessedWhereNobodyGaveThem() {
    let holder = Address(high: 1, middle: 2, low: 3)
    let names = GuessedNames(accounts: [holder])
    let solidity = keccak256(Word(holder), Word(4)).word
    let short = abbreviated(holder.hex)
    #expect(names.name(of: solidity, at: holder) == "map 4[\(short)]")
    #expect(names.name(of: Word(7), at: holder) == "variable 7")
    let key = LocationKey(address: holder, field: .slot(Word.max))
    #expect(names.name(of: key) == "\(short) slot 0xffff…ffff")
    #expect(names.name(of: LocationKey(address: holder, field: .nonce)) == "nonce of \(short)")
  }
}
