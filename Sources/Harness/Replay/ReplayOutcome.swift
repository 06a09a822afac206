import EVM
import Interchange
import Primitives
import Schedulers
import State

/// What executing a real block gave, and how it differs from what is known of the block.
///
/// What is known best is compared first: a transaction's own gas says more than the block's.
struct ReplayOutcome {
  var processed: ProcessedBlock
  /// After the last transaction and the withdrawals.
  var state: WorldState
  let rules: ForkRules

  // MARK: Header

  /// The first of the header's fields that is not what came out.
  func differenceFromHeader(_ block: Block) -> String? {
    let header = block.header
    if processed.gasUsed != header.gasUsed {
      return "gas used \(processed.gasUsed), expected \(header.gasUsed)"
    }
    let root = processed.receiptsRoot
    if processed.areReceiptsComplete && root != header.receiptsRoot {
      return "receipts root \(root.hex), expected \(header.receiptsRoot.hex)"
    }
    let bloom = processed.logsBloom
    if bloom != header.logsBloom {
      return "logs bloom \(bloom.shortDescription), expected \(header.logsBloom.shortDescription)"
    }
    return blobGasDifference(from: header.blobGasUsed)
  }

  // MARK: Expected outcome

  /// The first difference from `expected/N.json`; nil also where there is none such.
  func differenceFromExpected(_ archived: ArchivedBlock) -> String? {
    guard let expected = archived.expected else { return nil }
    let results = processed.results
    if results.count != expected.transactions.count {
      return "\(results.count) transactions, expected \(expected.transactions.count)"
    }
    for (index, (result, wanted)) in zip(results, expected.transactions).enumerated() {
      if let difference = difference(of: result, from: wanted) {
        return "transaction \(index): \(difference)"
      }
    }
    return blobGasDifference(from: expected.blobGasUsed) ?? stateDifference(archived, expected)
  }

  private func blobGasDifference(from expected: UInt64?) -> String? {
    guard let expected, processed.blobGasUsed != expected else { return nil }
    return "blob gas used \(processed.blobGasUsed), expected \(expected)"
  }

  private func difference(
    of result: TransactionResult, from expected: ExpectedTransaction
  ) -> String? {
    if let succeeded = expected.succeeded, succeeded != (result.status == .success) {
      return "status \(result.status), expected \(succeeded ? "success" : "failure")"
    }
    if result.gasUsed != expected.gasUsed {
      return "gas used \(result.gasUsed), expected \(expected.gasUsed)"
    }
    if result.logs.count != expected.logCount {
      return "\(result.logs.count) logs, expected \(expected.logCount)"
    }
    let hash = logsHash(result.logs)
    return hash == expected.logsHash
      ? nil : "logs hash \(hash.hex), expected \(expected.logsHash.hex)"
  }

  /// The first account or slot that is not as the changes make it, and then the root over all of them:
  /// the changes are our own reading of the file, the root is the file's.
  private func stateDifference(
    _ archived: ArchivedBlock, _ expected: ExpectedOutcome
  ) -> String? {
    if let difference = expected.listsChanges ? listedDifference(archived, expected) : nil {
      return difference
    }
    let root = state.stateRoot()
    return root == expected.partialPostRoot
      ? nil : "partial state root \(root.hex), expected \(expected.partialPostRoot.hex)"
  }

  private func listedDifference(
    _ archived: ArchivedBlock, _ expected: ExpectedOutcome
  ) -> String? {
    var allocation = archived.allocation.applying(expected)
    if rules.clearsEmptyAccounts { allocation = allocation.filter { !$0.value.isEmpty } }
    let wanted = WorldState(allocation, codeStore: state.codeStore)
    return state.firstDifference(from: wanted)?.description
  }
}

extension LogsBloom {
  /// How many bits are set, and the first bytes of a hash over them: the filter has 512 digits.
  fileprivate var shortDescription: String {
    let bits = bytes.reduce(0) { $0 + $1.nonzeroBitCount }
    return "of \(bits) bits (keccak \(keccak256(bytes).hex.prefix(10)))"
  }
}

extension Allocation {
  /// The accounts after the changes, without those that are gone.
  func applying(_ expected: ExpectedOutcome) -> Allocation {
    var after = self
    for (address, change) in expected.changed {
      var account =
        after[address] ?? AccountAllocation(balance: .zero, nonce: 0, code: [], storage: [:])
      account.nonce = change.nonce ?? account.nonce
      account.balance = change.balance ?? account.balance
      account.code = change.code ?? account.code
      for (slot, value) in change.storage { account.storage[slot] = value.isZero ? nil : value }
      after[address] = account
    }
    for address in expected.deleted { after[address] = nil }
    return after
  }
}

extension AccountAllocation {
  /// No nonce, no balance and no code, which is empty even with storage (EIP-161).
  fileprivate var isEmpty: Bool { nonce == 0 && balance.isZero && code.isEmpty }
}
