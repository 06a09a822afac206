import Primitives
import State

/// The canonical bytes of a workload: what its SHA-256 is taken of, and the body of a stream file.
///
/// `n` is a number of variable length, `word` a length byte and as many significant bytes
/// (``ByteWriter``), `bytes` their number and they themselves; accounts stand for their place in the
/// genesis, from 1, or 0 and 20 bytes for one that is not in it:
///
///     fork bytes, chain ID n
///     code count n, codes bytes
///     account count n, then accounts by ascending address:
///       address 20, nonce n, balance word, place of its code from 1 or 0 for none,
///       slot count n, then by ascending key: key word, value word
///     block count n, then blocks:
///       number n, timestamp n, gas limit n, base fee word, beneficiary 20, PREVRANDAO word,
///       1 where arrivals are known and 0 where not
///       transaction count n, then transactions:
///         type 1, of these bits: 0 callee, 1 access list, 2 fees as those of the one before 1,
///         intended outcome 1
///         sender account, nonce n, gas limit n, max fee and max priority fee words unless as before,
///         callee account if any, value word, input (``ByteWriter/putInput(_:)``),
///         access list, if any: count n, then entries: address 20, key count n, key words
///         nanoseconds from the arrival before n, where known
///     where accounts have secret keys, their count n, then by ascending address of all who send:
///       account, its number n (``AccountKey``)
///
/// The workload's name and the order in which its genesis was made are no part of it: equal work has
/// equal bytes. About 45 bytes a transfer. A change of this layout changes ``StreamHeader/format``.
struct StreamEncoder: ~Copyable {
  private var writer = ByteWriter()
  private var hash = SHA256()
  /// Takes full buffers; an error it throws ends the encoding.
  private let sink: ([UInt8]) throws -> Void
  private static let bufferSize = 1 << 16
  /// Accounts of the genesis to their place from 1.
  private var places: [Address: UInt64] = [:]

  private init(sink: @escaping ([UInt8]) throws -> Void) {
    self.sink = sink
    writer.bytes.reserveCapacity(Self.bufferSize + 4096)
  }

  /// SHA-256 of the canonical bytes, in hexadecimal digits. Takes memory for a buffer, not for them all.
  static func hash(_ workload: GeneratedWorkload) -> String {
    do {
      return try encode(workload) { _ in }
    } catch {
      preconditionFailure("a sink that throws nothing threw \(error)")
    }
  }

  /// Hands the canonical bytes to `sink`, piece by piece, and returns their SHA-256.
  /// - Throws: what `sink` throws.
  static func encode(
    _ workload: GeneratedWorkload, to sink: @escaping ([UInt8]) throws -> Void
  ) throws -> String {
    var encoder = StreamEncoder(sink: sink)
    encoder.writer.putCounted(Array(workload.fork.utf8))
    encoder.writer.put(workload.chainID)
    try encoder.put(workload.genesis)
    encoder.writer.put(workload.blocks.count)
    for (index, block) in workload.blocks.enumerated() {
      try encoder.put(
        block, intended: workload.intended[index], arrivals: workload.arrivals?[index])
    }
    if let signers = workload.signers { try encoder.put(signers) }
    try encoder.flush()
    return encoder.hash.finish()
  }

  private mutating func flush() throws {
    writer.bytes.withUnsafeBufferPointer { hash.update($0) }
    try sink(writer.bytes)
    writer.bytes.removeAll(keepingCapacity: true)
  }

  private mutating func flushIfFull() throws {
    if writer.bytes.count >= Self.bufferSize { try flush() }
  }

  // MARK: Genesis

  private mutating func put(_ genesis: Allocation) throws {
    let accounts = genesis.sorted { $0.key < $1.key }
    var codes: [[UInt8]: Int] = [[]: 0]
    writer.put(countCodes(accounts.map(\.value.code), into: &codes))
    for (code, _) in codes.sorted(by: { $0.value < $1.value }).dropFirst() {
      writer.putCounted(code)
    }
    writer.put(accounts.count)
    for (index, (address, account)) in accounts.enumerated() {
      places[address] = UInt64(index + 1)
      writer.put(address)
      writer.put(account.nonce)
      writer.put(account.balance)
      writer.put(codes[account.code] ?? 0)
      let slots = account.storage.filter { !$0.value.isZero }.sorted { $0.key < $1.key }
      writer.put(slots.count)
      for (key, value) in slots {
        writer.put(key)
        writer.put(value)
        try flushIfFull()
      }
      try flushIfFull()
    }
  }

  /// Numbers the codes from 1, in the order of their first account.
  private func countCodes(_ all: [[UInt8]], into codes: inout [[UInt8]: Int]) -> Int {
    for code in all where codes[code] == nil { codes[code] = codes.count }
    return codes.count - 1
  }

  // MARK: Blocks

  private mutating func put(
    _ block: Block, intended: [IntendedOutcome], arrivals: [UInt64]?
  ) throws {
    let header = block.header
    writer.put(header.number)
    writer.put(header.timestamp)
    writer.put(header.gasLimit)
    writer.put(header.baseFeePerGas ?? .zero)
    writer.put(header.beneficiary)
    writer.put(header.mixHash.word)
    writer.bytes.append(arrivals == nil ? 0 : 1)
    writer.put(block.transactions.count)
    var last: Transaction?
    for (index, transaction) in block.transactions.enumerated() {
      put(transaction, intended[index], after: last)
      if let arrivals { writer.put(arrivals[index] - (index == 0 ? 0 : arrivals[index - 1])) }
      last = transaction
      try flushIfFull()
    }
  }

  private mutating func put(
    _ transaction: Transaction, _ intended: IntendedOutcome, after last: Transaction?
  ) {
    // Blobs and authorisations have no place in the layout yet.
    precondition(transaction.kind.rawValue <= Transaction.Kind.dynamicFee.rawValue)
    let hasLastFees =
      transaction.maxFeePerGas == last?.maxFeePerGas
      && transaction.maxPriorityFeePerGas == last?.maxPriorityFeePerGas
    var flags = StreamFlags()
    if transaction.to != nil { flags.insert(.callee) }
    if !transaction.accessList.isEmpty { flags.insert(.accessList) }
    if hasLastFees { flags.insert(.sameFees) }
    writer.bytes.append(transaction.kind.rawValue)
    writer.bytes.append(flags.rawValue)
    writer.bytes.append(intended.rawValue)
    putAccount(transaction.sender)
    writer.put(transaction.nonce)
    writer.put(transaction.gasLimit)
    if !hasLastFees {
      writer.put(transaction.maxFeePerGas)
      writer.put(transaction.maxPriorityFeePerGas)
    }
    if let callee = transaction.to { putAccount(callee) }
    writer.put(transaction.value)
    writer.putInput(transaction.input)
    if !transaction.accessList.isEmpty { put(transaction.accessList) }
  }

  private mutating func put(_ signers: [Address: Int]) throws {
    writer.put(signers.count)
    for (address, number) in signers.sorted(by: { $0.key < $1.key }) {
      putAccount(address)
      writer.put(number)
      try flushIfFull()
    }
  }

  private mutating func put(_ accessList: [AccessListEntry]) {
    writer.put(accessList.count)
    for entry in accessList {
      writer.put(entry.address)
      writer.put(entry.storageKeys.count)
      for key in entry.storageKeys { writer.put(key) }
    }
  }

  private mutating func putAccount(_ address: Address) {
    guard let place = places[address] else {
      writer.put(0)
      return writer.put(address)
    }
    writer.put(place)
  }
}

/// What is there of a transaction's parts.
struct StreamFlags: OptionSet {
  let rawValue: UInt8
  static let callee = StreamFlags(rawValue: 1)
  static let accessList = StreamFlags(rawValue: 2)
  static let sameFees = StreamFlags(rawValue: 4)
  static let all: StreamFlags = [.callee, .accessList, .sameFees]
}
