import Primitives
import State

/// One test of Ethereum's state tests: a transaction template, the state before it, and what each of
/// its cases leaves behind.
///
/// The format is that of the `GeneralStateTests` of github.com/ethereum/tests.
public struct StateTest: Sendable {
  /// The key in its file.
  public var name: String
  /// `env` as the header of the block that the transaction is in.
  public var header: BlockHeader
  /// `pre`: all accounts there are.
  public var allocation: Allocation
  public var transaction: StateTestTransaction
  /// In file order: by fork as the file has them, then as listed.
  public var cases: [StateTestCase]

  /// State tests are of one chain, the main one.
  public static let chainID: UInt64 = 1
}

/// One case: a fork, a choice of the template's data, gas and value, and the expected outcome.
public struct StateTestCase: Hashable, Sendable {
  /// As the file names it, like `Cancun`.
  public var fork: String
  /// Indexes into the template's lists.
  public var dataIndex: Int
  public var gasIndex: Int
  public var valueIndex: Int
  /// The state root afterwards.
  public var expectedRoot: Hash
  /// Keccak-256 of the RLP of the logs.
  public var expectedLogsHash: Hash
  /// Why the transaction is invalid, in the test's words; nil if it is valid.
  public var expectedException: String?
  /// All accounts afterwards, which newer files state beside the root.
  public var expectedState: Allocation?
}
