/// What things cost where the price is not an instruction's constant, in gas (yellow paper, appendix G,
/// and the EIPs since). Constants of instructions are in the interpreter's instruction table.
public struct GasSchedule: Sendable, BitwiseCopyable {
  // Access (EIP-2929)
  public var coldAccount: Int64 = 2600
  public var warmAccess: Int64 = 100
  public var coldSlot: Int64 = 2100

  // Storage (EIP-2200 with the figures of EIP-2929 and EIP-3529)
  public var storageSet: Int64 = 20000
  public var storageReset: Int64 = 2900
  public var storageClearRefund: Int64 = 4800
  /// SSTORE fails unless more than this is left.
  public var storageSentry: Int64 = 2300

  // Calls and creations
  public var callValue: Int64 = 9000
  public var callStipend: Int64 = 2300
  public var newAccount: Int64 = 25000
  public var codeDepositByte: Int64 = 200
  /// Per word of init code (EIP-3860); zero before.
  public var initCodeWord: Int64 = 0
  public var keccakWord: Int64 = 6
  public var copyWord: Int64 = 3
  public var logByte: Int64 = 8

  // Transactions
  public var transaction: Int64 = 21000
  public var transactionCreate: Int64 = 32000
  public var zeroByte: Int64 = 4
  public var nonZeroByte: Int64 = 16
  public var accessListAddress: Int64 = 2400
  public var accessListKey: Int64 = 1900
  /// At most one part in this many of the gas used is refunded (EIP-3529).
  public var refundQuotient: Int64 = 5
}
