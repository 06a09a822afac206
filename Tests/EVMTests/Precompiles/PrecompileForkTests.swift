import Primitives
import State
import Testing

@testable import EVM

/// At which addresses precompiles are, by fork.
@Suite struct PrecompileForkTests {
  static let arrivals: [(number: UInt64, fork: Fork)] = [
    (1, .frontier), (4, .frontier), (5, .byzantium), (8, .byzantium), (9, .istanbul),
    (0x0a, .cancun), (0x0b, .prague), (0x0c, .prague), (0x0d, .prague), (0x0e, .prague),
    (0x0f, .prague), (0x10, .prague), (0x11, .prague), (0x100, .osaka),
  ]

  private func address(_ number: UInt64) -> Address { Address(high: 0, middle: 0, low: number) }

  @Test(arguments: arrivals, Fork.allCases.filter { $0 >= .berlin })
  func theyAreWarmFromTheirForkOn(arrival: (number: UInt64, fork: Fork), fork: Fork) throws {
    let code = Assembly.push(address(arrival.number)) + [0x31]
    let isThere = fork >= arrival.fork
    #expect(try Machine(code: code, fork: fork).executionGas() == (isThere ? 103 : 2603))
  }

  @Test(arguments: [0, 0x12, 0xff, 0x101, 0x200] as [UInt64])
  func nothingElseIsOne(number: UInt64) throws {
    let code = Assembly.push(address(number)) + [0x31]
    #expect(try Machine(code: code, fork: .bpo2).executionGas() == 2603)
    let far = Address(high: 0, middle: 1, low: 0x100)
    #expect(try Machine(code: Assembly.push(far) + [0x31], fork: .bpo2).executionGas() == 2603)
  }

  /// Gas of a call with `input` that the precompile is to answer with `count` bytes, or to fail.
  private func answer(
    _ number: UInt64, _ input: [UInt8], fork: Fork
  ) throws -> (succeeded: Bool, count: Word, word: Word) {
    // CALLDATACOPY all; CALL into memory 0; store success, RETURNDATASIZE and the first word.
    let code: [UInt8] =
      [0x36, 0x5f, 0x5f, 0x37, 0x60, 32, 0x5f, 0x36, 0x5f, 0x5f] + Assembly.push(address(number))
      + Assembly.push(600_000) + [0xf1] + Assembly.store(at: 0) + [0x3d] + Assembly.store(at: 1)
      + [0x5f, 0x51] + Assembly.store(at: 2)
    let machine = Machine(code: code, fork: fork)
    var call = Machine.call()
    call.input = input
    #expect(try machine.run(call).status == .success)
    return (machine.value(0) == 1, machine.value(1), machine.value(2))
  }

  /// Infinity and infinity are infinity; nothing is paired with nothing to one; zero is mapped to a point.
  @Test(
    arguments: [
      (0x0b, 256, 128), (0x0c, 160, 128), (0x0d, 512, 256), (0x0e, 288, 256), (0x0f, 384, 32),
      (0x10, 64, 128), (0x11, 128, 256),
    ] as [(UInt64, Int, UInt64)])
  func bls12381Answers(number: UInt64, inputCount: Int, outputCount: UInt64) throws {
    let zeros = [UInt8](repeating: 0, count: inputCount)
    let prague = try answer(number, zeros, fork: .prague)
    #expect(prague.succeeded && prague.count == Word(outputCount))
    let tooLong = try answer(number, zeros + [0], fork: .prague)
    #expect(!tooLong.succeeded && tooLong.count == 0)
    // Before, an account without code.
    let cancun = try answer(number, zeros + [0], fork: .cancun)
    #expect(cancun.succeeded && cancun.count == 0)
  }

  /// The example of RFC 6979, A.2.5: SHA-256 of "sample".
  private static let signature = [
    "af2bdbe1aa9b6ec1e2ade1d694f41fc71a831d0268e9891562113d8a62add1bf",
    "efd48b2aacb6a8fd1140dd9cd45e81d69d2c877b56aaf991c34d0ea84eaf3716",
    "f7cb1c942d657c41d436c7a1b6e29f65f3e900dbb9aff4064dc4ab2f843acda8",
    "60fed4ba255a9d31c961eb74c6356d68c049b8923b61fa6ce669622e60f29fb6",
    "7903fe1008b8bc99a41ae9e95628bc64f2f1b20c2d7e9f5177a3c294d4462299",
  ].flatMap { hexBytes("0x" + $0) ?? [] }

  @Test func secp256r1Answers() throws {
    #expect(Self.signature.count == 160)
    let valid = try answer(0x100, Self.signature, fork: .osaka)
    #expect(valid.succeeded && valid.count == 32 && valid.word == 1)
    var wrong = Self.signature
    wrong[5] ^= 1
    let invalid = try answer(0x100, wrong, fork: .osaka)
    #expect(invalid.succeeded && invalid.count == 0)
    let prague = try answer(0x100, Self.signature, fork: .prague)
    #expect(prague.succeeded && prague.count == 0)
  }

  /// EIP-7823.
  @Test(arguments: [(Fork.prague, true), (.osaka, false)])
  func modularExponentiationIsBounded(fork: Fork, succeeds: Bool) throws {
    let lengths = [0, 0, 1025].flatMap { Word(UInt64($0)).bigEndianBytes }
    #expect(try answer(5, lengths, fork: fork).succeeded == succeeds)
  }
}
