import Foundation
import Primitives
import Testing

@testable import State

/// State roots over the accounts that real blocks touch, as the executable specification computed them
/// (`mainnet/expected`).
@Suite(.enabled(if: MainnetFixtures.isPresent, "no fixtures; set GRIDLOCK_FIXTURES"))
struct MainnetRootTests {
  /// From EIP-158 on the expected roots leave out listed accounts that are empty.
  private static let firstBlock = 2_675_000

  @Test func preStateRootsOfAllBlocks() throws {
    let codes = try MainnetFixtures.codes()
    let store = CodeStore()
    var checked = 0
    for block in try MainnetFixtures.blocks() where block >= Self.firstBlock {
      let state = WorldState(
        try MainnetFixtures.preState(of: block, codes: codes), codeStore: store)
      #expect(
        state.stateRoot() == (try MainnetFixtures.expectedRoot(of: block)), "block \(block)")
      checked += 1
    }
    #expect(checked > 30)
  }
}

enum MainnetFixtures {
  struct Account: Decodable {
    var balance: String
    var nonce: UInt64
    var codeHash: String?
    var storage: [String: String]

    enum CodingKeys: String, CodingKey {
      case balance, nonce, storage
      case codeHash = "code_hash"
    }
  }
  private struct Expected: Decodable {
    var partialPreRoot: String
  }

  private static let folder: URL = {
    if let path = ProcessInfo.processInfo.environment["GRIDLOCK_FIXTURES"] {
      return URL(fileURLWithPath: path).appendingPathComponent("mainnet")
    }
    var package = URL(fileURLWithPath: #filePath)
    for _ in 0..<4 { package.deleteLastPathComponent() }
    return package.appendingPathComponent("../shared/fixtures/mainnet")
  }()

  static var isPresent: Bool {
    FileManager.default.fileExists(atPath: folder.appendingPathComponent("expected").path)
  }

  static func blocks() throws -> [Int] {
    try FileManager.default
      .contentsOfDirectory(atPath: folder.appendingPathComponent("blocks").path)
      .compactMap { Int($0) }.sorted()
  }

  static func codes() throws -> [String: String] { try read("bytecodes.json") }

  static func expectedRoot(of block: Int) throws -> Hash {
    let expected: Expected = try read("expected/\(block).json")
    return try #require(Hash(hex: expected.partialPreRoot))
  }

  /// The listed accounts that are not empty.
  static func preState(of block: Int, codes: [String: String]) throws -> Allocation {
    let accounts: [String: Account] = try read("blocks/\(block)/pre_state.json")
    var allocation = Allocation()
    for (address, account) in accounts {
      let key = try #require(Address(hex: address))
      let loaded = try load(account, codes: codes)
      if loaded.nonce != 0 || !loaded.balance.isZero || !loaded.code.isEmpty {
        allocation[key] = loaded
      }
    }
    return allocation
  }

  private static func load(_ account: Account, codes: [String: String]) throws -> AccountAllocation
  {
    var loaded = AccountAllocation(
      balance: try #require(Word(hex: account.balance)), nonce: account.nonce)
    if let hash = account.codeHash {
      let code = try #require(codes[hash], "no code \(hash)")
      loaded.code = try #require(hexBytes(code))
    }
    for (key, value) in account.storage {
      let slot = try #require(Word(hex: key))
      let number = try #require(Word(hex: value))
      loaded.storage[slot] = number
    }
    return loaded
  }

  private static func read<Value: Decodable>(_ path: String) throws -> Value {
    try JSONDecoder().decode(
      Value.self, from: Data(contentsOf: folder.appendingPathComponent(path)))
  }
}
