import EVM
import Interchange
import Primitives
import Schedulers
import Signatures
import State
import Workloads

/// One block of a workload as other tools can run it: signed, with the state before it and all that came of
/// it. What it holds is what our runs execute, but for signatures, which they do not look at.
public struct ExportedBlock: Sendable {
  /// The chain that exported blocks are of: the main one, as Ethereum's tests are, and as some tools take for
  /// granted. Nothing that a block comes to depends on it, which is checked.
  public static let chainID = BlockTest.chainID

  /// What the file is called in messages and tests.
  public let name: String
  public let fork: String
  /// The block; its header's roots are those of its outcome.
  public let block: Block
  /// A block that this one may follow: any other would have another base fee.
  public let parent: BlockHeader
  public let before: Allocation
  public let after: Allocation
  /// As a transition tool gives it.
  public let result: TransitionResult
  /// The secret key of each transaction's sender.
  let secretKeys: [Word]
  /// How each transaction ended in the workload's own run.
  let results: [TransactionResult]

  /// Executes `workload` up to block `number`, counted from 1, signs that block and executes it again from
  /// the state before it. Takes a large stack: see `onLargeStack`.
  ///
  /// - Throws: ``ExperimentFailure`` for a workload whose accounts have no keys, a block that there is
  ///   not, and one that comes to something else on another chain; ``Interrupted``; `SchedulerFailure`.
  public init(
    of workload: GeneratedWorkload, number: Int,
    until interruption: Interruption = Interruption()
  ) throws {
    guard workload.blocks.indices.contains(number - 1) else {
      throw ExperimentFailure(
        "\(workload.name) has no block \(number): its blocks are 1 to \(workload.blocks.count)")
    }
    name = workload.name
    fork = workload.fork
    let own = try OwnRun(of: workload, to: number, until: interruption)
    results = own.results
    before = own.before
    let signed = try Self.sign(workload.blocks[number - 1], of: workload, for: Self.chainID)
    secretKeys = signed.keys
    var block = signed.block
    let transition: StateTransition
    do {
      transition = try StateTransition(
        TransitionEnvironment(block.header), .init(fork: fork, chainID: Self.chainID))
      (result, after) = try transition.run(
        block.transactions.map { .transaction($0) }, on: before)
    } catch { throw ExperimentFailure("\(name), block \(number): \(error)") }
    guard result.rejected.isEmpty, result.stateRoot == own.stateRoot.hex,
      result.receiptsRoot == own.receiptsRoot.hex
    else {
      throw ExperimentFailure(
        "\(name), block \(number): comes to state root \(result.stateRoot) and receipts root "
          + "\(result.receiptsRoot) as exported, for chain \(Self.chainID), and to "
          + "\(own.stateRoot.hex) and \(own.receiptsRoot.hex) in a run")
    }
    parent = Self.parent(of: block.header, stateRoot: WorldState(before).stateRoot())
    block.header.parentHash = parent.hash
    block.header.stateRoot = own.stateRoot
    block.header.receiptsRoot = own.receiptsRoot
    block.header.transactionsRoot = BlockHeader.transactionsRoot(of: block.transactions)
    block.header.gasUsed = own.results.reduce(0) { $0 + $1.gasUsed }
    for log in own.results.flatMap(\.logs) { block.header.logsBloom.insert(log) }
    self.block = block
  }

  /// The block with its transactions signed for `chainID`, and the keys that did it.
  private static func sign(
    _ block: Block, of workload: GeneratedWorkload, for chainID: UInt64
  ) throws(ExperimentFailure) -> (block: Block, keys: [Word]) {
    var block = block
    var keys: [Word] = []
    for index in block.transactions.indices {
      let sender = block.transactions[index].sender
      guard let number = workload.signers?[sender] else {
        throw ExperimentFailure(
          "\(workload.name): its accounts have no secret keys to sign with; generate it with "
            + "-p signable=yes")
      }
      let key = AccountKey.secretKey(ofAccount: number)
      block.transactions[index].chainID = chainID
      guard block.transactions[index].sign(secretKey: key),
        block.transactions[index].sender == sender
      else {
        throw ExperimentFailure("\(workload.name): account \(number) is not \(sender.hex)")
      }
      keys.append(key)
    }
    return (block, keys)
  }

  /// With the gas limit of its child and half of it used, which leaves the base fee as it is.
  private static func parent(of child: BlockHeader, stateRoot: Hash) -> BlockHeader {
    var parent = child
    // A stream can say zero of both.
    parent.number = child.number - min(child.number, 1)
    parent.timestamp = child.timestamp - min(child.timestamp, 1)
    parent.parentHash = .zero
    parent.stateRoot = stateRoot
    parent.transactionsRoot = .emptyTrie
    parent.receiptsRoot = .emptyTrie
    parent.gasUsed = child.gasLimit / 2
    parent.mixHash = .zero
    return parent
  }
}

/// The workload's own blocks up to one of them, as runs execute them.
private struct OwnRun {
  let before: Allocation
  let results: [TransactionResult]
  let stateRoot: Hash
  let receiptsRoot: Hash

  init(of workload: GeneratedWorkload, to number: Int, until interruption: Interruption) throws {
    var stream = try BlockStream(workload, name: workload.name)
    let last = stream.steps[number - 1]
    stream.steps = Array(stream.steps[..<(number - 1)])
    let pool = WorkerPool(size: 1)
    let earlier = try StreamExecution(
      of: stream, under: SchedulerSelection.baseline, with: pool, until: interruption)
    before = earlier.state.allocation()
    results = try SchedulerSelection.baseline.execute(
      last.executor, on: earlier.state, with: pool
    ).results
    stateRoot = earlier.state.stateRoot()
    receiptsRoot = BlockHeader.receiptsRoot(of: receipts(of: last.block, results: results))
  }
}
