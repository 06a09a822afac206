import Primitives

/// What addresses and slots of a generated state are for people: `pool 3`, `balanceOf[account 17]`.
///
/// Contracts and mapping entries are noted as they come up; accounts and plain state variables follow
/// from their address and from the contract's artifact.
public struct LocationNames: Sendable {
  private struct Contract {
    var name: String
    var artifact: ContractArtifact
  }
  private struct SlotPlace: Hashable {
    var slot: Word
    var address: Address
  }
  private var contracts: [Address: Contract] = [:]
  private var slots: [SlotPlace: String] = [:]

  /// Where accounts have secret keys: who they are.
  private let signable: SignableAddresses?

  /// Names nothing but the accounts of workloads.
  public init() { signable = nil }

  init(signable: SignableAddresses?) { self.signable = signable }

  /// The name of the contract or account at `address`; nil for what no workload has made.
  public func name(of address: Address) -> String? {
    contracts[address]?.name
      ?? (signable?.number(of: address) ?? AccountAddress.number(of: address))
      .map(ActorGroup.name(ofAccount:))
  }

  /// The name of a slot of the contract at `address`: a mapping's entry that a profile named, or the
  /// state variable of that number; nil if it is neither.
  public func name(of slot: Word, at address: Address) -> String? {
    if let name = slots[SlotPlace(slot: slot, address: address)] { return name }
    guard slot.fitsInOneLimb else { return nil }
    return contracts[address]?.artifact.storageSlots.first { $0.value == slot.l0 }?.key
  }

  /// The name of a word as a mapping's key: an account or contract, a small number, or its digits.
  func keyName(_ word: Word) -> String {
    if let name = name(of: Address(truncating: word)), word == Word(Address(truncating: word)) {
      return name
    }
    return word.fitsInOneLimb ? "\(word.l0)" : word.hex
  }

  mutating func note(_ name: String, of artifact: ContractArtifact, at address: Address) {
    contracts[address] = Contract(name: name, artifact: artifact)
  }

  mutating func note(_ name: String, of slot: Word, at address: Address) {
    slots[SlotPlace(slot: slot, address: address)] = name
  }

  /// Names a slot by the mapping, keys and field that it is of.
  ///
  /// Here and not with the caller, who would hold a second reference to the names while they change: then every
  /// name copied all of them, whenever the optimizer did not end that reference early.
  mutating func noteEntry(
    of variable: String, _ keys: [Word], field: String?, at slot: Word, of address: Address
  ) {
    let entry = variable + keys.map { "[\(keyName($0))]" }.joined()
    note(entry + (field.map { "." + $0 } ?? ""), of: slot, at: address)
  }

  /// Takes over what `other` has noted.
  mutating func merge(_ other: LocationNames) {
    contracts.merge(other.contracts) { own, _ in own }
    slots.merge(other.slots) { own, _ in own }
  }
}
