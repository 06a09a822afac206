import Primitives
import State

/// The state before the first block, made up as the transactions are: whatever one of them touches is
/// there, and nothing else, so that ten million accounts of which few are used cost little.
///
/// What is given to accounts (tokens, allowances) is only noted while transactions are made, in about
/// 10 ns, and turned into slots by `allocation` at the end. Notes name an address by its lowest 64 bits,
/// from which the rest of it follows.
public struct GenesisBuilder: Sendable {
  /// Contracts of one kind in a workload.
  static let contractLimit = 10_000
  /// State variables that a token must have.
  static let tokenVariables = ["balanceOf", "totalSupply"]
  /// Wei of every account that sends: more than 10⁷ transactions of 10⁶ gas at 10 Gwei take.
  static var ether: Word { Word(1_000_000) &* Word(1_000_000_000_000_000_000) }

  /// Which contract a number stands for.
  private struct ContractKey: Hashable, Sendable {
    /// The entry of the mix that it belongs to; nil where it belongs to all.
    var entry: Int?
    var kind: String
    var number: Int
  }

  var placed: Allocation = [:]
  /// Holder and token.
  var funded = SeenPairs()
  /// What was given of tokens, where it is not ``TokenAmounts/balance``.
  var amounts: [GivenTokens: Word] = [:]
  var approved = SeenPairs()
  var approvals: [Approval] = []
  /// Tokens that accounts were given by number; see ``holders(of:)``.
  var holders: [TokenHolders] = []
  private var holderPlaces: [UInt64: Int] = [:]
  var endowments: [Address: Word] = [:]
  /// Accounts that are there with one wei.
  var opened = AccountSet()
  /// Accounts that send transactions.
  var senders: [Address] = []
  /// By the lowest bits of their address: contracts, and whoever is neither contract nor account.
  var artifacts: [UInt64: ContractArtifact] = [:]
  var others: [UInt64: Address] = [:]
  private var contracts: [ContractKey: Address] = [:]
  /// What things are called; nil unless asked for.
  public internal(set) var names: LocationNames?
  /// The entry of the mix whose session is at work, and what its contracts' names begin with.
  var entry = 0
  var prefix = ""

  /// Where accounts have secret keys: their addresses.
  let signable: SignableAddresses?

  init(collectingNames: Bool = false, signable: SignableAddresses? = nil) {
    self.signable = signable
    names = collectingNames ? LocationNames(signable: signable) : nil
  }

  // MARK: Accounts

  /// The address of an account of the workload: as good as random, like real ones. About 3 ns, but for
  /// workloads that are to be signed.
  @inline(__always)
  public func address(ofAccount number: Int) -> Address {
    signable?.address(ofAccount: number) ?? AccountAddress.address(of: number)
  }

  /// Gives an account or contract `amount` of wei, unless it was given some. Whoever sends transactions
  /// has a million ether besides.
  public mutating func endow(_ account: Address, with amount: Word) {
    if endowments[account] == nil { endowments[account] = amount }
  }

  /// Lets an account of the workload's own exist before the first block, with one wei if it was given
  /// nothing. About 2 ns.
  @inline(__always)
  public mutating func open(account number: Int) { opened.insert(number) }

  // MARK: Contracts

  /// The address of contract `number` of a kind, which is placed there if it is not yet.
  ///
  /// Every entry of the mix has contracts of its own, so that two sessions never meet in one.
  public mutating func place(
    _ contract: ContractArtifact, number: Int
  ) -> (address: Address, isNew: Bool) {
    place(contract, ContractKey(entry: entry, kind: contract.name, number: number))
  }

  /// The address of token `number`, which all entries of the mix share, as all of a chain's users share
  /// its currencies.
  public mutating func token(_ number: Int, of contract: ContractArtifact) -> Address {
    place(contract, ContractKey(entry: nil, kind: contract.name, number: number)).address
  }

  private mutating func place(
    _ contract: ContractArtifact, _ key: ContractKey
  ) -> (address: Address, isNew: Bool) {
    if let address = contracts[key] { return (address, false) }
    let owner = key.entry.map { " of \($0)" } ?? ""
    let address = Address(
      truncating: keccak256(Array("gridlock \(key.kind) \(key.number)\(owner)".utf8)).word)
    contracts[key] = address
    artifacts[address.low] = contract
    others[address.low] = address
    // Nonce 1, as EIP-161 gives a created contract.
    placed[address, default: AccountAllocation()].nonce = 1
    placed[address]?.code = contract.runtimeBytecode
    let name = (key.entry == nil ? "" : prefix) + "\(key.kind) \(key.number)"
    names?.note(name, of: contract, at: address)
    return (address, true)
  }

  /// Gives a slot its value; the last value given counts.
  public mutating func set(_ slot: Word, of contract: Address, to value: Word) {
    placed[contract, default: AccountAllocation()].storage[slot] = value
  }

  /// The slot of a state variable, or of one entry of a mapping (of mappings, for several keys), which is
  /// noted by name where names are collected. Hashes once a key.
  /// - Parameter field: a member of a struct that stands there: its name and its place in words.
  /// - Precondition: the contract has the variable.
  public mutating func slot(
    of variable: String, _ keys: Word..., field: (name: String, place: UInt64)? = nil,
    in contract: ContractArtifact, at address: Address
  ) -> Word {
    let start = keys.reduce(contract.slot(variable)) { keccak256($0, $1).word }
    let slot = field.map { start &+ Word($0.place) } ?? start
    if !keys.isEmpty || field != nil {
      names?.noteEntry(of: variable, keys, field: field?.name, at: slot, of: address)
    }
    return slot
  }

  // MARK: Tokens

  /// Gives `holder` tokens, unless it was given some, and counts them into the total supply.
  /// - Parameters:
  ///   - contract: the token's, which has been placed at `token`.
  ///   - amount: nil for ``TokenAmounts/balance``.
  @inline(__always)
  public mutating func fund(
    _ holder: Address, with contract: ContractArtifact, at token: Address, amount: Word? = nil
  ) {
    guard funded.insert(holder.low, token.low) else { return }
    note(holder)
    if let amount { amounts[GivenTokens(holder: holder.low, token: token.low)] = amount }
  }

  /// Where to note by number which of the workload's own accounts hold `token`: for
  /// ``fund(account:in:)``.
  mutating func holders(of token: Address) -> Int {
    if let place = holderPlaces[token.low] { return place }
    holderPlaces[token.low] = holders.count
    holders.append(TokenHolders(token: token.low))
    return holders.count - 1
  }

  /// Gives an account of the workload's own tokens, unless it was given some. About 2 ns, where
  /// ``fund(_:with:at:amount:)`` takes a miss of the cache.
  @inline(__always)
  mutating func fund(account number: Int, in holders: Int) {
    self.holders[holders].accounts.insert(number)
  }

  /// Lets `spender` take any amount of the owner's tokens.
  @inline(__always)
  public mutating func approve(
    _ spender: Address, by owner: Address, with contract: ContractArtifact, at token: Address
  ) {
    let approval = Approval(owner: owner.low, spender: spender.low, token: token.low)
    guard approved.insert(approval.first, approval.second) else { return }
    note(owner)
    note(spender)
    approvals.append(approval)
  }

  /// Gives a sender the ether to pay for its transactions.
  mutating func endowSender(_ account: Address) { senders.append(account) }

  /// Remembers an address that does not follow from its lowest bits.
  @inline(__always)
  private mutating func note(_ address: Address) {
    if AccountAddress.address(ofLow: address.low) != address { others[address.low] = address }
  }
}

/// Accounts that hold a token, which is named by the lowest bits of its address.
struct TokenHolders: Sendable {
  var token: UInt64
  var accounts = AccountSet()
}

/// Whose tokens, by the lowest bits of both addresses.
struct GivenTokens: Hashable, Sendable {
  var holder: UInt64
  var token: UInt64
}

/// An allowance without end, by the lowest bits of three addresses.
struct Approval: Hashable, Sendable {
  var owner: UInt64
  var spender: UInt64
  var token: UInt64

  /// Two numbers for three: the second tells spender and token, and then the first tells the owner.
  var first: UInt64 { owner ^ spender << 1 }
  var second: UInt64 { ~token ^ spender }
}
