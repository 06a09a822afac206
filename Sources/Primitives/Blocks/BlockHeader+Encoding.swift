extension BlockHeader {
  /// The header's RLP. Fields of later forks end it at the first that is nil.
  public func encoded() -> [UInt8] {
    var encoder = RLPEncoder(reservingCapacity: 700)
    append(to: &encoder)
    return encoder.bytes
  }

  func append(to encoder: inout RLPEncoder) {
    encoder.appendList { list in
      appendFrontierFields(to: &list)
      appendLaterFields(to: &list)
    }
  }

  /// The block's hash.
  public var hash: Hash { keccak256(encoded()) }

  private func appendFrontierFields(to list: inout RLPEncoder) {
    list.append(parentHash)
    list.append(ommersHash)
    list.append(beneficiary)
    list.append(stateRoot)
    list.append(transactionsRoot)
    list.append(receiptsRoot)
    list.append(logsBloom.bytes)
    list.append(difficulty)
    list.append(number)
    list.append(gasLimit)
    list.append(gasUsed)
    list.append(timestamp)
    list.append(extraData)
    list.append(mixHash)
    // Eight bytes always, not an integer.
    withUnsafeBytes(of: nonce.bigEndian) { list.append($0) }
  }

  private func appendLaterFields(to list: inout RLPEncoder) {
    guard let baseFeePerGas else { return }
    list.append(baseFeePerGas)
    guard let withdrawalsRoot else { return }
    list.append(withdrawalsRoot)
    guard let blobGasUsed, let excessBlobGas, let parentBeaconBlockRoot else { return }
    list.append(blobGasUsed)
    list.append(excessBlobGas)
    list.append(parentBeaconBlockRoot)
    guard let requestsHash else { return }
    list.append(requestsHash)
  }
}
