import EVM
import Primitives
import State

@testable import Workloads

/// A chain with one transaction a block for testing contracts: deploys them by their constructors, calls
/// them, and reads their slots.
final class TestChain {
  struct Result {
    var address: Address
    var succeeded: Bool
    var gasUsed: UInt64
    /// By contract and slot: what the transaction changed in storage.
    var written: Set<StoragePlace>
  }
  struct StoragePlace: Hashable {
    var contract: Address
    var slot: Word
  }

  /// Accounts with a million ether.
  static let users = (1...8).map { Address(high: 0, middle: 0, low: 0xace0 + UInt64($0)) }

  private let state: WorldState
  private let engine: EVMEngine
  private var nonces: [Address: UInt64] = [:]
  /// Seconds since the epoch; tests set it to go on in time.
  var timestamp: UInt64 = 1_700_000_000

  init() {
    var genesis: Allocation = [:]
    for user in Self.users { genesis[user] = AccountAllocation(balance: GenesisBuilder.ether) }
    state = WorldState(genesis, codeStore: CodeStore())
    engine = EVMEngine(rules: ForkRules(.cancun), codeStore: state.codeStore)
  }

  /// Creates a contract with the constructor's arguments.
  func deploy(
    _ contract: ContractArtifact, _ arguments: Word..., by creator: Address = users[0]
  ) throws -> Address {
    let nonce = nonces[creator, default: 0]
    let result = try send(
      from: creator, to: nil, contract.deployBytecode + arguments.flatMap(\.bigEndianBytes))
    guard result.succeeded else { throw Failure(what: "\(contract) was not created") }
    return .created(by: creator, nonce: nonce)
  }

  struct Failure: Error { var what: String }

  /// Sends a transaction in a block of its own.
  @discardableResult
  func send(
    from sender: Address, to: Address?, value: Word = .zero, _ input: [UInt8]
  ) throws -> Result {
    let nonce = nonces[sender, default: 0]
    nonces[sender] = nonce + 1
    let transaction = Transaction(
      kind: .dynamicFee, sender: sender, chainID: BlockGenerator.chainID, nonce: nonce,
      gasLimit: 8_000_000, maxFeePerGas: ChainFees.maximum,
      maxPriorityFeePerGas: ChainFees.priority, to: to, value: value, input: input)
    var header = BlockHeader()
    header.timestamp = timestamp
    header.gasLimit = 30_000_000
    header.baseFeePerGas = ChainFees.base
    header.excessBlobGas = 0
    let block = Block(header: header, transactions: [transaction])
    let executor = EVMExecutor(
      engine: engine, block: block,
      environment: BlockEnvironment(
        header: header, chainID: BlockGenerator.chainID, rules: engine.rules, blockHashes: [:]))
    let effects = TransactionEffects()
    try executor.makeWorker(lane: 0).execute(0, reading: CommittedView(state), into: effects)
    var written: Set<StoragePlace> = []
    for index in 0..<effects.writes.count {
      let write = effects.writes[index]
      state.apply(write)
      if write.kind == .storage {
        written.insert(
          StoragePlace(
            contract: state.record(write.account).address, slot: state.record(write.slot).key))
      }
    }
    return Result(
      address: .created(by: sender, nonce: nonce), succeeded: effects.status == .success,
      gasUsed: effects.gasUsed, written: written)
  }

  /// Calls a method whose arguments are words.
  @discardableResult
  func call(
    _ contract: ContractArtifact, at address: Address, _ method: String, _ arguments: Word...,
    from sender: Address = users[0], value: Word = .zero
  ) throws -> Result {
    try send(
      from: sender, to: address, value: value, contract.method(method).callData(arguments))
  }

  /// What a slot holds.
  func storage(_ contract: Address, _ slot: Word) -> Word {
    state.allocation()[contract]?.storage[slot] ?? .zero
  }

  /// Wei of an account.
  func balance(_ account: Address) -> Word {
    state.allocation()[account]?.balance ?? .zero
  }

  /// The entry of a contract's mapping `balanceOf`.
  func tokens(_ contract: ContractArtifact, at token: Address, of holder: Address) -> Word {
    storage(token, contract.slot("balanceOf", Word(holder)))
  }

  /// A token of which all users have a share, and which `spenders` may take.
  func deployToken(allowing spenders: [Address] = []) throws -> Address {
    let supply = TokenAmounts.balance
    let token = try deploy(.erc20, supply)
    for user in Self.users.dropFirst() {
      try call(
        .erc20, at: token, "transfer(address,uint256)", Word(user), TokenAmounts.reserve)
    }
    try approve(token, for: spenders)
    return token
  }

  /// Lets `spenders` take any amount of everybody's tokens.
  func approve(_ token: Address, for spenders: [Address]) throws {
    for user in Self.users {
      for spender in spenders {
        try call(
          .erc20, at: token, "approve(address,uint256)", Word(spender), .max, from: user)
      }
    }
  }
}
