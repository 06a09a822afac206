import Primitives
import State

/// The canonical bytes of a workload: what its SHA-256 is taken of and what `generate --out` writes, so
/// that `sha256sum` of the file is the printed hash.
///
/// Numbers are big-endian; `text` and `bytes` are preceded by their length in 4 bytes; the rest is of
/// fixed size:
///
///     "gridlock stream 1\n"
///     fork text, chain ID 8
///     account count 8, then accounts by ascending address:
///       address 20, nonce 8, balance 32, code bytes,
///       slot count 8, then by ascending key: key 32, value 32
///     block count 4, then blocks:
///       number 8, timestamp 8, gas limit 8, base fee 32, beneficiary 20, PREVRANDAO 32
///       transaction count 4, then transactions:
///         type 1, sender 20, nonce 8, gas limit 8, max fee 32, max priority fee 32,
///         1 and the callee 20, or 0 for a creation, value 32, input bytes,
///         access list count 4, then entries: address 20, key count 4, keys 32 each
///
/// The workload's name and the order in which its genesis was made are no part of it: equal work has
/// equal bytes. A change of this layout changes the number in its first line.
public struct StreamEncoder: ~Copyable {
  private var buffer: [UInt8] = []
  private var hash = SHA256()
  /// Takes full buffers; an error it throws ends the encoding.
  private let sink: ([UInt8]) throws -> Void
  private static let bufferSize = 1 << 16

  private init(sink: @escaping ([UInt8]) throws -> Void) {
    self.sink = sink
    buffer.reserveCapacity(Self.bufferSize + 4096)
  }

  /// SHA-256 of the canonical bytes, in hexadecimal digits. Takes memory for a buffer, not for them all.
  public static func hash(
    genesis: Allocation, blocks: [Block], fork: String, chainID: UInt64
  ) -> String {
    do {
      return try encode(genesis: genesis, blocks: blocks, fork: fork, chainID: chainID) { _ in }
    } catch {
      preconditionFailure("a sink that throws nothing threw \(error)")
    }
  }

  /// Hands the canonical bytes to `sink`, piece by piece, and returns their SHA-256.
  /// - Throws: what `sink` throws.
  public static func encode(
    genesis: Allocation, blocks: [Block], fork: String, chainID: UInt64,
    to sink: @escaping ([UInt8]) throws -> Void
  ) throws -> String {
    var encoder = StreamEncoder(sink: sink)
    encoder.put("gridlock stream 1\n".utf8)
    encoder.putCounted(Array(fork.utf8))
    encoder.put(chainID)
    try encoder.put(genesis)
    encoder.put(UInt32(blocks.count))
    for block in blocks { try encoder.put(block) }
    try encoder.flush()
    return encoder.hash.finish()
  }

  private mutating func flush() throws {
    buffer.withUnsafeBufferPointer { hash.update($0) }
    try sink(buffer)
    buffer.removeAll(keepingCapacity: true)
  }

  // MARK: Parts

  private mutating func put(_ genesis: Allocation) throws {
    put(UInt64(genesis.count))
    for (address, account) in genesis.sorted(by: { Word($0.key) < Word($1.key) }) {
      put(address)
      put(account.nonce)
      put(account.balance)
      putCounted(account.code)
      let slots = account.storage.filter { !$0.value.isZero }.sorted { $0.key < $1.key }
      put(UInt64(slots.count))
      for (key, value) in slots {
        put(key)
        put(value)
        if buffer.count >= Self.bufferSize { try flush() }
      }
      if buffer.count >= Self.bufferSize { try flush() }
    }
  }

  private mutating func put(_ block: Block) throws {
    let header = block.header
    put(header.number)
    put(header.timestamp)
    put(header.gasLimit)
    put(header.baseFeePerGas ?? .zero)
    put(header.beneficiary)
    put(header.mixHash.word)
    put(UInt32(block.transactions.count))
    for transaction in block.transactions {
      put(transaction)
      if buffer.count >= Self.bufferSize { try flush() }
    }
  }

  private mutating func put(_ transaction: Transaction) {
    // Blobs and authorisations have no place in the layout yet.
    precondition(transaction.kind.rawValue <= Transaction.Kind.dynamicFee.rawValue)
    buffer.append(transaction.kind.rawValue)
    put(transaction.sender)
    put(transaction.nonce)
    put(transaction.gasLimit)
    put(transaction.maxFeePerGas)
    put(transaction.maxPriorityFeePerGas)
    buffer.append(transaction.to == nil ? 0 : 1)
    if let callee = transaction.to { put(callee) }
    put(transaction.value)
    putCounted(transaction.input)
    put(UInt32(transaction.accessList.count))
    for entry in transaction.accessList {
      put(entry.address)
      put(UInt32(entry.storageKeys.count))
      for key in entry.storageKeys { put(key) }
    }
  }

  // MARK: Values

  private mutating func put(_ bytes: some Sequence<UInt8>) { buffer.append(contentsOf: bytes) }

  private mutating func putCounted(_ bytes: [UInt8]) {
    put(UInt32(bytes.count))
    put(bytes)
  }

  private mutating func put(_ number: some FixedWidthInteger) {
    withUnsafeBytes(of: number.bigEndian) { buffer.append(contentsOf: $0) }
  }

  private mutating func put(_ word: Word) {
    put(word.l3)
    put(word.l2)
    put(word.l1)
    put(word.l0)
  }

  private mutating func put(_ address: Address) {
    put(address.high)
    put(address.middle)
    put(address.low)
  }
}
