import Primitives
import Testing

@testable import EVM

/// EIP-2929, EIP-2930, EIP-3651.
@Suite struct AccessCostTests {
  private func balanceCost(_ address: Address, fork: Fork = .cancun) throws -> UInt64 {
    try Machine(code: Assembly.push(address) + [0x31, 0x50], fork: fork).executionGas() - 5
  }

  @Test func addressesAreColdOnce() throws {
    #expect(try balanceCost(Machine.other) == 2600)
    let twice = Assembly.push(Machine.other) + [0x31, 0x50]
    #expect(try Machine(code: twice + twice).executionGas() == 2600 + 100 + 10)
  }

  @Test func whatIsWarmFromTheStart() throws {
    #expect(try balanceCost(Machine.sender) == 100)
    #expect(try balanceCost(Machine.contract) == 100)
    for number: UInt64 in 1...10 {
      #expect(try balanceCost(Address(high: 0, middle: 0, low: number)) == 100)
    }
    #expect(try balanceCost(Address(high: 0, middle: 0, low: 11)) == 2600)
    #expect(try balanceCost(Address(high: 0, middle: 0, low: 10), fork: .shanghai) == 2600)
  }

  @Test func beneficiaryIsWarmFromShanghaiOn() throws {
    #expect(try balanceCost(Machine.beneficiary, fork: .paris) == 2600)
    #expect(try balanceCost(Machine.beneficiary, fork: .shanghai) == 100)
  }

  @Test func accessesOfAFailedFrameAreColdAgain() throws {
    // The callee touches slot 0 and an address, then reverts; the second call pays for both again.
    let callee =
      Assembly.push(Address(high: 0, middle: 0, low: 0xdead)) + [0x3b, 0x50]
      + [0x60, 0, 0x54, 0x50, 0x60, 0, 0x60, 0, 0xfd]
    let call = Assembly.call(Machine.other) + [0x50]
    let others = [Machine.other: account(nonce: 1, code: callee)]
    let once = try Machine(code: call, others: others).executionGas()
    let twice = try Machine(code: call + call, others: others).executionGas()
    // Only the callee's own address has become warm: it was accessed by the caller.
    #expect(twice == 2 * once - 2500)
  }

  @Test func valueToNothingMakesAnAccount() throws {
    let toNothing = try Machine(
      code: Assembly.call(Machine.other, value: 1, gas: 0), balance: 1
    ).executionGas()
    let toSomebody = try Machine(
      code: Assembly.call(Machine.other, value: 1, gas: 0), balance: 1,
      others: [Machine.other: account(balance: 1)]
    ).executionGas()
    #expect(toNothing == toSomebody + 25000)
    // Nobody used the stipend, so it comes back.
    #expect(toSomebody == 21 + 2600 + 9000 - 2300)
  }
}
