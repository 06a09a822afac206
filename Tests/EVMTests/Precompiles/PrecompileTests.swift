import Primitives
import Signatures
import Testing

@testable import EVM

@Suite struct PrecompileTests {
  /// Calls precompile `number` with the call data of the transaction and returns its output, by way of
  /// the frame's own RETURN.
  private func output(_ number: UInt8, _ input: [UInt8]) throws -> (bytes: [UInt8], gas: UInt64) {
    // CALLDATACOPY all, CALL, RETURNDATACOPY all, RETURN all.
    let code: [UInt8] =
      [0x36, 0x60, 0, 0x60, 0, 0x37]
      + [0x60, 0, 0x60, 0, 0x36, 0x60, 0, 0x60, 0, 0x60, number, 0x62, 0x0f, 0, 0, 0xf1, 0x50]
      + [0x3d, 0x60, 0, 0x60, 0, 0x3e, 0x3d, 0x60, 0, 0xf3]
    let machine = Machine(code: code)
    var transaction = Machine.call()
    transaction.gasLimit = 2_000_000
    transaction.input = input
    let effects = try machine.attempt(transaction)
    #expect(effects.status == .success)
    let host = machine.engine.host(lane: 0).pointer
    let bytes = Array(
      UnsafeBufferPointer(
        start: host.pointee.returnData, count: host.pointee.returnDataCount))
    return (bytes, effects.gasUsed)
  }

  private func hex(_ text: String) throws -> [UInt8] { try #require(hexBytes(text)) }

  @Test func sha256() throws {
    // FIPS 180-2, appendix B.1, and the empty message.
    #expect(
      try output(2, Array("abc".utf8)).bytes
        == hex("0xba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"))
    #expect(
      try output(2, []).bytes
        == hex("0xe3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"))
  }

  @Test func ripemd160() throws {
    // The examples of Dobbertin, Bosselaers and Preneel.
    #expect(
      try output(3, Array("abc".utf8)).bytes
        == hex("0x0000000000000000000000008eb208f7e05d987a9b044a8e98c6b087f15a0bfc"))
    #expect(
      try output(3, []).bytes
        == hex("0x0000000000000000000000009c1185a5c5e9fc54612808977ee8f548b2258d31"))
  }

  @Test func identity() throws {
    let bytes = [UInt8](1...70)
    #expect(try output(4, bytes).bytes == bytes)
    #expect(try output(4, []).bytes == [])
  }

  @Test func recoversTheSigner() throws {
    let key = Word(0x1234_5678)
    let hash = keccak256(Array("message".utf8))
    let signature = try #require(sign(hash, secretKey: key))
    let input = [
      hash.word, Word(signature.yParity ? 28 as UInt64 : 27), signature.r, signature.s,
    ].flatMap(\.bigEndianBytes)
    let signer = try #require(address(ofSecretKey: key))
    #expect(try output(1, input).bytes == Word(signer).bigEndianBytes)
    // What follows the four words does not matter; a word of v other than 27 and 28 does.
    #expect(try output(1, input + [1, 2, 3]).bytes == Word(signer).bigEndianBytes)
    var wrong = input
    wrong[32] = 1
    #expect(try output(1, wrong).bytes == [])
    #expect(try output(1, []).bytes == [])
    #expect(try output(1, Array(input[0..<64])).bytes == [])
  }

  @Test(arguments: [(2, 12, 9), (3, 120, 9), (4, 3, 18)] as [(UInt8, UInt64, UInt64)])
  func chargesByTheWord(number: UInt8, word: UInt64, around: UInt64) throws {
    // Beside the precompile's two words: 33 × 16 of call data, and what the caller pays for copying
    // both ways and for memory, which the 32 bytes of output of 2 and 3 need in part anyway.
    let short = try output(number, []).gas
    let long = try output(number, [UInt8](repeating: 1, count: 33)).gas
    #expect(long - short == 2 * word + 33 * 16 + around)
  }

  @Test(arguments: [(UInt64(1), UInt64(3000)), (2, 60), (3, 600), (4, 15)])
  func failsWithoutItsGas(number: UInt64, price: UInt64) throws {
    let target = Address(high: 0, middle: 0, low: number)
    for (gas, succeeds) in [(price, true), (price - 1, false)] {
      let machine = Machine(code: Assembly.call(target, gas: gas) + Assembly.store(at: 0))
      try machine.run()
      #expect(machine.value(0) == Word(succeeds))
    }
  }
}
