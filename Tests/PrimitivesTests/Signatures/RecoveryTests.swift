import Primitives
import Signatures
import Testing

@Suite struct RecoveryTests {
  /// The group's order (SEC 2, 2.4.1).
  static let order = Word(
    0xbfd2_5e8c_d036_4141, 0xbaae_dce6_af48_a03b, 0xffff_ffff_ffff_fffe, .max)

  @Test func knownAddresses() {
    // The generator point's key, and the key of EIP-155's example.
    #expect(address(ofSecretKey: 1)?.hex == "0x7e5f4552091a69125d5dfcb7b8c2659029395bdf")
    let key = Word(hex: "0x" + String(repeating: "46", count: 32)) ?? .zero
    #expect(address(ofSecretKey: key)?.hex == "0x9d8a62f656a8d1615c1294fd71e9cfb3e4855a4f")
  }

  @Test func secretKeysOutOfRangeAreNone() {
    for key in [Word.zero, Self.order, Self.order &+ 1, .max] {
      #expect(address(ofSecretKey: key) == nil)
      #expect(sign(keccak256([1]), secretKey: key) == nil)
    }
    #expect(address(ofSecretKey: Self.order &- 1) != nil)
  }

  @Test func signaturesRecover() throws {
    var generator = SeededGenerator(seed: 18)
    for _ in 0..<200 {
      let key = keccak256(generator.bytes(32)).word
      let hash = keccak256(generator.bytes(20))
      let signature = try #require(sign(hash, secretKey: key))
      #expect(signature == sign(hash, secretKey: key))
      #expect(recoverSender(of: hash, signature: signature) == address(ofSecretKey: key))
      // EIP-2: s in the lower half.
      #expect(signature.s <= Word.divide(Self.order, 2))
      // Negating s and flipping the parity is the same signature: a high s is accepted.
      let high = Signature(
        yParity: !signature.yParity, r: signature.r, s: Self.order &- signature.s)
      #expect(recoverSender(of: hash, signature: high) == address(ofSecretKey: key))
      // The other parity is another key.
      let other = Signature(yParity: !signature.yParity, r: signature.r, s: signature.s)
      #expect(recoverSender(of: hash, signature: other) != address(ofSecretKey: key))
    }
  }

  @Test func impossibleSignaturesGiveNothing() throws {
    let hash = keccak256([1])
    let valid = try #require(sign(hash, secretKey: 7))
    for bad in [Word.zero, Self.order, Self.order &+ 1, .max] {
      #expect(
        recoverSender(of: hash, signature: Signature(yParity: false, r: bad, s: valid.s)) == nil)
      #expect(
        recoverSender(of: hash, signature: Signature(yParity: true, r: valid.r, s: bad)) == nil)
    }
    // 5 is no x coordinate: 5³ + 7 = 132 is no square modulo the field's prime.
    #expect(recoverSender(of: hash, signature: Signature(yParity: false, r: 5, s: valid.s)) == nil)
  }

  @Test func recoversFromManyThreads() async throws {
    let hash = keccak256([2])
    let signature = try #require(sign(hash, secretKey: 9))
    let found = await withTaskGroup(of: Address?.self) { group in
      for _ in 0..<64 { group.addTask { recoverSender(of: hash, signature: signature) } }
      return await group.reduce(into: Set<Address?>()) { $0.insert($1) }
    }
    #expect(found == [address(ofSecretKey: 9)])
  }
}
