import Foundation
import Primitives
import State
import Testing

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
    var partialPostRoot: String
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

  static func expectedRoot(of block: Int, after: Bool = false) throws -> Hash {
    let expected: Expected = try read("expected/\(block).json")
    return try #require(Hash(hex: after ? expected.partialPostRoot : expected.partialPreRoot))
  }

  static func changes(of block: Int) throws -> MainnetChanges {
    try read("expected/\(block).json")
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
