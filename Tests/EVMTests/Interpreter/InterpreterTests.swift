import Primitives
import Testing

@testable import EVM

/// Instructions without state, checked one by one where a mistake would be silent.
@Suite struct InterpreterTests {
  private func top(_ code: [UInt8], callData: [UInt8] = []) -> Word {
    let frame = PureFrame(code + Assembly.returnTop, callData: callData)
    #expect(frame.halt == .returned)
    return frame.output.withUnsafeBytes { Word(bigEndian: $0.baseAddress!) }
  }

  @Test func operandOrder() {
    #expect(top([0x60, 3, 0x60, 10, 0x03]) == 7)  // 10 − 3
    #expect(top([0x60, 3, 0x60, 10, 0x04]) == 3)  // 10 / 3
    #expect(top([0x60, 3, 0x60, 10, 0x06]) == 1)  // 10 mod 3
    #expect(top([0x60, 3, 0x60, 2, 0x0a]) == 8)  // 2 to the 3rd
    #expect(top([0x60, 3, 0x60, 10, 0x10]) == 0)  // 10 < 3
    #expect(top([0x60, 3, 0x60, 10, 0x11]) == 1)  // 10 > 3
    #expect(top([0x60, 8, 0x60, 5, 0x60, 4, 0x08]) == 1)  // (4 + 5) mod 8
    #expect(top([0x60, 1, 0x60, 4, 0x1b]) == 16)  // 1 << 4
    #expect(top([0x60, 16, 0x60, 4, 0x1c]) == 1)  // 16 >> 4
    #expect(top([0x60, 0xab, 0x60, 31, 0x1a]) == 0xab)  // byte 31
    #expect(top([0x60, 0xff, 0x60, 0, 0x0b]) == .max)  // sign of byte 0
  }

  @Test func callDataIsPaddedWithZeros() {
    let data = [UInt8](1...40)
    #expect(top([0x60, 0x00, 0x35], callData: data).l3 == 0x0102_0304_0506_0708)
    #expect(top([0x60, 0x20, 0x35], callData: data).l3 == 0x2122_2324_2526_2728)
    #expect(top([0x60, 0x24, 0x35], callData: data).l3 == 0x2526_2728_0000_0000)
    #expect(top([0x60, 0x28, 0x35], callData: data) == 0)
    #expect(top(Assembly.push(.max) + [0x35], callData: data) == 0)
  }

  @Test func gasSeesExactlyWhatWasSpent() {
    // PUSH1 PUSH1 ADD POP GAS: 3 + 3 + 3 + 2 + 2 before the value is taken.
    #expect(top([0x60, 1, 0x60, 2, 0x01, 0x50, 0x5a]) == Word(1_000_000 - 13))
  }

  @Test func memoryCostsItsQuadraticPrice() {
    // MSTORE at 32·(1024 − 1) makes 1,024 words: 3·1024 + 1024²/512 = 5,120.
    let frame = PureFrame([0x60, 0x00] + Assembly.push(32 * 1023) + [0x52, 0x00])
    #expect(frame.halt == .stopped)
    #expect(frame.gasUsed == 3 + 3 + 3 + 5_120)
    #expect(frame.memory.count == 32 * 1024)
  }

  @Test func hugeOffsetsAreOutOfGas() {
    for offset in [UInt64(1) << 32, .max, .max - 31, 0xffff_ffff] {
      #expect(PureFrame(Assembly.push(offset) + [0x51]).halt == .outOfGas)
      #expect(PureFrame([0x60, 1] + Assembly.push(offset) + [0x20]).halt == .outOfGas)
    }
    // A size of zero costs nothing, whatever the offset.
    let frame = PureFrame([0x60, 0] + Assembly.push(.max) + [0x20, 0x50, 0x00])
    #expect(frame.halt == .stopped)
    #expect(frame.memory.isEmpty)
  }

  @Test func haltsAreNamed() {
    #expect(PureFrame([0x01]).halt == .stackUnderflow)
    #expect(PureFrame([0x60, 1, 0x56]).halt == .invalidJump)
    #expect(PureFrame([0x60, 1, 0x60, 1, 0x57]).halt == .invalidJump)
    #expect(PureFrame([0x0c]).halt == .invalidInstruction)
    #expect(PureFrame([0xfe]).halt == .invalidInstruction)
    #expect(PureFrame([0x60, 1, 0x50], gas: 4).halt == .outOfGas)
    #expect(PureFrame([0x60, 1, 0x60, 0, 0x60, 0, 0x3e]).halt == .returnDataOutOfBounds)
    #expect(PureFrame([UInt8](repeating: 0x30, count: 1025)).halt == .stackOverflow)
    #expect(PureFrame([UInt8](repeating: 0x30, count: 1024)).halt == .stopped)
    #expect(PureFrame([]).halt == .stopped)
  }

  @Test func exceptionalHaltsTakeAllGasAndReverts() {
    #expect(PureFrame([0xfe], gas: 500).gasUsed == 500)
    let reverted = PureFrame([0x60, 0, 0x60, 0, 0xfd], gas: 500)
    #expect(reverted.halt == .reverted)
    #expect(reverted.gasUsed == 6)
  }

  @Test func jumpsIntoPushDataAreInvalid() {
    // The 0x5b at 3 is the operand of the PUSH1 at 2.
    #expect(PureFrame([0x60, 3, 0x60, 0x5b, 0x56, 0x00]).halt == .invalidJump)
    #expect(PureFrame([0x60, 3, 0x56, 0x5b, 0x00]).halt == .stopped)
    // An untaken jump to nowhere is no fault.
    #expect(PureFrame([0x60, 0, 0x60, 99, 0x57, 0x00]).halt == .stopped)
  }

  @Test func truncatedPushReadsZeros() {
    let frame = PureFrame([0x62, 0x01], stackCount: 1)
    #expect(frame.halt == .stopped)
    #expect(frame.stack == [0x01_0000])
  }

  @Test func instructionsOfLaterForksAreInvalidBefore() {
    let push0: [UInt8] = [0x5f, 0x50]
    #expect(PureFrame(push0, rules: ForkRules(.paris)).halt == .invalidInstruction)
    #expect(PureFrame(push0, rules: ForkRules(.shanghai)).halt == .stopped)
    let copy: [UInt8] = [0x60, 0, 0x60, 0, 0x60, 0, 0x5e]
    #expect(PureFrame(copy, rules: ForkRules(.shanghai)).halt == .invalidInstruction)
    #expect(PureFrame(copy, rules: ForkRules(.cancun)).halt == .stopped)
  }
}
