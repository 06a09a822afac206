extension Withdrawal {
  /// The withdrawal's RLP (EIP-4895).
  public func encoded() -> [UInt8] {
    var encoder = RLPEncoder(reservingCapacity: 64)
    append(to: &encoder)
    return encoder.bytes
  }

  func append(to encoder: inout RLPEncoder) {
    encoder.appendList { fields in
      fields.append(index)
      fields.append(validatorIndex)
      fields.append(address)
      fields.append(amount)
    }
  }
}
