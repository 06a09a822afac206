import Primitives
import State

/// A block's transactions made ready once, so that an attempt touches plain memory only: no array, no
/// reference count.
///
/// `@unchecked Sendable` because everything in it is written by the initialiser and only read after.
final class PreparedBlock: @unchecked Sendable {
  let environment: BlockEnvironment
  let words: Environment
  let transactions: UnsafeMutableBufferPointer<PreparedTransaction>
  let blockHashes: UnsafeMutableBufferPointer<Word>
  private let bytes: UnsafeMutableBufferPointer<UInt8>
  private let keys: UnsafeMutableBufferPointer<Word>
  private let accesses: UnsafeMutableBufferPointer<PreparedAccess>
  private let authorizations: UnsafeMutableBufferPointer<PreparedAuthorization>

  init(
    _ block: [Transaction], environment: BlockEnvironment, rules: ForkRules, codeStore: CodeStore
  ) {
    self.environment = environment
    words = environment.words
    blockHashes = .allocate(capacity: 256)
    _ = blockHashes.initialize(from: environment.recentHashes)
    bytes = .allocate(capacity: max(1, block.reduce(0) { $0 + $1.input.count }))
    keys = .allocate(
      capacity: block.reduce(0) { sum, transaction in
        transaction.accessList.reduce(sum + transaction.blobVersionedHashes.count) {
          $0 + $1.storageKeys.count
        }
      })
    accesses = .allocate(capacity: block.reduce(0) { $0 + $1.accessList.count })
    authorizations = .allocate(capacity: block.reduce(0) { $0 + $1.authorizations.count })
    transactions = .allocate(capacity: block.count)
    var writer = Writer(
      bytes: bytes, keys: keys, accesses: accesses, authorizations: authorizations)
    for (index, transaction) in block.enumerated() {
      let cost = TransactionCost(of: transaction, in: environment, rules: rules)
      var prepared = writer.prepare(transaction, cost)
      if rules.hasDelegations && transaction.kind == .setCode {
        prepared.authorizations = writer.append(
          transaction.authorizations.lazy.compactMap {
            PreparedAuthorization($0, chainID: environment.chainID, codeStore: codeStore)
          })
      }
      transactions.initializeElement(at: index, to: prepared)
    }
  }

  deinit {
    bytes.deallocate()
    keys.deallocate()
    accesses.deallocate()
    authorizations.deallocate()
    transactions.deallocate()
    blockHashes.deallocate()
  }
}

/// Lays variable-length parts end to end.
private struct Writer {
  let bytes: UnsafeMutableBufferPointer<UInt8>
  let keys: UnsafeMutableBufferPointer<Word>
  let accesses: UnsafeMutableBufferPointer<PreparedAccess>
  let authorizations: UnsafeMutableBufferPointer<PreparedAuthorization>
  var byteCount = 0
  var keyCount = 0
  var accessCount = 0
  var authorizationCount = 0

  init(
    bytes: UnsafeMutableBufferPointer<UInt8>, keys: UnsafeMutableBufferPointer<Word>,
    accesses: UnsafeMutableBufferPointer<PreparedAccess>,
    authorizations: UnsafeMutableBufferPointer<PreparedAuthorization>
  ) {
    self.bytes = bytes
    self.keys = keys
    self.accesses = accesses
    self.authorizations = authorizations
  }

  mutating func prepare(
    _ transaction: Transaction, _ cost: TransactionCost
  ) -> PreparedTransaction {
    let input = bytes[byteCount..<byteCount + transaction.input.count]
    _ = UnsafeMutableBufferPointer(rebasing: input).initialize(from: transaction.input)
    byteCount += transaction.input.count
    let firstAccess = accessCount
    for entry in transaction.accessList {
      let prepared = PreparedAccess(address: entry.address, keys: append(entry.storageKeys))
      accesses.initializeElement(at: accessCount, to: prepared)
      accessCount += 1
    }
    return PreparedTransaction(
      sender: transaction.sender, to: transaction.to ?? .zero, isCreation: transaction.to == nil,
      nonce: transaction.nonce, gasLimit: Int64(truncatingIfNeeded: transaction.gasLimit),
      intrinsicGas: cost.intrinsicGas, floorGas: cost.floorGas, value: transaction.value,
      maximumCost: cost.maximum, upfrontCost: cost.upfront, gasPrice: cost.gasPrice, tip: cost.tip,
      input: UnsafePointer(bytes.baseAddress.unsafelyUnwrapped + input.startIndex),
      inputCount: transaction.input.count,
      accessList: UnsafeBufferPointer(rebasing: accesses[firstAccess..<accessCount]),
      blobHashes: append(transaction.blobVersionedHashes.map(\.word)),
      authorizations: UnsafeBufferPointer(start: nil, count: 0),
      rejection: cost.rejection?.rawValue ?? 0)
  }

  private mutating func append(_ words: [Word]) -> UnsafeBufferPointer<Word> {
    let place = keys[keyCount..<keyCount + words.count]
    _ = UnsafeMutableBufferPointer(rebasing: place).initialize(from: words)
    keyCount += words.count
    return UnsafeBufferPointer(rebasing: place)
  }

  mutating func append(
    _ prepared: some Sequence<PreparedAuthorization>
  ) -> UnsafeBufferPointer<PreparedAuthorization> {
    let first = authorizationCount
    for authorization in prepared {
      authorizations.initializeElement(at: authorizationCount, to: authorization)
      authorizationCount += 1
    }
    return UnsafeBufferPointer(rebasing: authorizations[first..<authorizationCount])
  }
}
