extension BlockFault: CustomStringConvertible {
  /// One line, without a full stop.
  public var description: String {
    switch self {
    case .undecodable(let error): "no block: \(error)"
    case .unknownParent(let hash): "unknown parent \(hash.hex)"
    case .header(let fault): fault.description
    case .tooLong(let count, let limit): "\(count) bytes, at most \(limit) (EIP-7934)"
    case .commitment(let fault): fault.description
    case .ommers(let fault): fault.description
    case .transaction(let index, let fault): "transaction \(index): \(fault)"
    case .outcome(let fault): fault.description
    }
  }
}

extension HeaderFault: CustomStringConvertible {
  /// One line, without a full stop.
  public var description: String {
    switch self {
    case .number(let number, let expected): "number \(number), expected \(expected)"
    case .timestamp(let time, let parent): "timestamp \(time), not after the parent's \(parent)"
    case .gasLimitStep(let limit, let parent):
      "gas limit \(limit), a 1024th or more from the parent's \(parent)"
    case .gasLimitBelowMinimum(let limit): "gas limit \(limit), below 5000"
    case .gasLimitAboveMaximum(let limit): "gas limit \(limit), above 2^63 - 1"
    case .gasUsedAboveLimit(let used, let limit): "gas used \(used), above the limit \(limit)"
    case .extraDataTooLong(let count): "\(count) bytes of extra data, at most 32"
    case .missing(let field): "no \(field.rawValue), which the fork demands"
    case .unexpected(let field): "\(field.rawValue), which the fork does not know"
    case .baseFee(let fee, let expected): "base fee \(fee), expected \(expected)"
    case .difficulty(let value, let expected): "difficulty \(value), expected \(expected)"
    case .nonce(let nonce): "nonce \(nonce), zero from the Merge on"
    case .excessBlobGas(let excess, let expected):
      "excess blob gas \(excess), expected \(expected)"
    case .blobGasUsedAboveLimit(let used, let limit):
      "blob gas used \(used), above the limit \(limit)"
    }
  }
}

extension CommitmentFault: CustomStringConvertible {
  /// One line, without a full stop.
  public var description: String {
    switch self {
    case .transactionsRoot(let root, let stated):
      "transactions root \(root.hex), the header says \(stated.hex)"
    case .ommersHash(let hash, let stated):
      "ommers hash \(hash.hex), the header says \(stated.hex)"
    case .withdrawalsRoot(let root, let stated):
      "withdrawals root \(root.hex), the header says \(stated.hex)"
    case .blobGasUsed(let used, let stated):
      "blob gas used \(used), the header says \(stated)"
    }
  }
}

extension OmmersFault: CustomStringConvertible {
  /// One line, without a full stop.
  public var description: String {
    switch self {
    case .tooMany(let count, let limit): "\(count) ommers, at most \(limit)"
    case .twice(let index): "ommer \(index) is in the block twice"
    case .isAncestor(let index): "ommer \(index) is an ancestor of the block"
    case .alreadyIncluded(let index): "ommer \(index) is an ancestor's ommer already"
    case .parent(let index, let hash):
      "the parent \(hash.hex) of ommer \(index) is none of the second to seventh ancestors"
    case .header(let index, let fault): "ommer \(index): \(fault)"
    }
  }
}

extension TransactionFault: CustomStringConvertible {
  /// One line, without a full stop.
  public var description: String {
    switch self {
    case .unsigned: "no key fits its signature"
    case .gasLimitAboveRemaining(let limit, let remaining):
      "gas limit \(limit), but the block has \(remaining) left"
    case .rejected(let reason): reason.description
    }
  }
}

extension OutcomeFault: CustomStringConvertible {
  /// One line, without a full stop: what came out first.
  public var description: String {
    switch self {
    case .gasUsed(let used, let stated): "gas used \(used), the header says \(stated)"
    case .receiptsRoot(let root, let stated):
      "receipts root \(root.hex), the header says \(stated.hex)"
    case .logsBloom(let hash, let stated):
      "logs bloom of keccak \(hash.hex), the header's is of \(stated.hex)"
    case .stateRoot(let root, let stated):
      "state root \(root.hex), the header says \(stated.hex)"
    case .requests(let failure): failure.description
    case .requestsHash(let hash, let stated):
      "requests hash \(hash.hex), the header says \(stated.hex)"
    }
  }
}
