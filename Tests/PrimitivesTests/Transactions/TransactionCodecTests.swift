import Primitives
import Signatures
import Testing

@Suite struct TransactionCodecTests {
  @Test(arguments: SampleTransactions.all)
  func roundTrips(transaction: Transaction) throws {
    #expect(try Transaction(decoding: transaction.encoded()) == transaction)
  }

  /// The example of EIP-155.
  @Test func protectedLegacyExample() throws {
    var transaction = Transaction(
      kind: .legacy, sender: .zero, chainID: 1, nonce: 9, gasLimit: 21_000,
      maxFeePerGas: 20_000_000_000, maxPriorityFeePerGas: 20_000_000_000,
      to: Address(hex: "0x3535353535353535353535353535353535353535"),
      value: 1_000_000_000_000_000_000, input: [])
    let signingHash = "0xdaf5a779ae972f972197303d7b574746c7ef83eadac0f2791ad23db92e4c8e53"
    #expect(transaction.signingHash.hex == signingHash)
    let key = try #require(Word(hex: "0x" + String(repeating: "46", count: 32)))
    let isSigned = transaction.sign(secretKey: key)
    #expect(isSigned)
    let envelope =
      "0xf86c098504a817c800825208943535353535353535353535353535353535353535880de0b6b3a76400008025a0"
      + "28ef61340bd939bc2195fe537567866003e1a15d3c71ff63e1590620aa636276a0"
      + "67cbe9d8997f761aecb703304b3800ccf555c9f3dc64214b297fb1966a3b6d83"
    #expect(hexText(transaction.encoded()) == envelope)
    #expect(transaction.recoveredSender() == transaction.sender)
  }

  @Test func rejectsWhatIsNoTransaction() throws {
    #expect(throws: TransactionDecodingError.empty) { try Transaction(decoding: []) }
    // A legacy transaction has no type byte.
    for type: UInt8 in [0, 5, 0x7f, 0x80, 0xbf] {
      let legacy = [type] + SampleTransactions.all[0].encoded()
      #expect(throws: TransactionDecodingError.unknownType(type)) {
        try Transaction(decoding: legacy)
      }
    }
    for kind in Transaction.Kind.allCases {
      let envelope = SampleTransactions.all[Int(kind.rawValue)].encoded()
      for length in 1..<envelope.count {
        #expect(throws: TransactionDecodingError.self) {
          try Transaction(decoding: Array(envelope.prefix(length)))
        }
      }
      #expect(throws: TransactionDecodingError.self) { try Transaction(decoding: envelope + [0]) }
    }
  }

  /// v as it stands in the list: 26, 29 to 34 and beyond 64-bit chain ids are none.
  @Test func rejectsForeignV() throws {
    let legacy = try RLPItem(decoding: SampleTransactions.all[0].encoded())
    guard case .list(var fields) = legacy else {
      Issue.record("no list")
      return
    }
    for v in [0, 1, 26, 29, 34, Word(36, 2, 0, 0), .max] as [Word] {
      fields[6] = .string(Array(v.bigEndianBytes.drop { $0 == 0 }))
      let envelope = RLPItem.list(fields).encoded()
      #expect(throws: TransactionDecodingError.invalidV(v)) { try Transaction(decoding: envelope) }
    }
    // The largest chain id of 64 bits: its v has 66.
    fields[6] = .string(Array(Word(34, 2, 0, 0).bigEndianBytes.drop { $0 == 0 }))
    #expect(try Transaction(decoding: RLPItem.list(fields).encoded()).chainID == .max)
  }

  @Test func blobAndSetCodeTransactionsNeedARecipient() throws {
    for kind in [Transaction.Kind.blob, .setCode] {
      var transaction = SampleTransactions.all[Int(kind.rawValue)]
      transaction.to = nil
      let envelope = transaction.encoded()
      #expect(throws: TransactionDecodingError.self) { try Transaction(decoding: envelope) }
    }
  }

  @Test func unsignedTransactionsEncode() throws {
    for var transaction in SampleTransactions.all {
      transaction.signature = nil
      let decoded = try Transaction(decoding: transaction.encoded())
      #expect(decoded.signature == Signature(yParity: false, r: .zero, s: .zero))
      #expect(decoded.recoveredSender() == nil)
      #expect(decoded.signingHash == transaction.signingHash)
    }
  }
}
