import Glibc

extension JSONScanner {
  /// Refuses an object that has a key twice: which of the two would count is anybody's guess.
  func refuseDuplicateKeys(of object: Int, count keyCount: Int) throws(JSONSyntaxError) {
    var keys: [JSONNode] = []
    keys.reserveCapacity(keyCount)
    var hasEscapes = false
    var index = object + 1
    let end = Int(nodes[object].next)
    while index < end {
      keys.append(nodes[index])
      if nodes[index].kind == .escapedString { hasEscapes = true }
      index = Int(nodes[index + 1].next)
    }
    let duplicate = hasEscapes ? decodedDuplicate(keys) : duplicate(keys)
    guard let duplicate else { return }
    throw JSONSyntaxError(
      offset: Int(duplicate.start) - 1, problem: "the key \"\(text(of: duplicate))\" a second time")
  }

  /// The later of two keys with equal bytes.
  private func duplicate(_ keys: [JSONNode]) -> JSONNode? {
    if keys.count <= 12 {
      for later in 1..<keys.count {
        for earlier in 0..<later where compare(keys[earlier], keys[later]) == 0 {
          return keys[later]
        }
      }
      return nil
    }
    // Sorted, so that no input makes this quadratic; equal keys in the order they came.
    let sorted = keys.sorted {
      let order = compare($0, $1)
      return order == 0 ? $0.start < $1.start : order < 0
    }
    return zip(sorted, sorted.dropFirst()).first { compare($0, $1) == 0 }?.1
  }

  /// The same where keys have escapes, so that equal keys may be written differently.
  private func decodedDuplicate(_ keys: [JSONNode]) -> JSONNode? {
    var seen: Set<[UInt8]> = []
    return keys.first { !seen.insert(Array(text(of: $0).utf8)).inserted }
  }

  /// Orders two strings of the text by length and then by bytes.
  private func compare(_ a: JSONNode, _ b: JSONNode) -> Int32 {
    let (first, second) = (a.end - a.start, b.end - b.start)
    if first != second { return first < second ? -1 : 1 }
    return memcmp(base + Int(a.start), base + Int(b.start), Int(first))
  }

  private func text(of string: JSONNode) -> String {
    let bytes = UnsafeBufferPointer(
      start: base + Int(string.start), count: Int(string.end - string.start))
    return decodedString([UInt8](bytes)[...])
  }
}
