import Primitives

/// What expressions about one transaction are computed from, but for the state.
struct CallInput: Sendable {
  let transaction: Transaction
  let beneficiary: Address

  /// Where arguments begin: after the selector, or at once where there is none.
  private var start: Int { transaction.input.count >= 4 ? 4 : 0 }

  /// Whole words of arguments.
  var argumentCount: Int { (transaction.input.count - start) / 32 }

  /// Word `index` of the arguments, or nil if it begins at or beyond their end.
  func argument(_ index: Int) -> Word? { word(at: start + 32 * index) }

  /// The whole word that is `index` before the last one.
  func argumentFromEnd(_ index: Int) -> Word? {
    index < argumentCount ? argument(argumentCount - 1 - index) : nil
  }

  func packedAddress(_ offset: Int) -> Word? {
    guard offset >= 0, offset + 20 <= transaction.input.count else { return nil }
    return Address(bytes: transaction.input[offset..<offset + 20]).map { Word($0) }
  }

  /// Keccak-256 of whole words of arguments.
  func argumentsHash(first: Int, count: Int) -> Word? {
    guard first >= 0, count > 0, first + count <= argumentCount else { return nil }
    return transaction.input.withUnsafeBytes { bytes in
      let begin = start + 32 * first
      return keccak256(UnsafeRawBufferPointer(rebasing: bytes[begin..<begin + 32 * count])).word
    }
  }

  /// Where the address stands in the call data, if it does: the first place that is no argument of its
  /// own. O(bytes).
  func offset(of address: Address) -> Int? {
    let bytes = address.bytes
    let input = transaction.input
    guard input.count >= 20, let first = bytes.first else { return nil }
    return (0...input.count - 20).first { offset in
      input[offset] == first && input[offset..<offset + 20].elementsEqual(bytes)
    }
  }

  private func word(at offset: Int) -> Word? {
    let input = transaction.input
    guard offset < input.count else { return nil }
    return input.withUnsafeBytes { bytes in
      if offset + 32 <= bytes.count {
        return Word(bigEndian: bytes.baseAddress.unsafelyUnwrapped + offset)
      }
      var padded = Array(bytes[offset...])
      padded += [UInt8](repeating: 0, count: 32 - padded.count)
      return Word(bigEndian: padded)
    }
  }
}
