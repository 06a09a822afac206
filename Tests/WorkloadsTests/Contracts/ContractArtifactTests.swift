import Foundation
import Primitives
import Testing

@testable import Workloads

/// The part of an artifact file that the tests compare.
private struct ArtifactFile: Decodable {
  struct Slot: Decodable { var slot: UInt64 }
  var name, compiler, evmVersion, sourceSHA256, deployBytecode, runtimeBytecode: String
  var selectors: [String: String]
  var storageSlots: [String: Slot]
}

@Suite struct ContractArtifactTests {
  private let folder = packageRoot.appending(path: "Workloads/contracts")

  private func file(_ contract: ContractArtifact) throws -> ArtifactFile {
    let data = try Data(contentsOf: folder.appending(path: "\(contract.name).json"))
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
    let sources = try FileManager.default.contentsOfDirectory(atPath: folder.path)
      .filter { $0.hasSuffix(".vy") }.map { String($0.dropLast(3)) }
    #expect(Set(sources) == Set(ContractArtifact.all.map(\.name)))
  }

  @Test(arguments: ContractArtifact.all)
  func artifactIsNotStale(contract: ContractArtifact) throws {
    let source = try Data(contentsOf: folder.appending(path: "\(contract.name).vy"))
    #expect(
      sha256(Array(source)) == contract.sourceSHA256,
      "\(contract.name).vy changed: run Workloads/contracts/build.py")
  }

  @Test(arguments: ContractArtifact.all)
  func embeddedEqualsFile(contract: ContractArtifact) throws {
    let file = try file(contract)
    #expect(file.name == contract.name)
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

  /// Compiles again where the very compiler is at hand: `GRIDLOCK_VYPER`, or `vyper` on the PATH.
  @Test(.enabled(if: vyper != nil, "vyper 0.4.3 is not installed"), arguments: ContractArtifact.all)
  func recompilingGivesTheSame(contract: ContractArtifact) throws {
    let compiler = try #require(vyper)
    let output = try run(
      compiler,
      ["--evm-version", contract.evmVersion, "-f", "bytecode,bytecode_runtime"]
        + ["\(contract.name).vy"], in: folder)
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
