import Primitives

/// A word that a transaction has at hand, and its number in the graph.
struct Atom {
  var operand: Expression.Operand
  var word: Word
}

/// Finds how keys of slots come about, by computing what compilers would.
///
/// Candidates are streamed past the keys, not kept: only the keys' highest 64 bits are in a table. Two
/// hashes that agree there, and in all but the lowest 32 bits, agree for a reason.
struct KeySearch {
  struct Finding {
    /// Which key.
    var key: Int
    var base: Derivation
    /// Key minus base.
    var remainder: UInt64
  }

  /// How far to search. Hashes to compute, at most: 2 × atoms × slots, then that again × atoms.
  struct Reach {
    /// Slots that a mapping may be at.
    var slots = 128
    /// The same for mappings of mappings, and the atoms that can be their keys.
    var nestedSlots = 48
    var nestedAtoms = 16
    /// Words of arguments that can be part of a hashed run.
    var runWords = 12
    /// Findings for one key.
    var findings = 3
  }

  private let keys: [Word]
  private var byHighest: [UInt64: [Int]] = [:]
  /// One bit for each highest limb's lowest six bits: most candidates end here.
  private var filter: UInt64 = 0
  private var counts: [Int]
  private let reach: Reach
  private(set) var findings: [Finding] = []

  init(_ keys: [Word], reach: Reach = Reach()) {
    self.keys = keys
    self.reach = reach
    counts = [Int](repeating: 0, count: keys.count)
    for (index, key) in keys.enumerated() {
      byHighest[key.l3, default: []].append(index)
      filter |= 1 << (key.l3 & 63)
    }
  }

  private var isDone: Bool { counts.allSatisfy { $0 > 0 } }

  /// Searches with `atoms`, the simplest first; `input` is whose arguments are hashed in runs.
  mutating func search(_ atoms: [Atom], _ input: CallInput) {
    guard !keys.isEmpty else { return }
    for atom in atoms where atom.word > Word(UInt64.max) {
      check(atom.word) { .operand(atom.operand) }
    }
    for slot in 0..<reach.slots {
      let slot = Word(UInt64(slot))
      check(keccak256(slot).word) { .hashOfOne(.literal(slot)) }
    }
    hashOnce(atoms)
    if isDone { return }
    hashRuns(atoms, input)
    if isDone { return }
    hashTwice(Array(atoms.prefix(reach.nestedAtoms)))
  }

  /// Mappings, in both layouts, and hashes of two words at hand.
  private mutating func hashOnce(_ atoms: [Atom]) {
    for atom in atoms {
      for slot in 0..<reach.slots { hash(atom, Word(UInt64(slot))) }
      for root in namespaceRoots { hash(atom, root) }
    }
    for a in atoms {
      for b in atoms {
        check(keccak256(a.word, b.word).word) { .hash(.operand(a.operand), .operand(b.operand)) }
      }
    }
  }

  private mutating func hash(_ atom: Atom, _ slot: Word) {
    check(keccak256(atom.word, slot).word) { .hash(.operand(atom.operand), .literal(slot)) }
    check(keccak256(slot, atom.word).word) { .hash(.literal(slot), .operand(atom.operand)) }
  }

  /// Runs of arguments, and pairs of words at hand, as keys of mappings.
  private mutating func hashRuns(_ atoms: [Atom], _ input: CallInput) {
    let count = min(input.argumentCount, reach.runWords)
    for first in 0..<count {
      for length in 1...(count - first) {
        guard let run = input.argumentsHash(first: first, count: length) else { continue }
        asKey(run) { .argumentsHash(first: first, count: length) }
      }
    }
    for a in atoms.prefix(8) {
      for b in atoms.prefix(8) {
        asKey(keccak256(a.word, b.word).word) { .hash(.operand(a.operand), .operand(b.operand)) }
      }
    }
  }

  private mutating func asKey(_ word: Word, _ derivation: () -> Derivation) {
    check(word, derivation)
    for slot in 0..<reach.nestedSlots {
      let slot = Word(UInt64(slot))
      check(keccak256(word, slot).word) { .hash(derivation(), .literal(slot)) }
      check(keccak256(slot, word).word) { .hash(.literal(slot), derivation()) }
    }
  }

  /// Mappings of mappings, and of mappings of those where the keys are few.
  private mutating func hashTwice(_ atoms: [Atom]) {
    let thirds = atoms.prefix(6)
    for slot in 0..<reach.nestedSlots {
      let slot = Word(UInt64(slot))
      for x in atoms {
        let solidity = keccak256(x.word, slot).word
        let vyper = keccak256(slot, x.word).word
        for y in atoms {
          let solidityTwice = keccak256(y.word, solidity).word
          let vyperTwice = keccak256(vyper, y.word).word
          let a = Derivation.operand(x.operand)
          let b = Derivation.operand(y.operand)
          check(solidityTwice) { .hash(b, .hash(a, .literal(slot))) }
          check(vyperTwice) { .hash(.hash(.literal(slot), a), b) }
          guard slot.l0 < 16, thirds.contains(where: { $0.operand == x.operand }) else { continue }
          for z in thirds {
            let c = Derivation.operand(z.operand)
            check(keccak256(z.word, solidityTwice).word) {
              .hash(c, .hash(b, .hash(a, .literal(slot))))
            }
            check(keccak256(vyperTwice, z.word).word) {
              .hash(.hash(.hash(.literal(slot), a), b), c)
            }
          }
        }
      }
    }
  }

  @inline(__always)
  private mutating func check(_ candidate: Word, _ derivation: () -> Derivation) {
    guard filter & (1 << (candidate.l3 & 63)) != 0 else { return }
    compare(candidate, derivation)
  }

  @inline(never)
  private mutating func compare(_ candidate: Word, _ derivation: () -> Derivation) {
    for index in byHighest[candidate.l3] ?? [] where counts[index] < reach.findings {
      let difference = keys[index] &- candidate
      guard difference.l1 | difference.l2 | difference.l3 == 0, difference.l0 < 1 << 32 else {
        continue
      }
      counts[index] += 1
      findings.append(Finding(key: index, base: derivation(), remainder: difference.l0))
    }
  }
}

/// Where libraries keep their mappings by name (ERC-7201).
private let namespaceRoots: [Word] = ["ERC20", "ERC721", "ERC1155", "AccessControl", "Nonces"]
  .flatMap { name in
    let identifier = keccak256(Array("openzeppelin.storage.\(name)".utf8)).word
    let root = keccak256(identifier &- Word(1)).word & ~Word(0xff)
    return (0..<6).map { root &+ Word(UInt64($0)) }
  }
