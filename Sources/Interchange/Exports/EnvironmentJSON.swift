import Primitives

/// A block's header as `env` of transition tools and state tests: what its transactions can see. From the
/// Merge on, without withdrawals.
public struct EnvironmentJSON: Encodable, Sendable {
  /// Which tool's members there are: some refuse those that they do not know.
  public enum Form: Sendable {
    case transitionTool, stateTest
  }

  private var currentCoinbase: String
  private var currentDifficulty = "0x0"
  private var currentGasLimit: String
  private var currentNumber: String
  private var currentTimestamp: String
  private var currentRandom: String
  private var currentBaseFee: String?
  private var currentExcessBlobGas: String?
  private var parentBeaconBlockRoot: String?
  private var blockHashes: [String: String]?
  private var withdrawals: [String]?

  public init(_ header: BlockHeader, _ form: Form) {
    currentCoinbase = header.beneficiary.hex
    currentGasLimit = Word(header.gasLimit).hex
    currentNumber = Word(header.number).hex
    currentTimestamp = Word(header.timestamp).hex
    currentRandom = header.mixHash.hex
    currentBaseFee = header.baseFeePerGas?.hex
    currentExcessBlobGas = header.excessBlobGas.map { Word($0).hex }
    guard form == .transitionTool else { return }
    parentBeaconBlockRoot = header.parentBeaconBlockRoot?.hex
    blockHashes = header.number == 0 ? [:] : [Word(header.number - 1).hex: header.parentHash.hex]
    withdrawals = header.withdrawalsRoot == nil ? nil : []
  }
}
