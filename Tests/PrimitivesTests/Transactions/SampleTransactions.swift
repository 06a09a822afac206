import Primitives

/// One transaction of each kind with every field in use, and the odd forms.
enum SampleTransactions {
  static let all: [Transaction] =
    Transaction.Kind.allCases.map { make($0) } + [creation, unprotected, plain]

  private static func make(_ kind: Transaction.Kind) -> Transaction {
    var transaction = Transaction(
      kind: kind, sender: .zero, chainID: 1, nonce: 9, gasLimit: 21_000,
      maxFeePerGas: 20_000_000_000, maxPriorityFeePerGas: 20_000_000_000,
      to: Address(truncating: Word(1, 2, 3, 0)), value: Word(5, 6, 0, 0), input: [1, 2, 3])
    if kind.hasPriorityFee { transaction.maxPriorityFeePerGas = 7 }
    if kind != .legacy {
      transaction.accessList = [
        AccessListEntry(address: Address(truncating: 5), storageKeys: [.zero, .max]),
        AccessListEntry(address: Address(truncating: 6), storageKeys: []),
      ]
    }
    if kind == .blob {
      transaction.maxFeePerBlobGas = 3
      transaction.blobVersionedHashes = [keccak256([1]), keccak256([2])]
    }
    if kind == .setCode {
      transaction.authorizations = [
        Authorization(
          chainID: .max, address: Address(truncating: 9), nonce: .max,
          signature: Signature(yParity: true, r: .max, s: .one)),
        Authorization(
          chainID: .zero, address: .zero, nonce: 0, yParity: 255, r: .zero, s: .max),
      ]
    }
    transaction.signature = Signature(yParity: true, r: Word(1, 2, 3, 4), s: Word(5, 6, 7, 8))
    return transaction
  }

  private static var creation: Transaction {
    var transaction = make(.dynamicFee)
    transaction.to = nil
    return transaction
  }

  private static var unprotected: Transaction {
    var transaction = make(.legacy)
    transaction.chainID = nil
    return transaction
  }

  private static var plain: Transaction {
    var transaction = make(.accessList)
    transaction.accessList = []
    transaction.input = []
    transaction.chainID = .max
    return transaction
  }
}
