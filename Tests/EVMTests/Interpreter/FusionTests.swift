import Primitives
import Testing

@testable import EVM

/// Fused code must do what plain code does: same halt, gas, memory, output and operands.
@Suite struct FusionTests {
  /// Bytes of code that fusing looks for, and enough else to interrupt it.
  private static let opcodes: [UInt8] =
    [0x01, 0x02, 0x03, 0x10, 0x11, 0x14, 0x15, 0x16, 0x18, 0x1b, 0x1c, 0x35, 0x50, 0x51, 0x52]
    + [0x56, 0x57, 0x58, 0x59, 0x5a, 0x5b, 0x5f, 0x60, 0x60, 0x60, 0x60, 0x61, 0x6f, 0x80, 0x80]
    + [0x81, 0x82, 0x83, 0x90, 0x90, 0x91, 0x92, 0x20, 0x19, 0x17]

  private struct Generator {
    var state: UInt64
    mutating func next(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int((state >> 33) % UInt64(bound))
    }
  }

  /// Code of random sequences with a floor of operands, so that most of it runs for a while.
  static func randomCode(_ seed: UInt64) -> [UInt8] {
    var generator = Generator(state: seed &* 0x9e37_79b9_7f4a_7c15 &+ 1)
    var code: [UInt8] = []
    for _ in 0..<12 { code += Assembly.push(UInt64(generator.next(40))) }
    for _ in 0..<60 {
      let opcode = opcodes[generator.next(opcodes.count)]
      code.append(opcode)
      if opcode >= 0x60 && opcode <= 0x7f {
        for _ in 0..<(Int(opcode) - 0x5f) { code.append(UInt8(generator.next(80))) }
      }
    }
    return code
  }

  @Test(arguments: 0..<40) func randomCodeRunsAlike(batch: Int) {
    for i in 0..<100 {
      let code = Self.randomCode(UInt64(batch * 100 + i))
      let callData = [UInt8](1...64)
      let fused = PureFrame(code, gas: 3_000, callData: callData, stackCount: 64)
      let plain = PureFrame(code, gas: 3_000, callData: callData, stackCount: 64, fuses: false)
      #expect(fused.halt == plain.halt, "\(code)")
      #expect(fused.gasUsed == plain.gasUsed, "\(code)")
      #expect(fused.memory == plain.memory, "\(code)")
      #expect(fused.output == plain.output, "\(code)")
    }
  }

  /// Every fused form by its own sequence, with the operands left on the stack compared through STOP.
  @Test(
    arguments: [
      [0x60, 5, 0x01], [0x60, 5, 0x90, 0x03], [0x60, 5, 0x02], [0x60, 5, 0x16],
      [0x73] + [UInt8](repeating: 0xff, count: 20) + [0x16], [0x60, 5, 0x14], [0x60, 5, 0x10],
      [0x60, 5, 0x11], [0x60, 5, 0x1b], [0x60, 5, 0x1c], [0x60, 5, 0x51], [0x60, 5, 0x52],
      [0x60, 5, 0x60, 9, 0x52], [0x60, 5, 0x35], [0x90, 0x50], [0x91, 0x50], [0x50, 0x50],
      [0x60, 5, 0x60, 6], [0x15, 0x15], [0x90, 0x03], [0x81, 0x01], [0x60, 5, 0x81],
      [0x60, 5, 0x82], [0x60, 5, 0x84], [0x82, 0x01], [0x85, 0x01], [0x60, 5, 0x81, 0x01],
      [0x60, 5, 0x84, 0x01], [0x60, 5, 0x80, 0x01], [0x80, 0x80], [0x81, 0x80], [0x80, 0x83],
      [0x82, 0x84], [0x83, 0x81, 0x52], [0x81, 0x52], [0x50, 0x50, 0x50], [0x91, 0x90],
      [0x60, 1, 0x60, 1, 0x60, 0xa0, 0x1b, 0x03], [0x60, 7, 0x60, 1, 0x60, 0xff, 0x1b, 0x03, 0x16],
      [0x60, 7, 0x60, 1, 0x61, 1, 0, 0x1b, 0x03], [0x63, 1, 2, 3, 4, 0x60, 0xe0, 0x1b],
      [0x60, 9, 0x60, 1, 0x60, 1, 0x60, 0xa0, 0x1b, 0x03, 0x16], [0x60, 3, 0x60, 2, 0x1b, 0x16],
    ] as [[UInt8]]) func sequenceLeavesTheSameOperands(sequence: [UInt8])
  {
    for operands in [[1, 2, 3, 4], [5, 5, 5, 5], [0, 0, 0, 0], [9, 0, 7, 300]] as [[UInt64]] {
      // End by returning every operand: store the top eight, growing the stack first to have them.
      var code: [UInt8] = [0x60, 0xa1, 0x60, 0xa2, 0x60, 0xa3, 0x60, 0xa4]
      for operand in operands { code += Assembly.push(operand) }
      code += sequence
      for i in 0..<8 { code += Assembly.push(UInt64(1024 + 32 * i)) + [0x52] }
      code += [0x60, 0x00]
      let callData = [UInt8](1...64)
      let fused = PureFrame(code, callData: callData)
      let plain = PureFrame(code, callData: callData, fuses: false)
      #expect(fused.halt == plain.halt)
      #expect(fused.gasUsed == plain.gasUsed)
      #expect(fused.memory == plain.memory)
    }
  }

  /// Conditional jumps of every fused form, taken and not taken.
  @Test(
    arguments: [
      [], [0x15], [0x14], [0x18], [0x03], [0x10], [0x11], [0x10, 0x15], [0x11, 0x15], [0x14, 0x15],
      [0x80, 0x60, 4, 0x14], [0x80, 0x60, 4, 0x11], [0x80, 0x60, 4, 0x10],
      [0x81, 0x81, 0x10], [0x81, 0x81, 0x11], [0x80, 0x82, 0x10], [0x80, 0x82, 0x11],
      [0x81, 0x81, 0x10, 0x15], [0x81, 0x81, 0x11, 0x15], [0x80, 0x80, 0x10], [0x81, 0x80, 0x10],
    ] as [[UInt8]]) func conditionalJumpsGoTheSameWay(condition: [UInt8])
  {
    for (a, b) in [(0, 0), (4, 4), (3, 4), (4, 3), (0, 4), (4, 0), (5, 5)] as [(UInt64, UInt64)] {
      let head = [0x60, 0xee] + Assembly.push(a) + Assembly.push(b) + condition
      let target = UInt8(head.count + 2 + 1 + 5)
      let code =
        head + [0x60, target, 0x57] + [0x60, 1, 0x60, 0, 0x52, 0x00].dropLast()
        + [0x5b, 0x59, 0x60, 32, 0x52, 0x00]
      let fused = PureFrame(code)
      let plain = PureFrame(code, fuses: false)
      #expect(plain.halt == .stopped)
      #expect(fused.halt == plain.halt)
      #expect(fused.gasUsed == plain.gasUsed)
      #expect(fused.memory == plain.memory)
    }
  }
}
