import Contention
import Primitives
import State
import Workloads

/// What locations are called for people.
protocol LocationNaming: Sendable {
  /// The name of an account or contract; nil if it has none.
  func name(of address: Address) -> String?
  /// The name of a slot; nil if it has none.
  func name(of slot: Word, at address: Address) -> String?
}

extension LocationNames: LocationNaming {}

extension LocationNaming {
  /// Such as `pool 3 reserves`, `nonce of account 17`. What has no name is cut down to what tells it apart.
  func name(of location: LocationKey) -> String {
    let account = name(of: location.address) ?? abbreviated(location.address.hex)
    return switch location.field {
    case .nonce: "nonce of \(account)"
    case .balance: "balance of \(account)"
    case .code: "code of \(account)"
    case .erasure: "existence of \(account)"
    case .slot(let key):
      "\(account) \(name(of: key, at: location.address) ?? "slot \(abbreviated(key.hex))")"
    }
  }
}

/// The first and last digits of a long hexadecimal number.
func abbreviated(_ hex: String) -> String {
  hex.count <= 12 ? hex : "\(hex.prefix(6))…\(hex.suffix(4))"
}

/// Names where nobody has given any: slots of mappings whose key is an account of the block, found by
/// trying, and a few contracts that everybody knows.
struct GuessedNames: LocationNaming {
  /// Mappings are looked for among the first state variables.
  private static let variables: UInt64 = 24

  /// Main-network contracts, as block explorers call them.
  private static let knownContracts: [String: String] = [
    "0xdac17f958d2ee523a2206206994597c13d831ec7": "USDT",
    "0xa0b86991c6218b36c1d19d4a2e9eb0ce3606eb48": "USDC",
    "0xc02aaa39b223fe8d0a0e5c4f27ead9083c756cc2": "WETH",
    "0x6b175474e89094c44da98b954eedeac495271d0f": "DAI",
    "0x7a250d5630b4cf539739df2c5dacb4c659f2488d": "Uniswap V2 router",
  ]

  private var mappings: [Word: String] = [:]

  /// - Parameter accounts: those that may be keys. Takes about 15 µs for each.
  init(accounts: [Address]) {
    for account in accounts {
      let key = Word(account)
      for variable in 0..<Self.variables {
        let name = "map \(variable)[\(abbreviated(account.hex))]"
        // Solidity hashes key before slot, Vyper slot before key.
        mappings[keccak256(key, Word(variable)).word] = name
        mappings[keccak256(Word(variable), key).word] = name
      }
    }
  }

  func name(of address: Address) -> String? { Self.knownContracts[address.hex] }

  func name(of slot: Word, at address: Address) -> String? {
    slot.fitsInOneLimb && slot.l0 < 1 << 16 ? "variable \(slot.l0)" : mappings[slot]
  }
}
