import EVM
import Primitives
import Signatures
import State

/// What a block must be beyond its header's relation to the parent, under the rules of one fork.
struct BlockRules: Sendable {
  let rules: ForkRules

  /// Checks the length of the block's RLP, where the fork limits it.
  func checkLength(_ block: Block) throws(BlockFault) {
    if rules.maximumBlockSize == .max { return }
    let count = block.encoded().count
    if count > rules.maximumBlockSize { throw .tooLong(count, limit: rules.maximumBlockSize) }
  }

  /// Compares what the header says of the content with the content, before anything is executed.
  func checkCommitments(_ block: Block) throws(CommitmentFault) {
    let header = block.header
    let transactions = BlockHeader.transactionsRoot(of: block.transactions)
    if transactions != header.transactionsRoot {
      throw .transactionsRoot(transactions, stated: header.transactionsRoot)
    }
    let ommers = Block.ommersHash(of: block.ommers)
    if ommers != header.ommersHash { throw .ommersHash(ommers, stated: header.ommersHash) }
    if let stated = header.withdrawalsRoot {
      let root = BlockHeader.withdrawalsRoot(of: block.withdrawals)
      if root != stated { throw .withdrawalsRoot(root, stated: stated) }
    }
  }

  /// Checks all of the transactions that takes no state, first of all that the fork knows their types.
  func checkTransactions(
    _ block: Block, in environment: BlockEnvironment
  ) throws(BlockFault) {
    for (index, transaction) in block.transactions.enumerated() {
      guard let reason = rules.rejection(of: transaction, in: environment) else { continue }
      throw .transaction(index: index, fault(reason, transaction, remaining: block.header.gasLimit))
    }
  }

  /// The block with its transactions' senders, recovered from their signatures.
  /// - Complexity: about 40 µs a transaction.
  func recoveringSenders(_ block: Block) throws(BlockFault) -> Block {
    var block = block
    for index in block.transactions.indices {
      guard let sender = block.transactions[index].recoveredSender() else {
        throw .transaction(index: index, .unsigned)
      }
      block.transactions[index].sender = sender
    }
    return block
  }

  /// Compares what came out with what the header says. The root of `state` is computed last: it costs
  /// most, and everything else says more.
  func checkOutcome(
    of block: Block, _ processed: ProcessedBlock, _ state: WorldState
  ) throws(BlockFault) {
    if let rejected = processed.rejected.first {
      let used = processed.results.prefix(rejected.index).reduce(0) { $0 + $1.gasUsed }
      let fault = fault(
        rejected.reason, block.transactions[rejected.index],
        remaining: block.header.gasLimit - min(used, block.header.gasLimit))
      throw .transaction(index: rejected.index, fault)
    }
    let header = block.header
    if let stated = header.blobGasUsed, processed.blobGasUsed != stated {
      throw .commitment(.blobGasUsed(processed.blobGasUsed, stated: stated))
    }
    try checkReceipts(header, processed)
    try checkRequests(header, processed)
    let root = state.stateRoot()
    if root != header.stateRoot { throw .outcome(.stateRoot(root, stated: header.stateRoot)) }
  }

  private func checkReceipts(
    _ header: BlockHeader, _ processed: ProcessedBlock
  ) throws(BlockFault) {
    if processed.gasUsed != header.gasUsed {
      throw .outcome(.gasUsed(processed.gasUsed, stated: header.gasUsed))
    }
    let bloom = processed.logsBloom
    if bloom != header.logsBloom {
      throw .outcome(
        .logsBloom(keccak256(bloom.bytes), stated: keccak256(header.logsBloom.bytes)))
    }
    guard processed.areReceiptsComplete else { return }
    let root = processed.receiptsRoot
    if root != header.receiptsRoot {
      throw .outcome(.receiptsRoot(root, stated: header.receiptsRoot))
    }
  }

  private func checkRequests(
    _ header: BlockHeader, _ processed: ProcessedBlock
  ) throws(BlockFault) {
    switch processed.requests {
    case .failure(let failure): throw .outcome(.requests(failure))
    case .success(let requests):
      guard let stated = header.requestsHash else { return }
      let hash = ExecutionRequest.hash(of: requests)
      if hash != stated { throw .outcome(.requestsHash(hash, stated: stated)) }
    }
  }

  /// That a limit is above what is left, or above the block's own, is one rule: yellow paper, equation 65.
  private func fault(
    _ reason: TransactionRejection, _ transaction: Transaction, remaining: UInt64
  ) -> TransactionFault {
    reason == .gasLimitAboveBlock
      ? .gasLimitAboveRemaining(transaction.gasLimit, remaining: remaining) : .rejected(reason)
  }
}
