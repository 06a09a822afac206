import Primitives

/// A contract where the genesis state has it: the slots to set before the first block and the calls to
/// make, by the names of its source.
struct PlacedContract {
  let artifact: ContractArtifact
  let address: Address

  /// Places contract `number` of its kind, unless it is there.
  init(_ artifact: ContractArtifact, number: Int = 0, in genesis: inout GenesisBuilder) {
    self.artifact = artifact
    address = genesis.place(artifact, number: number).address
  }

  /// The address as an argument or a slot's value.
  var word: Word { Word(address) }

  // MARK: Slots

  /// A member of a struct: its name and its place in words.
  typealias Field = (name: String, place: UInt64)

  /// Gives a state variable, or a mapping's entry, its value before the first block.
  ///
  /// Only for what no transaction has touched yet: genesis comes before all of them.
  func set(
    _ variable: String, _ keys: [Word] = [], field: Field? = nil, to value: Word,
    in genesis: inout GenesisBuilder
  ) {
    genesis.set(slot(variable, keys, field: field, in: &genesis), of: address, to: value)
  }

  /// Fills a dynamic array before the first block: its length, then its elements.
  func set(
    _ variable: String, _ keys: [Word] = [], toArray elements: [Word],
    in genesis: inout GenesisBuilder
  ) {
    let first = slot(variable, keys, field: ("length", 0), in: &genesis)
    genesis.set(first, of: address, to: Word(number: elements.count))
    for (index, element) in elements.enumerated() {
      genesis.set(first &+ Word(number: index + 1), of: address, to: element)
    }
  }

  /// Lets a mapping's entry that only transactions write have its name, where names are collected.
  func note(_ variable: String, _ keys: [Word], in genesis: inout GenesisBuilder) {
    if genesis.names != nil { _ = slot(variable, keys, field: nil, in: &genesis) }
  }

  /// The same by a name of the profile's choice, for keys that are hashes.
  /// - Parameter place: Slots after the entry's first.
  func note(
    _ variable: String, _ keys: [Word], place: Int, as name: @autoclosure () -> String,
    in genesis: inout GenesisBuilder
  ) {
    guard genesis.names != nil else { return }
    let first = keys.reduce(artifact.slot(variable)) { keccak256($0, $1).word }
    genesis.names?.note(name(), of: first &+ Word(number: place), at: address)
  }

  private func slot(
    _ variable: String, _ keys: [Word], field: Field?, in genesis: inout GenesisBuilder
  ) -> Word {
    switch keys.count {
    case 0: genesis.slot(of: variable, field: field, in: artifact, at: address)
    case 1: genesis.slot(of: variable, keys[0], field: field, in: artifact, at: address)
    default: genesis.slot(of: variable, keys[0], keys[1], field: field, in: artifact, at: address)
    }
  }

  // MARK: Calls

  /// A call of a method all of whose arguments are words; those of fixed arrays follow one another.
  func call(
    from sender: Int, _ signature: String, _ arguments: [Word] = [], value: Word = .zero,
    gas gasLimit: UInt64, intended: IntendedOutcome = .success
  ) -> GeneratedCall {
    call(
      from: sender, signature, encoding: arguments.map { .word($0) }, value: value, gas: gasLimit,
      intended: intended)
  }

  /// A call of a method with arguments of any type.
  func call(
    from sender: Int, _ signature: String, encoding arguments: [ABIArgument],
    value: Word = .zero, gas gasLimit: UInt64, intended: IntendedOutcome = .success
  ) -> GeneratedCall {
    GeneratedCall(
      sender: sender, to: address, value: value,
      input: artifact.callData(signature, encoding: arguments), gasLimit: gasLimit,
      intended: intended)
  }
}

extension GenesisBuilder {
  /// The address of an account as an argument or a slot's value.
  func word(ofAccount number: Int) -> Word { Word(address(ofAccount: number)) }
}

extension Word {
  /// A number that cannot be negative here.
  init(number: Int) { self.init(UInt64(number)) }

  /// `value · 2^shift`, as contracts pack several fields into one slot.
  init(_ value: UInt64, shiftedBy shift: Int) {
    self = Word.shiftLeft(Word(value), by: UInt64(shift))
  }
}

/// The hash of words one after the other: what `keccak256(abi_encode(…))` of words is.
func keccak256(words: [Word]) -> Word {
  var bytes: [UInt8] = []
  bytes.reserveCapacity(32 * words.count)
  for word in words { bytes += word.bigEndianBytes }
  return keccak256(bytes).word
}

/// A number as good as random that `value` and `salt` determine: for what varies but is no choice of
/// the workload's (an item's route, a reading). SplitMix64's output.
func scattered(_ value: Int, salt: UInt64 = 0) -> UInt64 {
  var z =
    UInt64(truncatingIfNeeded: value) &* 0x9e37_79b9_7f4a_7c15 &+ salt &* 0xd1b5_4a32_d192_ed03
  z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
  z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
  return z ^ (z >> 31)
}
