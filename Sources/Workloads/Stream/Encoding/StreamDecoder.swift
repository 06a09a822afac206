import Primitives
import State

/// What the canonical bytes of a workload hold: ``StreamEncoder`` backwards.
struct StreamBody {
  var fork = ""
  var chainID: UInt64 = 0
  var genesis: Allocation = [:]
  var blocks: [Block] = []
  var intended: [[IntendedOutcome]] = []
  /// By block; empty for those whose arrivals are not known.
  var arrivals: [[UInt64]] = []
  /// The account numbers of all who send, where they have secret keys.
  var signers: [Address: Int]?
  /// By block, of the JSON-lines form: how many transactions are said to follow.
  var announced: [Int] = []
}

/// Reads the canonical bytes of a workload.
struct StreamDecoder: ~Copyable {
  private var reader: ByteReader
  private var body = StreamBody()
  /// By place from 1.
  private var accounts: [Address] = []

  /// Reads all of `bytes`.
  /// - Throws: ``MalformedStream`` for anything that the layout does not have.
  static func decode(_ bytes: ArraySlice<UInt8>) throws(MalformedStream) -> StreamBody {
    var decoder = StreamDecoder(reader: ByteReader(bytes))
    decoder.body.fork = String(decoding: try decoder.reader.counted(), as: UTF8.self)
    decoder.body.chainID = try decoder.reader.number()
    try decoder.genesis()
    for _ in 0..<(try decoder.reader.count(size: 25)) { try decoder.block() }
    if !decoder.reader.isAtEnd { try decoder.signers() }
    guard decoder.reader.isAtEnd else { throw MalformedStream("goes on after its end") }
    return decoder.body
  }

  private init(reader: consuming ByteReader) { self.reader = reader }

  // MARK: Genesis

  private mutating func genesis() throws(MalformedStream) {
    var codes: [[UInt8]] = [[]]
    for _ in 0..<(try reader.count()) { codes.append(try reader.counted()) }
    let count = try reader.count(size: 24)
    accounts.reserveCapacity(count)
    body.genesis.reserveCapacity(count)
    for _ in 0..<count {
      let address = try reader.address()
      var account = AccountAllocation(nonce: try reader.number())
      account.balance = try reader.word()
      let code = try reader.number()
      guard code < codes.count else { throw MalformedStream("names a code that it has not") }
      account.code = codes[Int(code)]
      for _ in 0..<(try reader.count(size: 2)) {
        let key = try reader.word()
        account.storage[key] = try reader.word()
      }
      accounts.append(address)
      body.genesis[address] = account
    }
    guard body.genesis.count == count else { throw MalformedStream("has an account twice") }
  }

  private mutating func signers() throws(MalformedStream) {
    var signers: [Address: Int] = [:]
    for _ in 0..<(try reader.count(size: 2)) {
      let address = try account()
      guard let number = Int(exactly: try reader.number()) else {
        throw MalformedStream("has an account of a number that there is not")
      }
      signers[address] = number
    }
    body.signers = signers
  }

  // MARK: Blocks

  private mutating func block() throws(MalformedStream) {
    var header = BlockHeader.generated
    header.number = try reader.number()
    header.timestamp = try reader.number()
    header.gasLimit = try reader.number()
    header.baseFeePerGas = try reader.word()
    header.beneficiary = try reader.address()
    header.mixHash = Hash(try reader.word())
    let hasArrivals = try reader.byte() == 1
    var transactions: [Transaction] = []
    var intended: [IntendedOutcome] = []
    var arrivals: [UInt64] = []
    for _ in 0..<(try reader.count(size: 8)) {
      let (transaction, outcome) = try transaction(after: transactions.last)
      transactions.append(transaction)
      intended.append(outcome)
      if hasArrivals { arrivals.append((arrivals.last ?? 0) &+ (try reader.number())) }
    }
    body.blocks.append(Block(header: header, transactions: transactions))
    body.intended.append(intended)
    if hasArrivals { body.arrivals.append(arrivals) }
  }

  private mutating func transaction(
    after last: Transaction?
  ) throws(MalformedStream) -> (Transaction, IntendedOutcome) {
    let type = try reader.byte()
    let flags = StreamFlags(rawValue: try reader.byte())
    guard let kind = Transaction.Kind(rawValue: type), kind.rawValue <= 2,
      flags.isSubset(of: .all), let intended = IntendedOutcome(rawValue: try reader.byte())
    else { throw MalformedStream("has a transaction of a kind that there is not") }
    let sender = try account()
    let nonce = try reader.number()
    let gasLimit = try reader.number()
    var fees = (last?.maxFeePerGas ?? .zero, last?.maxPriorityFeePerGas ?? .zero)
    if !flags.contains(.sameFees) { fees = (try reader.word(), try reader.word()) }
    let callee = flags.contains(.callee) ? try account() : nil
    let value = try reader.word()
    var transaction = Transaction(
      kind: kind, sender: sender, chainID: body.chainID, nonce: nonce, gasLimit: gasLimit,
      maxFeePerGas: fees.0, maxPriorityFeePerGas: fees.1, to: callee, value: value,
      input: try reader.input())
    if flags.contains(.accessList) { transaction.accessList = try accessList() }
    return (transaction, intended)
  }

  private mutating func accessList() throws(MalformedStream) -> [AccessListEntry] {
    var list: [AccessListEntry] = []
    for _ in 0..<(try reader.count(size: 21)) {
      let address = try reader.address()
      var keys: [Word] = []
      for _ in 0..<(try reader.count()) { keys.append(try reader.word()) }
      list.append(AccessListEntry(address: address, storageKeys: keys))
    }
    return list
  }

  private mutating func account() throws(MalformedStream) -> Address {
    let place = try reader.number()
    if place == 0 { return try reader.address() }
    guard place <= accounts.count else { throw MalformedStream("names an account that it has not") }
    return accounts[Int(place) - 1]
  }
}
