import EVM
import Foundation
import Interchange
import Primitives

/// `result` of a transition tool: what the block's header would say of its outcome, the receipts, and the
/// transactions that are not in it. Numbers are hexadecimal.
public struct TransitionResult: Encodable, Sendable {
  public var stateRoot: String
  public var txRoot: String
  public var receiptsRoot: String
  public var logsHash: String
  public var logsBloom: String
  public var receipts: [TransitionReceipt]
  public var rejected: [Rejection]
  public var gasUsed: String
  /// Null from the Merge on.
  public var currentDifficulty: String?
  /// Null before London.
  public var currentBaseFee: String?
  /// From Shanghai on.
  public var withdrawalsRoot: String?
  /// From Cancun on.
  public var currentExcessBlobGas: String?
  /// From Cancun on.
  public var blobGasUsed: String?
  /// From Prague on.
  public var requestsHash: String?
  /// From Prague on: the requests of each kind, the kind's byte in front; those without data left out.
  public var requests: [String]?
  /// Why the block that these transactions make is invalid all the same.
  public var blockException: String?

  /// The transactions of the block, as `--output.body` has them.
  var included: [Transaction]

  /// A transaction that is not in the block.
  public struct Rejection: Hashable, Encodable, Sendable {
    /// In the input, from zero.
    public var index: Int
    public var error: String
  }

  private enum CodingKeys: String, CodingKey {
    case stateRoot, txRoot, receiptsRoot, logsHash, logsBloom, receipts, rejected, gasUsed
    case currentDifficulty, currentBaseFee, withdrawalsRoot, currentExcessBlobGas, blobGasUsed
    case requestsHash, requests, blockException
  }
}

extension TransitionResult {
  init(
    of executed: StateTransition.Executed, rejected: [Rejection], _ header: BlockHeader,
    _ environment: TransitionEnvironment, _ rules: ForkRules
  ) throws(TransitionFailure) {
    let processed = executed.processed
    included = executed.included.map(\.transaction)
    stateRoot = executed.state.stateRoot().hex
    txRoot = BlockHeader.transactionsRoot(of: included).hex
    receiptsRoot = processed.receiptsRoot.hex
    logsHash = Primitives.logsHash(processed.receipts.flatMap(\.logs)).hex
    logsBloom = hexText(processed.logsBloom.bytes)
    receipts = TransitionReceipt.list(executed.included)
    self.rejected = rejected
    gasUsed = Word(processed.gasUsed).hex
    currentDifficulty = rules.hasRandomness ? nil : header.difficulty.hex
    currentBaseFee = header.baseFeePerGas?.hex
    if rules.fork >= .shanghai {
      withdrawalsRoot = BlockHeader.withdrawalsRoot(of: environment.withdrawals ?? []).hex
    }
    currentExcessBlobGas = header.excessBlobGas.map { Word($0).hex }
    blobGasUsed = rules.hasBlobs ? Word(processed.blobGasUsed).hex : nil
    guard rules.hasRequests else { return }
    switch processed.requests {
    case .success(let requests):
      requestsHash = ExecutionRequest.hash(of: requests).hex
      self.requests = requests.map { hexText([$0.kind] + $0.data) }
    case .failure(let failure): blockException = failure.description
    }
  }

  /// The RLP of the block's transactions, in hexadecimal: `body` of a transition tool.
  public var body: String { hexText(encodedList(of: included)) }
}
