import Primitives
import Testing

@testable import EVM

@Suite struct RejectionTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var expected: TransactionRejection
    var fork = Fork.cancun
    var change: @Sendable (inout Transaction) -> Void
    var testDescription: String { "\(expected)" }
  }

  static func blob(_ change: @escaping @Sendable (inout Transaction) -> Void)
    -> @Sendable (inout Transaction) -> Void
  {
    return {
      $0.kind = .blob
      $0.maxFeePerBlobGas = 10
      $0.blobVersionedHashes = [Hash(Word(0, 0, 0, 1 << 56))]
      change(&$0)
    }
  }

  /// Half the order of secp256k1's group: the highest s that EIP-2 allows.
  static let halfOrder = Word(
    0xDFE9_2F46_681B_20A0, 0x5D57_6E73_57A4_501D, 0xFFFF_FFFF_FFFF_FFFF, 0x7FFF_FFFF_FFFF_FFFF)

  static func signature(s: Word) -> Signature { Signature(yParity: false, r: 1, s: s) }

  static let cases = [
    Case(expected: .nonceTooLow) { $0.nonce = 1 },
    Case(expected: .nonceTooHigh) { $0.nonce = 3 },
    Case(expected: .nonceOverflow) { $0.nonce = .max },
    Case(expected: .insufficientFunds) { $0.value = 1_000_000_000_000_000_000 },
    Case(expected: .insufficientFunds) { $0.maxFeePerGas = 1_000_000_000_001 },
    Case(expected: .costOverflow) { $0.maxFeePerGas = .max },
    Case(expected: .costOverflow) { $0.value = .max },
    Case(expected: .intrinsicGasTooLow) { $0.gasLimit = 20999 },
    Case(expected: .intrinsicGasTooLow) {
      $0.gasLimit = 21019
      $0.input = [0, 1]
    },
    Case(expected: .initCodeTooLarge) {
      $0.to = nil
      $0.input = [UInt8](repeating: 0, count: 49153)
    },
    Case(expected: .feeCapBelowBaseFee) {
      $0.maxFeePerGas = 6
      $0.maxPriorityFeePerGas = 6
    },
    Case(expected: .priorityFeeAboveFeeCap) { $0.maxPriorityFeePerGas = 11 },
    Case(expected: .senderHasCode) { $0.sender = Machine.other },
    Case(expected: .gasLimitAboveBlock) { $0.gasLimit = 30_000_001 },
    Case(expected: .unsupportedType) { $0.kind = .setCode },
    Case(expected: .gasLimitAboveCap, fork: .osaka) { $0.gasLimit = 1 << 24 + 1 },
    Case(expected: .noAuthorizations, fork: .prague) { $0.kind = .setCode },
    Case(expected: .setCodeCreation, fork: .prague) {
      $0.kind = .setCode
      $0.to = nil
      $0.authorizations = [
        Authorization(chainID: 1, address: .zero, nonce: 0, yParity: 0, r: 1, s: 1)
      ]
    },
    Case(expected: .unsupportedType, fork: .istanbul) { $0.kind = .accessList },
    Case(expected: .unsupportedType, fork: .berlin) { $0.kind = .dynamicFee },
    Case(expected: .namesChainTooEarly, fork: .tangerineWhistle) {
      $0.kind = .legacy
      $0.chainID = 1
    },
    Case(expected: .highSignature) { $0.signature = Self.signature(s: halfOrder &+ 1) },
    Case(expected: .highSignature, fork: .homestead) {
      $0.kind = .legacy
      $0.chainID = nil
      $0.signature = Self.signature(s: halfOrder &+ 1)
    },
    Case(expected: .unsupportedType, fork: .shanghai, change: blob { _ in }),
    Case(expected: .noBlobs, change: blob { $0.blobVersionedHashes = [] }),
    Case(
      expected: .tooManyBlobs,
      change: blob {
        $0.blobVersionedHashes = [Hash](repeating: $0.blobVersionedHashes[0], count: 7)
      }),
    Case(
      expected: .tooManyBlobs, fork: .prague,
      change: blob { $0.blobVersionedHashes = Self.hashes(10) }),
    Case(
      expected: .tooManyBlobs, fork: .osaka,
      change: blob { $0.blobVersionedHashes = Self.hashes(7) }),
    Case(expected: .blobVersion, change: blob { $0.blobVersionedHashes = [.zero] }),
    Case(expected: .blobFeeCapBelowBaseFee, change: blob { $0.maxFeePerBlobGas = 1 }),
    Case(expected: .blobCreation, change: blob { $0.to = nil }),
    Case(expected: .chainIDMismatch) { $0.chainID = 5 },
  ]

  private static func machine(_ fork: Fork) -> Machine {
    var machine = Machine(
      [
        Machine.sender: account(balance: 1_000_000_000_000_000_000, nonce: 2),
        Machine.other: account(balance: 1_000_000_000_000_000_000, nonce: 2, code: [0x00]),
      ], fork: fork)
    machine.environment.baseFee = 7
    machine.environment.blobBaseFee = 2
    machine.environment.gasLimit = 30_000_000
    return machine
  }

  private static func transaction() -> Transaction {
    var transaction = Machine.call()
    transaction.kind = .dynamicFee
    transaction.nonce = 2
    transaction.maxFeePerGas = 10
    transaction.maxPriorityFeePerGas = 1
    return transaction
  }

  @Test(arguments: cases) func isNamed(example: Case) throws {
    var transaction = Self.transaction()
    example.change(&transaction)
    let effects = try Self.machine(example.fork).attempt(transaction)
    #expect(effects.status == .rejected)
    #expect(TransactionRejection(rawValue: effects.rejection) == example.expected)
    #expect(effects.writes.count == 0 && effects.gasUsed == 0)
  }

  @Test func theSameTransactionUnchangedIsValid() throws {
    let machine = Self.machine(.cancun)
    #expect(try machine.attempt(Self.transaction()).status == .success)
    var withBlob = Self.transaction()
    Self.blob { _ in }(&withBlob)
    #expect(try machine.attempt(withBlob).status == .success)
  }

  private static func hashes(_ count: Int) -> [Hash] {
    [Hash](repeating: Hash(Word(0, 0, 0, 1 << 56)), count: count)
  }

  /// What one fork refuses another takes.
  @Test(arguments: [(Fork.cancun, 6), (.prague, 9), (.osaka, 6), (.bpo2, 6)])
  func blobsUpToTheLimitAreValid(fork: Fork, count: Int) throws {
    var transaction = Self.transaction()
    Self.blob { $0.blobVersionedHashes = Self.hashes(count) }(&transaction)
    #expect(try Self.machine(fork).attempt(transaction).status == .success)
  }

  @Test(arguments: [(Fork.prague, UInt64(1 << 24 + 1)), (.osaka, 1 << 24)])
  func gasUpToTheCapIsValid(fork: Fork, limit: UInt64) throws {
    var transaction = Self.transaction()
    transaction.gasLimit = limit
    #expect(try Self.machine(fork).attempt(transaction).status == .success)
  }

  @Test func whatHomesteadAndEIP155RefuseWasValid() throws {
    var early = Self.transaction()
    early.kind = .legacy
    early.signature = Self.signature(s: Self.halfOrder &+ 1)
    #expect(try Self.machine(.frontier).attempt(early).status == .success)
    early.signature = Self.signature(s: Self.halfOrder)
    early.chainID = 1
    #expect(try Self.machine(.spuriousDragon).attempt(early).status == .success)
  }

  @Test func everyReasonHasItsWords() {
    let words = Set(TransactionRejection.allCases.map(\.description))
    #expect(words.count == TransactionRejection.allCases.count)
  }
}
