import EVM
import Primitives
import State

@testable import Workloads

/// Contracts on the real EVM, one transaction a block: what they do to state, and what they refuse.
///
/// Set `genesis` up first; the first transaction turns it into state.
final class ContractBench {
  var genesis = GenesisBuilder()
  /// Number of the next transaction's block; raise it to let time pass, 12 seconds a block.
  var block: UInt64 = 1
  /// Gas of the last transaction.
  private(set) var gasUsed: UInt64 = 0
  private var state: WorldState?
  private var nonces: [Int: UInt64] = [:]

  /// Accounts that tests send from, with the ether to do so.
  static let people = 0..<64

  init() {
    for person in Self.people { genesis.endowSender(genesis.address(ofAccount: person)) }
  }

  func word(_ person: Int) -> Word { genesis.word(ofAccount: person) }

  func address(_ person: Int) -> Address { genesis.address(ofAccount: person) }

  /// Executes the call in a block of its own.
  func send(_ call: GeneratedCall) throws -> TransactionStatus {
    let state = self.state ?? WorldState(genesis.allocation(), codeStore: CodeStore())
    self.state = state
    let engine = EVMEngine(rules: ForkRules(.cancun), codeStore: state.codeStore)
    let block = block(of: call)
    self.block += 1
    let executor = EVMExecutor(
      engine: engine, block: block,
      environment: BlockEnvironment(
        header: block.header, chainID: BlockGenerator.chainID, rules: engine.rules,
        blockHashes: [:]))
    let effects = TransactionEffects()
    try executor.makeWorker(lane: 0).execute(0, reading: CommittedView(state), into: effects)
    for write in 0..<effects.writes.count { state.apply(effects.writes[write]) }
    state.credit(effects.fee, to: state.reference(executor.beneficiary))
    gasUsed = effects.gasUsed
    return effects.status
  }

  private func block(of call: GeneratedCall) -> Block {
    let nonce = nonces[call.sender, default: 0]
    nonces[call.sender] = nonce + 1
    let transaction = Transaction(
      kind: .dynamicFee, sender: address(call.sender), chainID: BlockGenerator.chainID,
      nonce: nonce, gasLimit: call.gasLimit, maxFeePerGas: ChainFees.maximum,
      maxPriorityFeePerGas: ChainFees.priority, to: call.to, value: call.value, input: call.input)
    var headers = HeaderMaker(seed: 1)
    return Block(header: headers.header(block, of: [transaction]), transactions: [transaction])
  }

  /// What a slot holds now.
  func value(
    _ contract: PlacedContract, _ variable: String, _ keys: [Word] = [], place: UInt64 = 0
  ) -> Word {
    let slot = keys.reduce(contract.artifact.slot(variable)) { keccak256($0, $1).word }
    return state?.allocation()[contract.address]?.storage[slot &+ Word(place)] ?? .zero
  }

  func balance(of holder: Address, at token: Address) -> Word {
    let slot = ContractArtifact.erc20.slot("balanceOf", Word(holder))
    return state?.allocation()[token]?.storage[slot] ?? .zero
  }

  /// Wei of an account.
  func ether(of account: Address) -> Word { state?.allocation()[account]?.balance ?? .zero }
}
