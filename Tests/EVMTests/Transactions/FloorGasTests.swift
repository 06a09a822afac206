import Primitives
import State
import Testing

@testable import EVM

/// EIP-7623: input has a price that no refund goes below.
@Suite struct FloorGasTests {
  private func transaction(_ input: [UInt8]) -> Transaction {
    var transaction = Machine.call()
    transaction.input = input
    return transaction
  }

  @Test(
    arguments: [
      ([0], 21010), ([1], 21040), ([UInt8](repeating: 1, count: 100), 25000),
      ([UInt8](repeating: 0, count: 100), 22000), ([], 21000),
    ] as [([UInt8], UInt64)])
  func inputHasAFloor(input: [UInt8], gas: UInt64) throws {
    let transaction = transaction(input)
    #expect(try Machine(code: [], fork: .prague).attempt(transaction).gasUsed == gas)
    #expect(
      try Machine(code: [], fork: .cancun).attempt(transaction).gasUsed
        == 21000 + (gas - 21000) * 4 / 10)
  }

  @Test func theLimitMustReachTheFloor() throws {
    var transaction = transaction([UInt8](repeating: 1, count: 100))
    let machine = Machine(code: [], fork: .prague)
    transaction.gasLimit = 25000
    #expect(try machine.attempt(transaction).status == .success)
    transaction.gasLimit = 24999
    let effects = try machine.attempt(transaction)
    #expect(effects.rejection == TransactionRejection.intrinsicGasTooLow.rawValue)
  }

  /// Clearing a slot costs 5,004 gas and refunds 4,800, which a floor of 4,000 above the transaction's
  /// own price cuts short.
  @Test(arguments: [(0, 21204, 4800), (100, 25000, 2604)] as [(Int, UInt64, UInt64)])
  func refundsEndAtTheFloor(count: Int, used: UInt64, refunded: UInt64) throws {
    let machine = Machine(code: [0x5f, 0x5f, 0x55], storage: [0: 1], fork: .prague)
    let effects = try machine.attempt(transaction([UInt8](repeating: 1, count: count)))
    #expect(effects.gasUsed == used && effects.gasRefunded == refunded)
  }

  @Test func workAboveTheFloorIsPaidAsBefore() throws {
    let machine = Machine(
      code: [UInt8](repeating: 0x58, count: 1000), fork: .prague)
    let transaction = transaction([1, 1])
    #expect(try machine.attempt(transaction).gasUsed == 21032 + 2000)
  }
}
