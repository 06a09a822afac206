import Primitives

/// The deposits that the deposit contract logged, as the consensus layer reads them (EIP-6110): public
/// key, withdrawal credentials, amount, signature and index of each, 192 bytes end to end.
func deposits(in logs: some Sequence<Log>) throws(RequestsFailure) -> [UInt8] {
  var requests: [UInt8] = []
  for log in logs
  where log.address == .depositContract && log.topics.first == DepositEvent.signature {
    guard let event = DepositEvent(log.data) else { throw .malformedDeposit }
    requests += event.request
  }
  return requests
}

/// The data of a `DepositEvent(bytes,bytes,bytes,bytes,bytes)`.
private struct DepositEvent {
  /// Keccak-256 of the event's declaration.
  static var signature: Word {
    Word(
      0xa790_803b_e390_38c5, 0xe7e1_ee91_2fc0_889a, 0xafea_4e5c_d82d_4049, 0x649b_bc62_d0e3_1342)
  }

  /// The five fields without the lengths and paddings around them.
  let request: [UInt8]

  /// Nil for data that is not laid out as the contract does it: five offsets, then each field with its
  /// length before it, padded to words.
  init?(_ data: [UInt8]) {
    let fields: [(offset: Int, count: Int)] = [(160, 48), (256, 32), (320, 8), (384, 96), (512, 8)]
    guard data.count == 576 else { return nil }
    var request: [UInt8] = []
    for (index, field) in fields.enumerated() {
      let start = field.offset + 32
      guard Self.word(data, at: 32 * index) == Word(UInt64(field.offset)),
        Self.word(data, at: field.offset) == Word(UInt64(field.count))
      else { return nil }
      request += data[start..<start + field.count]
    }
    self.request = request
  }

  private static func word(_ data: [UInt8], at offset: Int) -> Word? {
    Word(bigEndian: data[offset..<offset + 32])
  }
}

extension Address {
  /// Mainnet's deposit contract.
  static var depositContract: Address {
    Address(high: 0x0000_0000, middle: 0x219a_b540_356c_bb83, low: 0x9cbe_0530_3d77_05fa)
  }
}
