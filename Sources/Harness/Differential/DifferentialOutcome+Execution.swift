import EVM
import Primitives
import Schedulers

extension DifferentialOutcome {
  /// Takes in what an execution of `prepared` left.
  mutating func describe(_ execution: CaseExecution, of prepared: PreparedCase) {
    results = execution.results.enumerated().map { index, result in
      Transaction(result, output: execution.outputs[index] ?? [])
    }
    switch execution.requests {
    case .failure(let failure):
      invalid = failure.description
      return
    case .success(let requests)? where prepared.rules.hasRequests:
      requestsHash = ExecutionRequest.hash(of: requests).hex
    case .success, nil: break
    }
    let receipts = Harness.receipts(of: prepared.block, results: execution.results)
    let logs = receipts.flatMap(\.logs)
    var bloom = LogsBloom()
    for log in logs { bloom.insert(log) }
    gasUsed = Word(receipts.last?.cumulativeGasUsed ?? 0).hex
    logsHash = Primitives.logsHash(logs).hex
    logsBloom = bloom.hex
    if prepared.rules.hasReceiptStatus {
      receiptsRoot = BlockHeader.receiptsRoot(of: receipts).hex
    }
    stateRoot = execution.state.stateRoot().hex
  }
}

extension DifferentialOutcome.Transaction {
  init(_ result: TransactionResult, output bytes: [UInt8]) {
    if result.status == .rejected {
      error = result.rejectionReason?.description ?? "rejected for reason \(result.rejection)"
      return
    }
    switch result.status {
    case .success: outcome = "success"
    case .reverted: outcome = "reverted"
    case .halted, .rejected: outcome = "halted"
    }
    gasUsed = Word(result.gasUsed).hex
    logs = result.logs.count
    logsHash = Primitives.logsHash(result.logs).hex
    output = hexText(bytes)
  }
}
