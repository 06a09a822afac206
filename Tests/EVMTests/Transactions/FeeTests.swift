import Primitives
import State
import Testing

@testable import EVM

/// EIP-1559, EIP-4844 and the rules for the beneficiary's fee.
@Suite struct FeeTests {
  private func transfer(_ cap: Word, _ priority: Word) -> Transaction {
    var transaction = Machine.call()
    transaction.kind = .dynamicFee
    transaction.maxFeePerGas = cap
    transaction.maxPriorityFeePerGas = priority
    transaction.to = Machine.other
    return transaction
  }

  private func machine(baseFee: Word) -> Machine {
    var machine = Machine([
      Machine.sender: account(balance: 1_000_000_000), Machine.other: account(balance: 1),
    ])
    machine.environment.baseFee = baseFee
    return machine
  }

  @Test(arguments: [(10, 2, 2), (10, 5, 3), (7, 1, 0)] as [(UInt64, UInt64, UInt64)])
  func beneficiaryGetsTheTipOnly(cap: UInt64, priority: UInt64, tip: UInt64) throws {
    let machine = machine(baseFee: 7)
    let effects = try machine.run(transfer(Word(cap), Word(priority)))
    #expect(effects.gasUsed == 21000)
    #expect(effects.fee == Word(tip * 21000))
    #expect(machine.record(Machine.sender).balance == Word(1_000_000_000 - (7 + tip) * 21000))
  }

  /// Amounts are kept in 128 bits where they fit, and otherwise apart: on both sides of where the price, the
  /// value or the sum of what they cost stops to fit, and where a base fee does, everybody gets the same.
  @Test(arguments: [1, 106, 107, 108, 109, 127, 128, 160], [1, 127, 128, 200] as [UInt64])
  func immenseAmountsAreExact(priceBits: UInt64, valueBits: UInt64) throws {
    let one = Word.one
    let owned = Word(0, 0, 0, 1 << 40)
    for excess: Word in [.zero &- one, .zero, one] {
      let tip = Word.shiftLeft(one, by: priceBits) &+ excess
      let value = Word.shiftLeft(one, by: valueBits) &+ excess
      for baseFee in [.zero, Word(7), Word.shiftLeft(one, by: priceBits)] {
        var machine = Machine([
          Machine.sender: account(balance: owned), Machine.other: account(balance: 1),
          // GASPRICE, stored under 0
          Machine.contract: account(nonce: 1, code: [0x3a, 0x60, 0, 0x55]),
        ])
        machine.environment.baseFee = baseFee
        var transaction = transfer(tip &+ baseFee, tip)
        transaction.value = value
        let effects = try machine.run(transaction)
        #expect(effects.status == .success)
        #expect(effects.fee == tip &* 21000)
        #expect(machine.record(Machine.other).balance == value &+ one)
        var left = owned &- value &- (tip &+ baseFee) &* 21000
        #expect(machine.record(Machine.sender).balance == left)
        transaction.nonce = 1
        transaction.value = .zero
        transaction.to = Machine.contract
        let used = Word(try machine.run(transaction).gasUsed)
        left = left &- (tip &+ baseFee) &* used
        #expect(machine.record(Machine.sender).balance == left)
        #expect(machine.value(0) == tip &+ baseFee)
      }
    }
  }

  @Test func blobGasIsBurnt() throws {
    var machine = machine(baseFee: 0)
    machine.environment.blobBaseFee = 3
    var transaction = transfer(1, 1)
    transaction.kind = .blob
    transaction.maxFeePerBlobGas = 5
    transaction.blobVersionedHashes = [Hash(Word(0, 0, 0, 1 << 56))]
    let effects = try machine.run(transaction)
    #expect(effects.fee == 21000)
    #expect(machine.record(Machine.sender).balance == 1_000_000_000 &- 21000 &- 3 &* 131_072)
  }

  @Test(
    arguments: [
      (0, 1), (2_314_057, 1), (2_314_058, 2), (10 * 131_072, 1), (33_384_770, 22026),
    ] as [(UInt64, UInt64)])
  func blobBaseFeeGrowsExponentially(excess: UInt64, fee: UInt64) {
    #expect(BlobSchedule.cancun.baseFee(excessBlobGas: excess) == Word(fee))
  }

  @Test func blobBaseFeeOfAnAbsurdExcessIsAnAnswer() {
    #expect(BlobSchedule.cancun.baseFee(excessBlobGas: .max) == .max)
  }

  @Test func writeOfTheBeneficiaryExcludesItsFee() throws {
    // The sender is the beneficiary: it pays the whole price, and the fee is reported beside that.
    var machine = machine(baseFee: 0)
    machine.environment.beneficiary = Machine.sender
    let effects = try machine.attempt(transfer(2, 2))
    let sender = machine.state.reference(Machine.sender)
    let written = (0..<effects.writes.count).map { effects.writes[$0] }
      .first { $0.kind == .balance && $0.account == sender }
    #expect(written?.value == 1_000_000_000 &- 42000)
    #expect(effects.fee == 42000)
  }

  @Test func feeOfZeroClearsAnEmptyBeneficiary() throws {
    var allocation: Allocation = [Machine.beneficiary: account()]
    allocation[Machine.sender] = account(balance: 1_000_000)
    let unpaid = Machine(allocation)
    try unpaid.run(transfer(0, 0))
    #expect(!unpaid.record(Machine.beneficiary).exists)
    let paid = Machine(allocation)
    let effects = try paid.run(transfer(1, 1))
    #expect(paid.record(Machine.beneficiary).balance == 21000)
    #expect((0..<effects.writes.count).allSatisfy { effects.writes[$0].kind != .erasure })
  }

  @Test func instructionsDoNotSeeTheFeeOfTheirTransaction() throws {
    // SSTORE(0, BALANCE(COINBASE) + 1)
    var machine = Machine(code: [0x41, 0x31, 0x60, 1, 0x01, 0x60, 0, 0x55])
    machine.environment.baseFee = 0
    var transaction = Machine.call()
    transaction.maxFeePerGas = 1
    transaction.maxPriorityFeePerGas = 1
    try machine.run(transaction)
    #expect(machine.value(0) == 1)
  }
}
