import Primitives
import State

/// Which parts of the state each transaction of a block may read and write: declared by its sender,
/// recorded in an earlier execution, or predicted.
///
/// By name, so that it can be made on one state and used on another. A scheduler that takes access sets
/// for granted enforces them: an access outside is noticed and costs time, never correctness.
public struct AccessSets: Sendable {
  /// What there is to access.
  public enum Part: UInt8, Sendable, BitwiseCopyable {
    case nonce, balance, code
    /// One storage slot, by its key.
    case slot
    /// All of the account: for whoever may erase it, or asks whether it has storage.
    case everything
  }

  /// A part of one account.
  public struct Location: Hashable, Sendable, BitwiseCopyable {
    /// Index into ``AccessSets/accounts``.
    public var account: UInt32
    public var part: Part
    /// Zero but for ``Part/slot``.
    public var key: Word

    public init(account: UInt32, part: Part, key: Word = .zero) {
      self.account = account
      self.part = part
      self.key = key
    }
  }

  /// One access of one transaction: to read, or to write and perhaps to read as well.
  public struct Access: Hashable, Sendable, BitwiseCopyable {
    private var bits: UInt32
    public init(location: Int, isWrite: Bool) {
      bits = UInt32(location) << 1 | (isWrite ? 1 : 0)
    }
    /// Index into ``AccessSets/locations``.
    @inline(__always) public var location: Int { Int(bits &>> 1) }
    @inline(__always) public var isWrite: Bool { bits & 1 != 0 }
  }

  /// Every account that some location is a part of, once.
  public private(set) var accounts: [Address] = []
  /// Every location that some transaction accesses, once.
  public private(set) var locations: [Location] = []
  /// The accesses of all transactions, end to end in block order; a transaction's are its reads in
  /// the order in which they happen, as far as that is known, and each location is among them once.
  public private(set) var accesses: [Access] = []
  /// By transaction, where its accesses begin; one more for the end.
  public private(set) var starts: [Int] = [0]
  /// By transaction: the gas it is expected to use, which stands for time.
  public private(set) var gas: [UInt64] = []

  /// Whether some account cannot be told apart by fields and slots: its code is written, or all of it may go.
  public private(set) var isCoarse = false

  private var accountNumbers: [Address: UInt32] = [:]
  private var locationNumbers: [Location: Int] = [:]

  /// The sets of a block without transactions.
  public init() {}

  public var transactionCount: Int { gas.count }

  /// The accesses of one transaction.
  public func accesses(of transaction: Int) -> ArraySlice<Access> {
    accesses[starts[transaction]..<starts[transaction + 1]]
  }

  /// Which location a field of an account is; nil if nobody accesses it. O(1).
  public func number(of part: Part, of account: Address) -> Int? {
    accountNumbers[account].flatMap { locationNumbers[Location(account: $0, part: part)] }
  }

  // MARK: Making

  /// Adds the block's next transaction.
  /// - Parameters:
  ///   - reads: In the order in which they happen, if that is known; duplicates are dropped.
  ///   - writes: What it may write. It may read these too.
  public mutating func append(
    reads: some Sequence<(Address, Part, Word)>, writes: some Sequence<(Address, Part, Word)>,
    gas: UInt64
  ) {
    let written = writes.map { number(of: $0) }
    var seen: Set<Int> = []
    let writtenSet = Set(written)
    isCoarse = isCoarse || written.contains { locations[$0].part == .code }
    for location in reads.map({ number(of: $0) }) where seen.insert(location).inserted {
      accesses.append(Access(location: location, isWrite: writtenSet.contains(location)))
    }
    for location in written where seen.insert(location).inserted {
      accesses.append(Access(location: location, isWrite: true))
    }
    starts.append(accesses.count)
    self.gas.append(gas)
  }

  private mutating func number(of name: (address: Address, part: Part, key: Word)) -> Int {
    let account: UInt32
    if let known = accountNumbers[name.address] {
      account = known
    } else {
      account = UInt32(accounts.count)
      accountNumbers[name.address] = account
      accounts.append(name.address)
    }
    let location = Location(account: account, part: name.part, key: name.key)
    if name.part == .everything { isCoarse = true }
    if let known = locationNumbers[location] { return known }
    locationNumbers[location] = locations.count
    locations.append(location)
    return locations.count - 1
  }
}

extension AccessSets {
  /// The sets that were recorded on `state`: exact for an execution on the same state.
  public init(_ recorded: BlockAccesses, on state: WorldState) {
    self.init()
    for transaction in recorded.transactions {
      append(
        reads: transaction.reads.lazy.map { state.name(of: $0) },
        writes: transaction.writes.lazy.map { state.name(of: $0) }, gas: transaction.gasUsed)
    }
  }
}

extension WorldState {
  /// What a location of this state is called on any state.
  func name(of location: StateLocation) -> (Address, AccessSets.Part, Word) {
    let address = record(location.account).address
    return switch location {
    case .nonce: (address, .nonce, .zero)
    case .balance: (address, .balance, .zero)
    case .code: (address, .code, .zero)
    case .slot(let slot, of: _): (address, .slot, record(slot).key)
    case .erasure: (address, .everything, .zero)
    }
  }
}
