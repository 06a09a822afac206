import Primitives

/// Messages of another chain that arrive under one root.
struct MessageBatch {
  /// One message; what a leaf hashes.
  struct Message {
    var source: Int
    var number: Int
    /// 0 unlocks a token of this chain, 1 mints a wrapped one.
    var kind: Word
    var token: Word
    var receiver: Word

    /// The same for all: no popular amount, no popular message.
    static let amount: Word = 1_000_000

    var leaf: Word {
      keccak256(words: [
        Word(number: source), Word(number: number), kind, token, receiver, Self.amount,
      ])
    }
  }

  /// Leaves of a tree of depth 6.
  static let size = 64

  /// The chain that they come from.
  let source: Int
  let messages: [Message]
  let tree: MerkleTree
  /// Validators that have attested the root.
  var attestations = 0
  /// Messages delivered so far, from the first on.
  var delivered = 0

  init(from source: Int, _ messages: [Message]) {
    self.source = source
    self.messages = messages
    tree = MerkleTree(messages.map(\.leaf))
  }

  var isExhausted: Bool { delivered == messages.count }

  /// The arguments that deliver message `index`.
  func arguments(_ index: Int) -> [Word] {
    let message = messages[index]
    return [
      Word(number: message.source), Word(number: message.number), message.kind, message.token,
      message.receiver, Message.amount, tree.root, Word(number: index),
    ] + tree.proof(of: index)
  }
}
