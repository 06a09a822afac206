import Primitives

/// An argument of a call, as the contract ABI encodes it.
enum ABIArgument {
  /// Any type that fits into 32 bytes: a number, an address, a truth value.
  case word(Word)
  /// A dynamic array of such a type.
  case words([Word])
  /// `bytes` or `string`.
  case bytes([UInt8])
}

extension ContractArtifact {
  /// Call data of a method all of whose arguments are 32-byte words: the selector, then the words.
  /// For hot paths see ``ContractMethod``, which looks the selector up once.
  /// - Precondition: the contract has such a method; profiles check that when they are read.
  func callData(_ signature: String, _ arguments: Word...) -> [UInt8] {
    method(signature).callData(arguments)
  }

  /// Call data of a method with arguments of any length: the selector, a head of 32 bytes an argument
  /// (the value, or how far from the head's beginning its tail is), then the tails.
  ///
  /// Source: the contract ABI specification, "formal specification of the encoding".
  /// - Precondition: the contract has such a method; profiles check that when they are read.
  func callData(_ signature: String, encoding arguments: [ABIArgument]) -> [UInt8] {
    var head: [Word] = []
    var tail: [UInt8] = []
    for argument in arguments {
      let offset = Word(UInt64(32 * arguments.count + tail.count))
      switch argument {
      case .word(let word): head.append(word)
      case .words(let words):
        head.append(offset)
        for word in [Word(UInt64(words.count))] + words { append(word, to: &tail) }
      case .bytes(let bytes):
        head.append(offset)
        append(Word(UInt64(bytes.count)), to: &tail)
        tail += bytes
        tail += [UInt8](repeating: 0, count: (32 - bytes.count % 32) % 32)
      }
    }
    var input = callData(signature)
    for word in head { append(word, to: &input) }
    return input + tail
  }

  private func append(_ word: Word, to bytes: inout [UInt8]) {
    withUnsafeTemporaryAllocation(byteCount: 32, alignment: 8) { buffer in
      word.storeBigEndian(to: buffer.baseAddress.unsafelyUnwrapped)
      bytes += buffer
    }
  }
}
