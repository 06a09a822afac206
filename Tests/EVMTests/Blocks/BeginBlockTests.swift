import Primitives
import State
import Testing

@testable import EVM

/// EIP-4788 and EIP-2935.
@Suite struct BeginBlockTests {
  static let beaconRoots = Address(hex: "0x000F3df6D732807Ef1319fB7B8bB8522d0Beac02")
  static let history = Address(hex: "0x0000F90827F1C53a10cb7A02335B175320002935")

  /// Stores the caller, the first word of its input, the base fee and the gas limit.
  private static let code: [UInt8] =
    [0x33] + Assembly.store(at: 0) + [0x60, 0, 0x35] + Assembly.store(at: 1)
    + [0x48] + Assembly.store(at: 2) + [0x45] + Assembly.store(at: 3)

  private func machine(_ fork: Fork, code: [UInt8] = code) throws -> Machine {
    var machine = Machine(
      [
        try #require(Self.beaconRoots): account(nonce: 1, code: code),
        try #require(Self.history): account(nonce: 1, code: code),
      ], fork: fork)
    machine.environment.parentBeaconBlockRoot = Hash(77)
    machine.environment.blockHashes = [299: Hash(88)]
    machine.environment.baseFee = 9
    machine.environment.gasLimit = 1_000_000
    return machine
  }

  @Test(arguments: [(Fork.shanghai, false, false), (.cancun, true, false), (.prague, true, true)])
  func contractsAreToldFromTheirForkOn(fork: Fork, root: Bool, hash: Bool) throws {
    let machine = try machine(fork)
    #expect(
      machine.engine.beginBlock(on: machine.state, environment: machine.environment)
        == (root || hash))
    for (contract, isTold, told) in [(Self.beaconRoots, root, 77), (Self.history, hash, 88)] {
      let contract = try #require(contract)
      let system = "0xfffffffffffffffffffffffffffffffffffffffe"
      #expect(machine.value(0, of: contract).hex == (isTold ? system : "0x0"))
      #expect(machine.value(1, of: contract) == (isTold ? Word(UInt64(told)) : 0))
      #expect(machine.value(2, of: contract) == (isTold ? 9 : 0))
      #expect(machine.value(3, of: contract) == (isTold ? 1_000_000 : 0))
    }
    #expect(!machine.record(Machine.beneficiary).exists)
  }

  @Test func nobodyIsToldWhatIsNotKnown() throws {
    var machine = try machine(.prague)
    machine.environment.parentBeaconBlockRoot = nil
    machine.environment.blockHashes = [:]
    #expect(!machine.engine.beginBlock(on: machine.state, environment: machine.environment))
    #expect(machine.value(0, of: try #require(Self.history)) == 0)
  }

  @Test func aFailingCallChangesNothing() throws {
    let machine = try machine(.prague, code: Assembly.push(1) + Assembly.store(at: 0) + [0xfe])
    #expect(!machine.engine.beginBlock(on: machine.state, environment: machine.environment))
    #expect(machine.value(0, of: try #require(Self.history)) == 0)
  }

  /// `make fuzz-evm` found precompiles, beneficiary and the contract itself warm here, which the executable
  /// specification has cold; in a transaction all three are warm.
  @Test(arguments: [
    Address(high: 0, middle: 0, low: 4), Machine.beneficiary,
    Address(high: 0x000F_3df6, middle: 0xD732_807E_f131_9fB7, low: 0xB8bB_8522_d0Be_ac02),
  ])
  func nothingIsWarmAtFirst(address: Address) throws {
    let price =
      [0x5a] + Assembly.push(address) + [0x31, 0x50, 0x5a, 0x90, 0x03] + Assembly.store(at: 5)
    let machine = try machine(.cancun, code: price)
    let contract = try #require(Self.beaconRoots)
    #expect(machine.engine.beginBlock(on: machine.state, environment: machine.environment))
    // PUSH, POP and GAS.
    let overhead: Word = 7
    #expect(machine.value(5, of: contract) == overhead &+ 2_600)

    // The next transaction begins as ever.
    var call = Machine.call()
    call.to = contract
    call.maxFeePerGas = 9
    var other = Machine(
      [
        Machine.sender: account(balance: 1_000_000_000_000_000_000),
        contract: account(nonce: 1, code: price),
      ])
    other.environment = machine.environment
    other.engine.beginBlock(on: other.state, environment: other.environment)
    try other.run(call)
    #expect(other.value(5, of: contract) == overhead &+ 100)
  }

  @Test func anAbsentContractIsNoMatter() {
    var machine = Machine([:], fork: .prague)
    machine.environment.parentBeaconBlockRoot = Hash(77)
    #expect(!machine.engine.beginBlock(on: machine.state, environment: machine.environment))
    #expect(machine.state.allocation().isEmpty)
  }
}
