import Foundation
import Primitives
import Testing

@testable import Workloads

/// The part of an artifact file that the tests compare.
private struct ArtifactFile: Decodable {
  struct Slot: Decodable { var slot: UInt64 }
  var name, compiler, evmVersion, sourceSHA256, deployBytecode, runtimeBytecode: String
  var sources: [String]
  var selectors: [String: String]
  var storageSlots: [String: Slot]
}

@Suite struct ContractArtifactTests {
  private let folder = packageRoot.appending(path: "Workloads/contracts")

  private func file(_ contract: ContractArtifact) throws -> ArtifactFile {
    let source = try #require(contract.sources.first)
    let data = try Data(contentsOf: folder.appending(path: "\(source.dropLast(3)).json"))
    return try JSONDecoder().decode(ArtifactFile.self, from: data)
  }

  private func sha256(_ bytes: [UInt8]) -> String {
    var hash = SHA256()
    bytes.withUnsafeBufferPointer { hash.update($0) }
    return hash.finish()
  }

  @Test func hashIsSHA256() {
    #expect(
      sha256(Array("abc".utf8))
        == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
  }

  @Test func everySourceIsEmbedded() throws {
    let sources = try FileManager.default.subpathsOfDirectory(atPath: folder.path)
      .filter { $0.hasSuffix(".vy") && !$0.hasPrefix("modules/") }
    #expect(Set(sources) == Set(ContractArtifact.all.compactMap(\.sources.first)))
    #expect(Set(ContractArtifact.all.map(\.name)).count == sources.count)
  }

  @Test(arguments: ContractArtifact.all)
  func artifactIsNotStale(contract: ContractArtifact) throws {
    let bytes = try contract.sources.flatMap { try Data(contentsOf: folder.appending(path: $0)) }
    #expect(
      sha256(bytes) == contract.sourceSHA256,
      "\(contract.sources) changed: run Workloads/contracts/build.py")
  }

  @Test(arguments: ContractArtifact.all)
  func embeddedEqualsFile(contract: ContractArtifact) throws {
    let file = try file(contract)
    #expect(file.name == contract.name)
    #expect(file.sources == contract.sources)
    #expect(file.compiler == contract.compiler)
    #expect(file.evmVersion == contract.evmVersion && contract.evmVersion == "cancun")
    #expect(file.sourceSHA256 == contract.sourceSHA256)
    #expect(file.deployBytecode == hex(contract.deployBytecode))
    #expect(file.runtimeBytecode == hex(contract.runtimeBytecode))
    #expect(file.storageSlots.mapValues(\.slot) == contract.storageSlots)
    #expect(
      file.selectors
        == contract.selectors.mapValues { value in
          let digits = String(value, radix: 16)
          return "0x" + String(repeating: "0", count: 8 - digits.count) + digits
        })
  }

  /// A selector is the first four bytes of its signature's hash; the compiler's own list is not to be
  /// trusted with leading zeros.
  @Test(arguments: ContractArtifact.all)
  func selectorsAreHashes(contract: ContractArtifact) {
    for (signature, selector) in contract.selectors {
      #expect(keccak256(Array(signature.utf8)).word.l3 >> 32 == UInt64(selector), "\(signature)")
    }
  }

  /// Vyper hashes slot before key. The slot is the one that the compiler's own code reads in
  /// `../shared/fixtures/evm-programs/erc20_batch.state`: balanceOf of 0xc0de…01 at slot 1.
  @Test func slotsAreVypers() {
    let holder = Word(1, 0, 0xc0de_0000, 0)
    let slot = ContractArtifact.erc20.slot("balanceOf", holder)
    #expect(
      slot
        == Word(
          0x02b8_92ed_f6c9_7fa0, 0x23c3_574d_5a6b_cd0d, 0xddeb_6f0d_c95a_4cd1,
          0x4ab1_64e7_ca67_1ba5))
  }

  /// The ABI specification's own example of dynamic arguments: `sam(bytes,bool,uint256[])` called
  /// with "dave", true and [1, 2, 3].
  @Test func dynamicArgumentsAreEncodedAsSpecified() {
    let contract = ContractArtifact(
      name: "example", sources: [], compiler: "", evmVersion: "", sourceSHA256: "",
      deployBytecode: "0x", runtimeBytecode: "0x",
      selectors: ["sam(bytes,bool,uint256[])": 0xa564_3bf2], storageSlots: [:])
    let input = contract.callData(
      "sam(bytes,bool,uint256[])",
      encoding: [.bytes(Array("dave".utf8)), .word(1), .words([1, 2, 3])])
    let words: [Word] = [
      0x60, 1, 0xa0, 4, Word(0, 0, 0, 0x6461_7665_0000_0000), 3, 1, 2, 3,
    ]
    let expected = words.flatMap { word in
      [word.l3, word.l2, word.l1, word.l0].flatMap { limb in
        withUnsafeBytes(of: limb.bigEndian) { Array($0) }
      }
    }
    #expect(input == [0xa5, 0x64, 0x3b, 0xf2] + expected)
  }

  /// Compiles again where the very compiler is at hand: `GRIDLOCK_VYPER`, or `vyper` on the PATH.
  @Test(.enabled(if: vyper != nil, "vyper 0.4.3 is not installed"), arguments: ContractArtifact.all)
  func recompilingGivesTheSame(contract: ContractArtifact) throws {
    let compiler = try #require(vyper)
    let output = try run(
      compiler,
      ["--evm-version", contract.evmVersion, "-f", "bytecode,bytecode_runtime"]
        + [try #require(contract.sources.first)], in: folder)
    let lines = output.split(separator: "\n").map(String.init)
    #expect(lines == [hex(contract.deployBytecode), hex(contract.runtimeBytecode)])
  }

  private func hex(_ bytes: [UInt8]) -> String {
    "0x" + bytes.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
  }
}

/// The compiler that made the artifacts, if it is here.
private let vyper: String? = {
  let environment = ProcessInfo.processInfo.environment
  let candidates =
    [environment["GRIDLOCK_VYPER"]].compactMap { $0 }
    + (environment["PATH"] ?? "").split(separator: ":").map { "\($0)/vyper" }
  let wanted = ContractArtifact.erc20.compiler
  return candidates.first { candidate in
    guard FileManager.default.isExecutableFile(atPath: candidate) else { return false }
    let version = try? run(candidate, ["--version"], in: packageRoot)
    return version.map { "vyper " + $0.filter { !$0.isNewline } } == wanted
  }
}()

private func run(_ program: String, _ arguments: [String], in folder: URL) throws -> String {
  let process = Process()
  process.executableURL = URL(filePath: program)
  process.arguments = arguments
  process.currentDirectoryURL = folder
  let pipe = Pipe()
  process.standardOutput = pipe
  try process.run()
  let data = try pipe.fileHandleForReading.readToEnd() ?? Data()
  process.waitUntilExit()
  return String(decoding: data, as: UTF8.self)
}
