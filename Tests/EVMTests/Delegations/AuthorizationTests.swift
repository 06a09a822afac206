import Primitives
import Signatures
import State
import Testing

@testable import EVM

/// EIP-7702: which authorizations hold, what they change and what they cost.
@Suite struct AuthorizationTests {
  static let delegate = Address(high: 0xde1e_0000, middle: 0, low: 1)
  private let authority: Address

  init() throws { authority = try #require(address(ofSecretKey: Authority.key)) }

  private func machine(_ before: AccountAllocation? = nil, target: [UInt8] = []) -> Machine {
    var allocation: Allocation = [
      Machine.sender: account(balance: 1_000_000_000), Machine.other: account(code: target),
    ]
    allocation[authority] = before
    return Machine(allocation, fork: .prague)
  }

  /// What a transaction with these authorizations leaves of the authority.
  @discardableResult
  private func run(
    _ authorizations: [Authorization], on machine: Machine
  ) throws -> (effects: TransactionEffects, code: [UInt8], nonce: UInt64) {
    let effects = try machine.run(Authority.transaction(authorizations))
    let record = machine.record(authority)
    return (effects, Array(machine.state.codeStore.bytes(record.code)), record.nonce)
  }

  private let designator = Delegation.code(to: delegate)

  @Test func designatorIsThePrefixAndTheAddress() {
    #expect(designator == [0xef, 1, 0] + Self.delegate.bytes)
    #expect(designator.withUnsafeBytes { Delegation.target(of: $0) } == Self.delegate)
    for code in [designator + [0], Array(designator.dropLast()), [0xef, 1, 1] + designator[3...]] {
      #expect(code.withUnsafeBytes { Delegation.target(of: $0) } == nil)
    }
  }

  // MARK: What holds

  @Test(arguments: [0, 1] as [Word]) func newAccountsArePaidInFull(chainID: Word) throws {
    let machine = machine()
    let after = try run([try Authority.sign(to: Self.delegate, chainID: chainID)], on: machine)
    #expect(after.effects.status == .success)
    #expect(after.code == designator && after.nonce == 1)
    #expect(after.effects.gasUsed == 46000 && machine.refundCounter == 0)
  }

  /// 12,500 of the 25,000, but no more than a fifth of all.
  @Test(arguments: [account(balance: 1), account(nonce: 3), account(balance: 1, nonce: 3)])
  func accountsThatAreThereAreRefunded(before: AccountAllocation) throws {
    let machine = machine(before)
    let after = try run(
      [try Authority.sign(to: Self.delegate, nonce: before.nonce)], on: machine)
    #expect(after.code == designator && after.nonce == before.nonce + 1)
    #expect(machine.refundCounter == 12500)
    #expect(after.effects.gasRefunded == 9200 && after.effects.gasUsed == 46000 - 9200)
  }

  @Test func delegationsAreReplacedAndCleared() throws {
    let old = account(nonce: 1, code: Delegation.code(to: Machine.contract))
    #expect(
      try run([try Authority.sign(to: Self.delegate, nonce: 1)], on: machine(old)).code
        == designator)
    let cleared = try run([try Authority.sign(to: .zero, nonce: 1)], on: machine(old))
    #expect(cleared.code == [] && cleared.nonce == 2)
  }

  @Test func authorizationsHoldOneAfterTheOther() throws {
    let machine = machine()
    let after = try run(
      [
        try Authority.sign(to: Machine.contract), try Authority.sign(to: Machine.contract),
        try Authority.sign(to: Self.delegate, nonce: 1), try Authority.sign(to: .zero, nonce: 3),
      ], on: machine)
    #expect(after.code == designator && after.nonce == 2)
    // The account is there from the first on.
    #expect(machine.refundCounter == 12500)
  }

  @Test func sendersHaveCountedTheTransactionBefore() throws {
    let machine = machine(account(balance: 1_000_000_000, nonce: 5))
    for (nonce, isValid) in [(5, false), (6, true)] as [(UInt64, Bool)] {
      var transaction = Authority.transaction([try Authority.sign(to: Self.delegate, nonce: nonce)])
      transaction.sender = authority
      transaction.nonce = 5
      let effects = try machine.attempt(transaction)
      let writesCode = (0..<effects.writes.count).contains { effects.writes[$0].kind == .code }
      #expect(effects.status == .success && writesCode == isValid)
    }
  }

  // MARK: What does not

  struct Flaw: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var change: @Sendable (inout Authorization) -> Void
    init(_ name: String, _ change: @escaping @Sendable (inout Authorization) -> Void) {
      testDescription = name
      self.change = change
    }
  }

  /// The order of secp256k1's group.
  private static let order =
    RejectionTests.halfOrder &+ RejectionTests.halfOrder &+ .one

  static let flaws = [
    Flaw("another chain") { $0 = Authority.resigned($0) { $0.chainID = 5 } },
    Flaw("a chain beyond 64 bits") {
      $0 = Authority.resigned($0) { $0.chainID = Word(1, 1, 0, 0) }
    },
    Flaw("a nonce too low") { $0 = Authority.resigned($0) { $0.nonce = 1 } },
    Flaw("a nonce too high") { $0 = Authority.resigned($0) { $0.nonce = 3 } },
    Flaw("the last nonce") { $0 = Authority.resigned($0) { $0.nonce = .max } },
    Flaw("a parity of 2") { $0.yParity = 2 },
    Flaw("a parity of 27") { $0.yParity += 27 },
    Flaw("a parity of 255") { $0.yParity = 255 },
    Flaw("the other parity") { $0.yParity ^= 1 },
    Flaw("r zero") { $0.r = 0 },
    Flaw("r the order") { $0.r = order },
    Flaw("r of no point") { $0.r = 5 },
    Flaw("s zero") { $0.s = 0 },
    Flaw("s in the upper half") {
      $0.s = order &- $0.s
      $0.yParity ^= 1
    },
    Flaw("another address") { $0.address = Machine.contract },
  ]

  @Test(arguments: flaws) func whatDoesNotHoldIsPassedOver(flaw: Flaw) throws {
    var authorization = try Authority.sign(to: Self.delegate, nonce: 2)
    flaw.change(&authorization)
    let machine = machine(account(balance: 1, nonce: 2))
    let after = try run([authorization], on: machine)
    #expect(after.effects.status == .success && after.effects.gasUsed == 46000)
    #expect(after.code == [] && after.nonce == 2 && machine.refundCounter == 0)
  }

  @Test func contractsDoNotDelegate() throws {
    let machine = machine(account(nonce: 1, code: [0xef, 1, 1] + designator[3...]))
    let after = try run([try Authority.sign(to: Self.delegate, nonce: 1)], on: machine)
    #expect(after.code.count == 23 && after.code[2] == 1 && after.nonce == 1)
    #expect(machine.refundCounter == 0)
  }

  // MARK: Around them

  /// Warm as soon as the signer is known, whether or not the authorization holds.
  @Test(arguments: [(UInt64(0), UInt64(1), UInt64(103)), (7, 1, 103), (0, 5, 2603)])
  func signersAreWarm(nonce: UInt64, chainID: UInt64, gas: UInt64) throws {
    let machine = machine(target: Assembly.push(authority) + [0x31])
    let authorization = try Authority.sign(
      to: Self.delegate, nonce: nonce, chainID: Word(chainID))
    #expect(try machine.executionGas(Authority.transaction([authorization])) == gas)
  }

  @Test(arguments: [[0xfe], Assembly.push(0) + Assembly.push(0) + [0xfd]] as [[UInt8]])
  func theyOutliveAFailingCall(target: [UInt8]) throws {
    let machine = machine(account(balance: 1), target: target)
    let after = try run([try Authority.sign(to: Self.delegate)], on: machine)
    #expect(after.effects.status != .success)
    #expect(after.code == designator && after.nonce == 1)
    #expect(machine.refundCounter == 12500 && after.effects.gasRefunded > 0)
  }

  @Test func accountsThatDelegateMaySend() throws {
    for (code, status) in [(designator, TransactionStatus.success), ([0], .rejected)] {
      let machine = machine(account(balance: 1_000_000_000, code: code))
      var call = Machine.call()
      call.sender = authority
      call.to = Machine.other
      #expect(try machine.attempt(call).status == status)
    }
  }
}
