import Primitives
import State
import Testing

@testable import EVM

/// EIP-6110, EIP-7002, EIP-7251 and EIP-7685.
@Suite struct EndBlockTests {
  static let withdrawals = Address(hex: "0x00000961Ef480Eb55e80D19ad83579A64c007002")
  static let consolidations = Address(hex: "0x0000BBdDc7CE488642fb579F8B00f3a590007251")
  static let depositContract = Address(hex: "0x00000000219ab540356cBB839Cbe05303d7705Fa")

  /// Counts its calls in slot 0 and returns the last `count` bytes of that word.
  private static func queue(returning count: UInt64) -> [UInt8] {
    Assembly.push(0) + [0x54] + Assembly.push(1) + [0x01, 0x80] + Assembly.store(at: 0)
      + Assembly.push(0) + [0x52] + Assembly.push(count) + Assembly.push(32 - count) + [0xf3]
  }

  private func machine(
    _ fork: Fork = .prague, withdrawals: [UInt8] = queue(returning: 2),
    consolidations: [UInt8] = queue(returning: 1)
  ) throws -> Machine {
    Machine(
      [
        try #require(Self.withdrawals): account(nonce: 1, code: withdrawals, storage: [0: 0x0707]),
        try #require(Self.consolidations): account(nonce: 1, code: consolidations),
      ], fork: fork)
  }

  private func requests(_ machine: Machine, logs: [Log] = []) throws -> [ExecutionRequest] {
    try machine.engine.endBlock(on: machine.state, environment: machine.environment, logs: logs)
  }

  /// A deposit's event: five offsets, then each field behind its length.
  private func deposit() throws -> Log {
    var data: [UInt8] = []
    for offset in [160, 256, 320, 384, 512] as [UInt64] { data += Word(offset).bigEndianBytes }
    for (count, byte) in [(48, 1), (32, 2), (8, 3), (96, 4), (8, 5)] as [(Int, UInt8)] {
      let padding = (32 - count % 32) % 32
      data += Word(UInt64(count)).bigEndianBytes + [UInt8](repeating: byte, count: count)
      data += [UInt8](repeating: 0, count: padding)
    }
    let declaration = Array("DepositEvent(bytes,bytes,bytes,bytes,bytes)".utf8)
    return Log(
      address: try #require(Self.depositContract), topics: [keccak256(declaration).word],
      data: data)
  }

  @Test func queuesAreCalledAndKeepWhatTheyWrote() throws {
    let machine = try machine()
    #expect(
      try requests(machine) == [
        ExecutionRequest(kind: 1, data: [7, 8]), ExecutionRequest(kind: 2, data: [1]),
      ])
    #expect(machine.value(0, of: try #require(Self.withdrawals)) == 0x0708)
  }

  @Test func requestsWithoutDataAreLeftOut() throws {
    let machine = try machine(withdrawals: Self.queue(returning: 0))
    #expect(try requests(machine) == [ExecutionRequest(kind: 2, data: [1])])
  }

  @Test func thereAreNoneBeforePrague() throws {
    let machine = try machine(.cancun)
    #expect(try requests(machine, logs: [try deposit()]) == [])
    #expect(machine.value(0, of: try #require(Self.withdrawals)) == 0x0707)
  }

  @Test func depositsAreReadOffTheLogs() throws {
    var other = try deposit()
    other.address = Machine.other
    var unknown = try deposit()
    unknown.topics = [1]
    var silent = try deposit()
    silent.topics = []
    let found = try requests(
      try machine(), logs: [other, try deposit(), unknown, silent, try deposit()])
    let fields: [(Int, UInt8)] = [(48, 1), (32, 2), (8, 3), (96, 4), (8, 5)]
    let one = fields.flatMap { [UInt8](repeating: $1, count: $0) }
    #expect(found.first == ExecutionRequest(kind: 0, data: one + one))
    #expect(found.count == 3)
  }

  @Test(arguments: [31, 63, 95, 127, 159, 191, 287, 351, 415, 543])
  func aDepositOfAnotherLayoutFailsTheBlock(byte: Int) throws {
    var log = try deposit()
    log.data[byte] ^= 1
    let machine = try machine()
    #expect(throws: RequestsFailure.malformedDeposit) { try requests(machine, logs: [log]) }
    log.data.removeLast()
    #expect(throws: RequestsFailure.malformedDeposit) { try requests(machine, logs: [log]) }
  }

  @Test func aQueueMustBeThereAndSucceed() throws {
    let address = try #require(Self.consolidations)
    let failing = try machine(consolidations: [0xfe])
    #expect(throws: RequestsFailure.callFailed(address)) { try requests(failing) }
    let absent = try machine(consolidations: [])
    #expect(throws: RequestsFailure.noContract(address)) { try requests(absent) }
  }

  /// By Python's hashlib.
  @Test func hashIsThatOfTheHashes() {
    #expect(
      ExecutionRequest.hash(of: []).hex
        == "0xe3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
    let requests = [
      ExecutionRequest(kind: 0, data: []), ExecutionRequest(kind: 1, data: [7, 8]),
      ExecutionRequest(kind: 2, data: [9]),
    ]
    #expect(
      ExecutionRequest.hash(of: requests).hex
        == "0xf2e3b2cf53c2b8223504c23afabbee4a8725123d8bd7f1e4cb8951aec25e38bd")
  }
}
