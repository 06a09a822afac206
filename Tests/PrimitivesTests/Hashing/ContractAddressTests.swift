import Primitives
import Testing

@Suite struct ContractAddressTests {
  /// The address of a sender's first contracts, known from the chain.
  @Test(
    arguments: [
      (0, "0xcd234a471b72ba2f1ccf0a70fcaba648a5eecd8d"),
      (1, "0x343c43a37d37dff08ae8c4a11544c718abb4fcf8"),
      (2, "0xf778b86fa74e846c4f0a1fbd1335fe81c00a0c91"),
      (3, "0xfffd933a0bc612844eaf0c6fe3e5b8e9b6c1d19c"),
    ] as [(UInt64, String)])
  func knownCreations(nonce: UInt64, address: String) throws {
    let creator = try #require(Address(hex: "0x6ac7ea33f8831ea9dcc53393aaa88b25a785dbf0"))
    #expect(Address.created(by: creator, nonce: nonce).hex == address)
  }

  @Test func everyNonceWidthIsCanonical() {
    let creator = Address(truncating: Word(7, 8, 9, 0))
    for bit in 0..<64 {
      for nonce in [UInt64(1) << bit, (1 << bit) &- 1, .max] {
        var encoder = RLPEncoder()
        encoder.appendList {
          $0.append(creator)
          $0.append(nonce)
        }
        let expected = Address(truncating: keccak256(encoder.bytes).word)
        #expect(Address.created(by: creator, nonce: nonce) == expected)
      }
    }
  }

  /// The examples of EIP-1014.
  @Test(arguments: [
    (
      "0x0000000000000000000000000000000000000000", "0x0", "0x00",
      "0x4d1a2e2bb4f88f0250f26ffff098b0b30b26bf38"
    ),
    (
      "0xdeadbeef00000000000000000000000000000000", "0x0", "0x00",
      "0xb928f69bb1d91cd65274e3c79d8986362984fda3"
    ),
    (
      "0xdeadbeef00000000000000000000000000000000",
      "0x000000000000000000000000feed000000000000000000000000000000000000", "0x00",
      "0xd04116cdd17bebe565eb2422f2497e06cc1c9833"
    ),
    (
      "0x0000000000000000000000000000000000000000", "0x0", "0xdeadbeef",
      "0x70f2b2914a2a4b783faefb75f459a580616fcb5e"
    ),
    (
      "0x00000000000000000000000000000000deadbeef", "0xcafebabe", "0xdeadbeef",
      "0x60f3f640a8508fc6a86d45df051962668e1e8ac7"
    ),
    (
      "0x0000000000000000000000000000000000000000", "0x0", "0x",
      "0xe33c0c7f7df4809055c3eba6c09cfe4baf1bd9e0"
    ),
  ])
  func saltedCreations(creator: String, salt: String, code: String, address: String) throws {
    let hash = keccak256(try #require(hexBytes(code)))
    let result = Address.created(
      by: try #require(Address(hex: creator)), salt: try #require(Word(hex: salt)), codeHash: hash)
    #expect(result.hex == address)
  }
}
