/// What things cost where forks differ or the price is not an instruction's constant, in gas (yellow
/// paper, appendix G, and the EIPs since). Constants that never changed are in the interpreter's
/// instruction table.
///
/// The values written here are Frontier's.
public struct GasSchedule: Sendable, BitwiseCopyable {
  // Constants of instructions that forks changed; from EIP-2929 on zero where the access is charged for.
  public var balance: Int64 = 20
  /// EXTCODESIZE and EXTCODECOPY.
  public var externalCode: Int64 = 20
  public var externalCodeHash: Int64 = 0
  public var storageLoad: Int64 = 50
  /// CALL, CALLCODE, DELEGATECALL, STATICCALL.
  public var call: Int64 = 40
  public var selfDestruct: Int64 = 0
  /// EXP: per byte of the exponent.
  public var exponentByte: Int64 = 10

  // Access (EIP-2929)
  public var coldAccount: Int64 = 0
  public var warmAccess: Int64 = 0
  public var coldSlot: Int64 = 0

  // Storage
  public var storageSet: Int64 = 20000
  public var storageReset: Int64 = 5000
  /// SSTORE of what is there already; with net metering also of a slot that the transaction has changed.
  public var storageUnchanged: Int64 = 5000
  public var storageClearRefund: Int64 = 15000
  /// SSTORE fails unless more than this is left (EIP-2200).
  public var storageSentry: Int64 = -1

  // Calls, creations and destructions
  public var callValue: Int64 = 9000
  public var callStipend: Int64 = 2300
  public var newAccount: Int64 = 25000
  /// Callees get what is left less this many bits shifted off it: 63 bits of a number leave nothing.
  public var reservedShift: Int64 = 63
  /// SELFDESTRUCT whose beneficiary is not there yet.
  public var destructionToNewAccount: Int64 = 0
  /// For each account that SELFDESTRUCT removes.
  public var destructionRefund: Int64 = 24000
  public var codeDepositByte: Int64 = 200
  /// Per word of init code (EIP-3860); zero before.
  public var initCodeWord: Int64 = 0
  public var keccakWord: Int64 = 6
  public var copyWord: Int64 = 3
  public var logByte: Int64 = 8

  // Transactions
  public var transaction: Int64 = 21000
  public var transactionCreate: Int64 = 0
  public var zeroByte: Int64 = 4
  public var nonZeroByte: Int64 = 68
  public var accessListAddress: Int64 = 2400
  public var accessListKey: Int64 = 1900
  /// Each authorization (EIP-7702), and what is refunded of that where its account is there already.
  public var authorization: Int64 = 25000
  public var authorizationRefund: Int64 = 12500
  /// The least that is charged for a zero byte of input, and fourfold for another (EIP-7623); zero before.
  public var floorToken: Int64 = 0
  /// At most one part in this many of the gas used is refunded.
  public var refundQuotient: Int64 = 2
}
