import Foundation
import Primitives
import State

/// The blocks of a stream as lines of JSON, for people and scripts: an object for each account of the
/// genesis, then for each block, followed by its transactions. Words and bytes are hexadecimal texts,
/// numbers of 64 bits numbers.
enum StreamJSON {
  struct Account: Codable {
    var account: String
    var nonce: UInt64
    var balance: String
    var code: String
    var storage: [String: String]
    /// Of one that sends and has a secret key: its number (``AccountKey``).
    var number: Int?
  }

  struct Header: Codable {
    var block: UInt64
    var timestamp: UInt64
    var gasLimit: UInt64
    var baseFee: String
    var beneficiary: String
    var prevrandao: String
    var transactions: Int
    var hasArrivals: Bool
  }

  struct Entry: Codable {
    var address: String
    var storageKeys: [String]
  }

  struct Call: Codable {
    var type: UInt8
    var from: String
    var nonce: UInt64
    var gas: UInt64
    var maxFee: String
    var maxPriorityFee: String
    var to: String?
    var value: String
    var input: String
    var accessList: [Entry]?
    var intended: String
    /// Nanoseconds from the start.
    var arrival: UInt64?
  }

  /// Hands the lines to `sink`, piece by piece.
  static func encode(
    _ workload: GeneratedWorkload, to sink: ([UInt8]) throws -> Void
  ) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    encoder.keyEncodingStrategy = .convertToSnakeCase
    var buffer: [UInt8] = []
    func put(_ value: some Encodable) throws {
      buffer += try encoder.encode(value)
      buffer.append(0x0a)
      guard buffer.count >= 1 << 16 else { return }
      try sink(buffer)
      buffer.removeAll(keepingCapacity: true)
    }
    for (address, account) in workload.genesis.sorted(by: { $0.key < $1.key }) {
      try put(Account(address, account, number: workload.signers?[address]))
    }
    for (index, block) in workload.blocks.enumerated() {
      try put(Header(block, hasArrivals: workload.arrivals != nil))
      for (place, transaction) in block.transactions.enumerated() {
        try put(
          Call(
            transaction, workload.intended[index][place],
            arrival: workload.arrivals?[index][place]))
      }
    }
    try sink(buffer)
  }

  /// Reads the lines.
  /// - Throws: ``MalformedStream``, which names the line.
  static func decode(
    _ bytes: ArraySlice<UInt8>, chainID: UInt64, fork: String
  ) throws(MalformedStream) -> StreamBody {
    var body = StreamBody()
    body.signers = [:]
    body.fork = fork
    body.chainID = chainID
    // The first line is the header.
    for (index, line) in bytes.split(separator: 0x0a).enumerated() {
      guard body.take(Data(line), JSONDecoder.snakeCase) else {
        throw MalformedStream("has a line \(index + 2) that is no account, block or transaction")
      }
    }
    guard body.announced == body.blocks.map(\.transactions.count) else {
      throw MalformedStream("has a block with more or fewer transactions than it says")
    }
    // A stream without a number has no keys; a transaction has a sender.
    if body.signers?.isEmpty == true { body.signers = nil }
    return body
  }
}

extension JSONDecoder {
  fileprivate static var snakeCase: JSONDecoder {
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    return decoder
  }
}

extension StreamBody {
  /// Takes one line.
  /// - Returns: Whether it is one that can come here.
  fileprivate mutating func take(_ line: Data, _ decoder: JSONDecoder) -> Bool {
    if let last = blocks.indices.last,
      let call = try? decoder.decode(StreamJSON.Call.self, from: line)
    {
      guard let transaction = call.transaction(chainID: chainID), let outcome = call.outcome else {
        return false
      }
      blocks[last].transactions.append(transaction)
      intended[last].append(outcome)
      if let arrival = call.arrival, last < arrivals.count { arrivals[last].append(arrival) }
      return true
    }
    if let block = try? decoder.decode(StreamJSON.Header.self, from: line) {
      guard let header = block.header else { return false }
      blocks.append(Block(header: header, transactions: []))
      intended.append([])
      announced.append(block.transactions)
      if block.hasArrivals { arrivals.append([]) }
      return true
    }
    guard blocks.isEmpty, let account = try? decoder.decode(StreamJSON.Account.self, from: line),
      let (address, allocation) = account.allocation, genesis[address] == nil
    else { return false }
    genesis[address] = allocation
    if let number = account.number { signers?[address] = number }
    return true
  }
}
