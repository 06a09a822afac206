extension Withdrawal {
  /// The withdrawal's RLP (EIP-4895).
  public func encoded() -> [UInt8] {
    var encoder = RLPEncoder(reservingCapacity: 64)
    encoder.appendList { fields in
      fields.append(index)
      fields.append(validatorIndex)
      fields.append(address)
      fields.append(amount)
    }
    return encoder.bytes
  }
}
