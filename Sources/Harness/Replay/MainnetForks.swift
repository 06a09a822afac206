import Primitives

/// When mainnet's forks began (the activations of execution-specs, "Network Upgrades").
///
/// By name, so that forks whose rules we do not have are told apart too.
public struct MainnetFork: Hashable, Sendable {
  /// As consensus tests name it.
  public var name: String
  public var activation: Activation

  /// The first block of a fork.
  public enum Activation: Hashable, Sendable {
    /// The block of this number.
    case block(UInt64)
    /// The first block of this time or later, in seconds of Unix time.
    case time(UInt64)
  }

  /// Oldest first.
  public static let all = [
    MainnetFork(name: "Frontier", activation: .block(0)),
    MainnetFork(name: "Homestead", activation: .block(1_150_000)),
    MainnetFork(name: "EIP150", activation: .block(2_463_000)),
    MainnetFork(name: "EIP158", activation: .block(2_675_000)),
    MainnetFork(name: "Byzantium", activation: .block(4_370_000)),
    MainnetFork(name: "ConstantinopleFix", activation: .block(7_280_000)),
    MainnetFork(name: "Istanbul", activation: .block(9_069_000)),
    MainnetFork(name: "Berlin", activation: .block(12_244_000)),
    MainnetFork(name: "London", activation: .block(12_965_000)),
    MainnetFork(name: "Paris", activation: .block(15_537_394)),
    MainnetFork(name: "Shanghai", activation: .time(1_681_338_455)),
    MainnetFork(name: "Cancun", activation: .time(1_710_338_135)),
    MainnetFork(name: "Prague", activation: .time(1_746_612_311)),
    MainnetFork(name: "Osaka", activation: .time(1_764_798_551)),
    MainnetFork(name: "BPO1", activation: .time(1_765_290_071)),
    MainnetFork(name: "BPO2", activation: .time(1_767_747_671)),
  ]

  /// Where the balances of the DAO were moved without a transaction (EIP-779).
  static let daoBlock: UInt64 = 1_920_000

  /// The name of the fork whose rules the block follows.
  public static func name(for header: BlockHeader) -> String {
    let begun = all.last { fork in
      switch fork.activation {
      case .block(let number): header.number >= number
      case .time(let time): header.timestamp >= time
      }
    }
    return begun?.name ?? all[0].name
  }
}
