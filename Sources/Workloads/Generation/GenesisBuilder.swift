import Primitives
import State

/// Amounts so far apart that no transaction of a workload can fail for want of tokens.
///
/// A workload has at most 10⁷ transactions of at most 10¹⁸ each: 10²⁵ in all, a hundredth of a pool's
/// reserve, so that prices stay within a few percent, and far below any balance.
enum TokenAmounts {
  static let largest = 1_000_000_000_000_000_000
  /// 10²⁷; a pool's reserves have to stay below 2¹¹², about 5·10³³.
  static var reserve: Word { Word(1_000_000_000) &* Word(1_000_000_000_000_000_000) }
  /// 10³⁰; a token's total supply stays far below 2²⁵⁶.
  static var balance: Word { Word(1_000) &* reserve }
}

/// The state before the first block, made up as the transactions are: whatever one of them touches is
/// there, and nothing else, so that ten million accounts of which few are used cost little.
public struct GenesisBuilder {
  /// Contracts of one kind in a workload.
  static let contractLimit = 10_000
  /// State variables that a token must have.
  static let tokenVariables = ["balanceOf", "totalSupply"]
  /// Wei of every account that sends: more than 10⁷ transactions of 10⁶ gas at 10 Gwei take.
  static var ether: Word { Word(1_000_000) &* Word(1_000_000_000_000_000_000) }

  /// What has been placed so far.
  public private(set) var allocation: Allocation = [:]

  init() {}

  // MARK: Addresses

  /// The address of an account of the workload: as good as random, like real ones.
  public func address(ofAccount number: Int) -> Address { derivedAddress("account", number) }

  /// Hashed from kind and number: equal in every workload, whatever the seed.
  private func derivedAddress(_ kind: String, _ number: Int) -> Address {
    Address(truncating: keccak256(Array("gridlock \(kind) \(number)".utf8)).word)
  }

  // MARK: Accounts and contracts

  /// Gives an account the ether to pay for its transactions.
  mutating func endow(_ account: Address) {
    allocation[account, default: AccountAllocation()].balance = Self.ether
  }

  /// The address of contract `number` of a kind, which is placed there if it is not yet.
  public mutating func place(
    _ contract: ContractArtifact, number: Int
  ) -> (address: Address, isNew: Bool) {
    let address = derivedAddress(contract.name, number)
    guard allocation[address] == nil else { return (address, false) }
    // Nonce 1, as EIP-161 gives a created contract.
    allocation[address] = AccountAllocation(nonce: 1, code: contract.runtimeBytecode)
    return (address, true)
  }

  /// Gives a slot its value.
  public mutating func set(_ slot: Word, of contract: Address, to value: Word) {
    allocation[contract, default: AccountAllocation()].storage[slot] = value
  }

  // MARK: Tokens

  /// The address of token `number`.
  public mutating func token(_ number: Int, of contract: ContractArtifact) -> Address {
    place(contract, number: number).address
  }

  /// Gives `holder` tokens, unless it has some, and counts them into the total supply.
  public mutating func fund(
    _ holder: Address, with contract: ContractArtifact, at token: Address, amount: Word? = nil
  ) {
    let slot = contract.slot("balanceOf", Word(holder))
    guard allocation[token]?.storage[slot] == nil else { return }
    let amount = amount ?? TokenAmounts.balance
    let supply = contract.slot("totalSupply")
    set(supply, of: token, to: amount &+ (allocation[token]?.storage[supply] ?? .zero))
    set(slot, of: token, to: amount)
  }

  /// Lets `spender` take any amount of the owner's tokens.
  public mutating func approve(
    _ spender: Address, by owner: Address, with contract: ContractArtifact, at token: Address
  ) {
    set(contract.slot("allowance", Word(owner), Word(spender)), of: token, to: .max)
  }
}
