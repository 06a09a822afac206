import Primitives
import State

/// A Merkle-Patricia root by the definition (yellow paper, appendix D), recursive and with an encoder
/// of its own, to hold the streaming one against.
enum NaiveTrie {
  /// The root over keys of equal length.
  static func root(_ pairs: [(key: [UInt8], value: [UInt8])]) -> Hash {
    let leaves = pairs.map { (path: $0.key.flatMap { [$0 >> 4, $0 & 15] }, value: $0.value) }
    return keccak256(leaves.isEmpty ? [0x80] : node(leaves))
  }

  private typealias Leaf = (path: [UInt8], value: [UInt8])

  private static func node(_ leaves: [Leaf]) -> [UInt8] {
    if leaves.count == 1 {
      return list([string(compact(leaves[0].path, isLeaf: true)), string(leaves[0].value)])
    }
    let shared = commonPrefix(leaves.map(\.path))
    if shared > 0 {
      let below = leaves.map { (path: Array($0.path.dropFirst(shared)), value: $0.value) }
      let prefix = Array(leaves[0].path.prefix(shared))
      return list([string(compact(prefix, isLeaf: false)), reference(node(below))])
    }
    let children = (0..<16).map { nibble -> [UInt8] in
      let below = leaves.filter { $0.path[0] == nibble }
        .map { (path: Array($0.path.dropFirst()), value: $0.value) }
      return below.isEmpty ? [0x80] : reference(node(below))
    }
    return list(children + [[0x80]])
  }

  private static func commonPrefix(_ paths: [[UInt8]]) -> Int {
    var length = 0
    while paths.allSatisfy({ length < $0.count && $0[length] == paths[0][length] }) { length += 1 }
    return length
  }

  private static func reference(_ node: [UInt8]) -> [UInt8] {
    node.count < 32 ? node : string(bytes(keccak256(node).word))
  }

  private static func compact(_ nibbles: [UInt8], isLeaf: Bool) -> [UInt8] {
    let flag: UInt8 = isLeaf ? 2 : 0
    let padded = nibbles.count % 2 == 0 ? [flag, 0] + nibbles : [flag + 1] + nibbles
    return stride(from: 0, to: padded.count, by: 2).map { padded[$0] << 4 | padded[$0 + 1] }
  }

  static func string(_ bytes: [UInt8]) -> [UInt8] {
    bytes.count == 1 && bytes[0] < 0x80 ? bytes : header(0x80, bytes.count) + bytes
  }

  static func list(_ items: [[UInt8]]) -> [UInt8] {
    let payload = items.flatMap { $0 }
    return header(0xc0, payload.count) + payload
  }

  private static func header(_ kind: UInt8, _ count: Int) -> [UInt8] {
    guard count > 55 else { return [kind + UInt8(count)] }
    let length = bytes(Word(UInt64(count))).drop { $0 == 0 }
    return [kind + 55 + UInt8(length.count)] + length
  }

  static func bytes(_ word: Word) -> [UInt8] {
    [word.l3, word.l2, word.l1, word.l0].flatMap { limb in
      (0..<8).map { UInt8(truncatingIfNeeded: limb >> (56 - 8 * UInt64($0))) }
    }
  }

  static func integer(_ word: Word) -> [UInt8] { string(Array(bytes(word).drop { $0 == 0 })) }
}

extension NaiveTrie {
  static func stateRoot(_ allocation: Allocation) -> Hash {
    root(
      allocation.map { address, account in
        let storage = account.storage.filter { !$0.value.isZero }
          .map { (key: bytes(keccak256(bytes($0.key)).word), value: integer($0.value)) }
        return (
          key: bytes(keccak256(Array(bytes(Word(address)).suffix(20))).word),
          value: list([
            integer(Word(account.nonce)), integer(account.balance),
            string(bytes(root(storage).word)), string(bytes(keccak256(account.code).word)),
          ])
        )
      })
  }
}
