import EVM

/// The rule that a refused block broke, without the numbers.
public enum FaultKind: Hashable, Sendable {
  case undecodable, unknownParent, tooLong
  // Header
  case number, timestamp, gasLimit, gasUsedAboveLimit, extraData, headerFields, baseFee, difficulty
  case nonce, excessBlobGas, blobGasUsedAboveLimit
  // Content
  case transactionsRoot, ommersHash, withdrawalsRoot, blobGasUsed, ommers
  // Transactions
  case signature, gasAllowance
  case transaction(TransactionRejection)
  // Outcome
  case gasUsed, receiptsRoot, logsBloom, stateRoot, requests, requestsHash
}

extension FaultKind {
  /// The case's name; for a rejection, in words.
  public var name: String {
    if case .transaction(let rejection) = self { return "transaction: \(rejection)" }
    return String(describing: self)
  }
}

extension BlockFault {
  /// Which rule was broken.
  public var kind: FaultKind {
    switch self {
    case .undecodable: .undecodable
    case .unknownParent: .unknownParent
    case .header(let fault): fault.kind
    case .tooLong: .tooLong
    case .commitment(.transactionsRoot): .transactionsRoot
    case .commitment(.ommersHash): .ommersHash
    case .commitment(.withdrawalsRoot): .withdrawalsRoot
    case .commitment(.blobGasUsed): .blobGasUsed
    case .ommers: .ommers
    case .transaction(_, .unsigned): .signature
    case .transaction(_, .gasLimitAboveRemaining): .gasAllowance
    case .transaction(_, .rejected(let rejection)): .transaction(rejection)
    case .outcome(.gasUsed): .gasUsed
    case .outcome(.receiptsRoot): .receiptsRoot
    case .outcome(.logsBloom): .logsBloom
    case .outcome(.stateRoot): .stateRoot
    case .outcome(.requests): .requests
    case .outcome(.requestsHash): .requestsHash
    }
  }
}

extension HeaderFault {
  fileprivate var kind: FaultKind {
    switch self {
    case .number: .number
    case .timestamp: .timestamp
    case .gasLimitStep, .gasLimitBelowMinimum, .gasLimitAboveMaximum: .gasLimit
    case .gasUsedAboveLimit: .gasUsedAboveLimit
    case .extraDataTooLong: .extraData
    case .missing, .unexpected: .headerFields
    case .baseFee: .baseFee
    case .difficulty: .difficulty
    case .nonce: .nonce
    case .excessBlobGas: .excessBlobGas
    case .blobGasUsedAboveLimit: .blobGasUsedAboveLimit
    }
  }
}
