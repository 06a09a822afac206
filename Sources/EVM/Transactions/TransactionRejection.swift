/// Why a transaction cannot be executed where it stands: what ``TransactionEffects/rejection`` means.
///
/// A rejected transaction changes nothing and has no receipt; a block that holds one is invalid.
public enum TransactionRejection: UInt16, Sendable, CaseIterable, CustomStringConvertible {
  case nonceTooLow = 1
  case nonceTooHigh
  /// EIP-2681: a nonce of 2⁶⁴ − 1 could not be counted up.
  case nonceOverflow
  /// The sender has less than gas limit × fee cap + value + blob gas × blob fee cap.
  case insufficientFunds
  /// That sum passes 2²⁵⁶, so that no sender could have it.
  case costOverflow
  /// Or, from EIP-7623 on, below the least that its input costs.
  case intrinsicGasTooLow
  /// EIP-3860
  case initCodeTooLarge
  /// EIP-1559
  case feeCapBelowBaseFee
  /// EIP-1559
  case priorityFeeAboveFeeCap
  /// EIP-3607; code that delegates (EIP-7702) is none.
  case senderHasCode
  /// The transaction alone asks for more than the block has. Whether it fits into what the transactions
  /// before it left depends on their outcome and is for whoever checks the whole block.
  case gasLimitAboveBlock
  /// The fork does not know the type.
  case unsupportedType
  /// EIP-4844: a blob transaction without blobs.
  case noBlobs
  /// More than a block may hold (EIP-4844), or a transaction (EIP-7594).
  case tooManyBlobs
  /// EIP-4844: a versioned hash that does not start with 0x01.
  case blobVersion
  /// EIP-4844
  case blobFeeCapBelowBaseFee
  /// EIP-4844: blob transactions cannot create contracts.
  case blobCreation
  case chainIDMismatch
  /// EIP-2: a signature whose s is in the upper half.
  case highSignature
  /// A legacy transaction that names its chain before EIP-155.
  case namesChainTooEarly
  /// EIP-7702: a set-code transaction without authorizations.
  case noAuthorizations
  /// EIP-7702: set-code transactions cannot create contracts.
  case setCodeCreation
  /// EIP-7825
  case gasLimitAboveCap

  /// The reason in words, without a full stop.
  public var description: String {
    switch self {
    case .nonceTooLow: "nonce below the sender's"
    case .nonceTooHigh: "nonce above the sender's"
    case .nonceOverflow: "nonce 2^64 - 1 cannot be counted up (EIP-2681)"
    case .insufficientFunds: "sender cannot pay gas limit x fee cap + value"
    case .costOverflow: "gas limit x fee cap + value passes 2^256"
    case .intrinsicGasTooLow: "gas limit below the intrinsic gas, or the floor of EIP-7623"
    case .initCodeTooLarge: "init code longer than 49152 bytes (EIP-3860)"
    case .feeCapBelowBaseFee: "fee cap below the block's base fee"
    case .priorityFeeAboveFeeCap: "priority fee above the fee cap"
    case .senderHasCode: "sender is a contract (EIP-3607)"
    case .gasLimitAboveBlock: "gas limit above the block's"
    case .unsupportedType: "transaction type unknown to the fork"
    case .noBlobs: "blob transaction without blobs"
    case .tooManyBlobs: "more blobs than a block or a transaction may hold"
    case .blobVersion: "blob hash of unknown version"
    case .blobFeeCapBelowBaseFee: "blob fee cap below the block's blob base fee"
    case .blobCreation: "blob transaction that creates a contract"
    case .chainIDMismatch: "signed for another chain"
    case .highSignature: "signature with s in the upper half (EIP-2)"
    case .namesChainTooEarly: "names its chain before EIP-155"
    case .noAuthorizations: "set-code transaction without authorizations"
    case .setCodeCreation: "set-code transaction that creates a contract"
    case .gasLimitAboveCap: "gas limit above 2^24 (EIP-7825)"
    }
  }
}
