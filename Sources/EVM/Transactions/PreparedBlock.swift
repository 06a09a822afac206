import Primitives
import State

/// A block's transactions made ready once, so that an attempt touches plain memory only: no array, no
/// reference count.
///
/// `@unchecked Sendable` because everything in it is written by the initialiser and only read after.
final class PreparedBlock: @unchecked Sendable {
  let environment: BlockEnvironment
  let words: Environment
  private let heads: UnsafeMutableBufferPointer<PreparedHead>
  private let tails: UnsafeMutableBufferPointer<PreparedTail>
  let blockHashes: UnsafeMutableBufferPointer<Word>
  private let bytes: UnsafeMutableBufferPointer<UInt8>
  private let keys: UnsafeMutableBufferPointer<Word>
  private let accesses: UnsafeMutableBufferPointer<PreparedAccess>
  private let authorizations: UnsafeMutableBufferPointer<PreparedAuthorization>
  private let amounts: UnsafeMutableBufferPointer<PreparedAmounts>

  var transactionCount: Int { heads.count }

  /// The transaction of this index, which there must be.
  @inline(__always)
  func transaction(_ index: Int) -> PreparedTransaction {
    PreparedTransaction(
      heads.baseAddress.unsafelyUnwrapped + index, tails.baseAddress.unsafelyUnwrapped + index)
  }

  /// Makes the transaction one that is charged nothing before its first instruction.
  func waiveIntrinsicGas(of index: Int) { heads[index].intrinsicGas = 0 }

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
    amounts = .allocate(capacity: block.count)
    heads = Self.allocateLines(block.count)
    tails = Self.allocateLines(block.count)
    var writer = Writer(
      bytes: bytes, keys: keys, accesses: accesses, authorizations: authorizations,
      amounts: amounts)
    for (index, transaction) in block.enumerated() {
      let cost = TransactionCost(of: transaction, in: environment, rules: rules)
      var head = PreparedHead(transaction, cost)
      var tail = writer.prepareTail(transaction)
      if head.traits.contains(.isWide) { tail.amounts = writer.append(transaction, cost) }
      if rules.hasDelegations && transaction.kind == .setCode {
        tail.authorizations = writer.append(
          transaction.authorizations.lazy.compactMap {
            PreparedAuthorization($0, chainID: environment.chainID, codeStore: codeStore)
          })
        if tail.authorizations.count != 0 { head.traits.insert(.hasAuthorizations) }
      }
      heads.initializeElement(at: index, to: head)
      tails.initializeElement(at: index, to: tail)
    }
  }

  /// Memory that begins on a cache line.
  private static func allocateLines<Element>(
    _ count: Int
  ) -> UnsafeMutableBufferPointer<Element> {
    let bytes = UnsafeMutableRawPointer.allocate(
      byteCount: max(count, 1) * MemoryLayout<Element>.stride, alignment: 64)
    return UnsafeMutableBufferPointer(
      start: bytes.bindMemory(to: Element.self, capacity: count), count: count)
  }

  deinit {
    bytes.deallocate()
    keys.deallocate()
    accesses.deallocate()
    authorizations.deallocate()
    amounts.deallocate()
    heads.deallocate()
    tails.deallocate()
    blockHashes.deallocate()
  }
}

/// Lays variable-length parts end to end.
private struct Writer {
  let bytes: UnsafeMutableBufferPointer<UInt8>
  let keys: UnsafeMutableBufferPointer<Word>
  let accesses: UnsafeMutableBufferPointer<PreparedAccess>
  let authorizations: UnsafeMutableBufferPointer<PreparedAuthorization>
  let amounts: UnsafeMutableBufferPointer<PreparedAmounts>
  var byteCount = 0
  var keyCount = 0
  var accessCount = 0
  var authorizationCount = 0
  var amountCount = 0

  init(
    bytes: UnsafeMutableBufferPointer<UInt8>, keys: UnsafeMutableBufferPointer<Word>,
    accesses: UnsafeMutableBufferPointer<PreparedAccess>,
    authorizations: UnsafeMutableBufferPointer<PreparedAuthorization>,
    amounts: UnsafeMutableBufferPointer<PreparedAmounts>
  ) {
    self.bytes = bytes
    self.keys = keys
    self.accesses = accesses
    self.authorizations = authorizations
    self.amounts = amounts
  }

  mutating func prepareTail(_ transaction: Transaction) -> PreparedTail {
    let input = bytes[byteCount..<byteCount + transaction.input.count]
    _ = UnsafeMutableBufferPointer(rebasing: input).initialize(from: transaction.input)
    byteCount += transaction.input.count
    let firstAccess = accessCount
    for entry in transaction.accessList {
      let prepared = PreparedAccess(address: entry.address, keys: append(entry.storageKeys))
      accesses.initializeElement(at: accessCount, to: prepared)
      accessCount += 1
    }
    return PreparedTail(
      input: UnsafePointer(bytes.baseAddress.unsafelyUnwrapped + input.startIndex),
      accessList: UnsafeBufferPointer(rebasing: accesses[firstAccess..<accessCount]),
      blobHashes: append(transaction.blobVersionedHashes.map(\.word)),
      authorizations: UnsafeBufferPointer(start: nil, count: 0), amounts: nil)
  }

  mutating func append(
    _ transaction: Transaction, _ cost: TransactionCost
  ) -> UnsafePointer<PreparedAmounts> {
    let prepared = PreparedAmounts(
      gasPrice: cost.gasPrice, value: transaction.value, maximumCost: cost.maximum,
      upfrontCost: cost.upfront)
    amounts.initializeElement(at: amountCount, to: prepared)
    amountCount += 1
    return UnsafePointer(amounts.baseAddress.unsafelyUnwrapped + (amountCount - 1))
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
