extension Transaction {
  /// The EIP-2718 envelope as blocks carry it: the type byte and the RLP list, or the list alone for a
  /// legacy transaction.
  ///
  /// A transaction without a signature is written with r = s = 0 and an even y.
  public func encoded() -> [UInt8] {
    var encoder = RLPEncoder(reservingCapacity: 128 + input.count)
    if kind != .legacy { encoder.appendRaw(kind.rawValue) }
    encoder.appendList { list in
      appendFields(to: &list)
      appendSignature(to: &list)
    }
    return encoder.bytes
  }

  /// Keccak-256 of the envelope.
  public var hash: Hash { keccak256(encoded()) }

  /// What the sender signs: Keccak-256 of the envelope without the signature, where a legacy
  /// transaction with a chain id has (chain id, 0, 0) in its place (EIP-155).
  public var signingHash: Hash {
    var encoder = RLPEncoder(reservingCapacity: 128 + input.count)
    if kind != .legacy { encoder.appendRaw(kind.rawValue) }
    encoder.appendList { list in
      appendFields(to: &list)
      if kind == .legacy, let chainID {
        list.append(chainID)
        list.append(UInt64(0))
        list.append(UInt64(0))
      }
    }
    return keccak256(encoder.bytes)
  }

  private func appendFields(to list: inout RLPEncoder) {
    if kind != .legacy { list.append(chainID ?? 0) }
    list.append(nonce)
    if kind.hasPriorityFee { list.append(maxPriorityFeePerGas) }
    list.append(maxFeePerGas)
    list.append(gasLimit)
    list.append(to)
    list.append(value)
    list.append(input)
    if kind != .legacy { appendAccessList(to: &list) }
    if kind == .blob {
      list.append(maxFeePerBlobGas)
      list.appendList { hashes in for hash in blobVersionedHashes { hashes.append(hash) } }
    }
    if kind == .setCode {
      list.appendList { tuples in for tuple in authorizations { tuple.append(to: &tuples) } }
    }
  }

  private func appendAccessList(to list: inout RLPEncoder) {
    list.appendList { entries in
      for entry in accessList {
        entries.appendList { fields in
          fields.append(entry.address)
          fields.appendList { keys in for key in entry.storageKeys { keys.append(Hash(key)) } }
        }
      }
    }
  }

  private func appendSignature(to list: inout RLPEncoder) {
    let signature = signature ?? Signature(yParity: false, r: .zero, s: .zero)
    if kind == .legacy {
      list.append(LegacyParity(yParity: signature.yParity, chainID: chainID).v)
    } else {
      list.append(signature.yParity)
    }
    list.append(signature.r)
    list.append(signature.s)
  }
}

extension Transaction.Kind {
  /// Whether transactions of this kind carry a priority fee beside the maximum (EIP-1559 and later).
  public var hasPriorityFee: Bool { rawValue >= Self.dynamicFee.rawValue }
}

extension Authorization {
  func append(to list: inout RLPEncoder) {
    list.appendList { fields in
      fields.append(chainID)
      fields.append(address)
      fields.append(nonce)
      fields.append(UInt64(yParity))
      fields.append(r)
      fields.append(s)
    }
  }

  /// What the account that delegates signs: keccak256(0x05 ++ rlp([chain id, address, nonce])).
  public var signingHash: Hash {
    var encoder = RLPEncoder()
    encoder.appendRaw(0x05)
    encoder.appendList { fields in
      fields.append(chainID)
      fields.append(address)
      fields.append(nonce)
    }
    return keccak256(encoder.bytes)
  }
}
