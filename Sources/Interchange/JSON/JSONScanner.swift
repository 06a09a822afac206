/// Where a text stops being JSON, and why.
struct JSONSyntaxError: Error {
  var offset: Int
  var problem: String
}

/// Finds the values of a JSON text.
///
/// A recursive descent whose depth is bounded, over bytes it never copies. Every look at a byte is
/// after a comparison of `position` with `count`.
struct JSONScanner: ~Copyable {
  /// Deeper nesting is refused: the recursion's stack is what it protects.
  static let greatestDepth = 256

  let base: UnsafePointer<UInt8>
  let count: Int
  var position = 0
  var depth = 0
  var nodes: [JSONNode] = []

  /// The nodes of `bytes`: at least one.
  static func scan(_ bytes: [UInt8]) throws(JSONSyntaxError) -> [JSONNode] {
    guard bytes.count < Int(UInt32.max) else {
      throw JSONSyntaxError(offset: 0, problem: "is larger than 4 GiB")
    }
    // `withUnsafeBufferPointer` rethrows what is thrown only as `any Error`; hence the result.
    let result = bytes.withUnsafeBufferPointer { text -> Result<[JSONNode], JSONSyntaxError> in
      guard let base = text.baseAddress, text.count > 0 else {
        return .failure(JSONSyntaxError(offset: 0, problem: "is empty; expected a JSON value"))
      }
      var scanner = JSONScanner(base: base, count: text.count)
      do throws(JSONSyntaxError) {
        try scanner.scanText()
      } catch { return .failure(error) }
      return .success(scanner.nodes)
    }
    return try result.get()
  }

  private init(base: UnsafePointer<UInt8>, count: Int) {
    self.base = base
    self.count = count
    nodes.reserveCapacity(count / 32 + 8)
  }

  private mutating func scanText() throws(JSONSyntaxError) {
    skipSpace()
    try scanValue()
    skipSpace()
    if position < count { throw unexpected("the end of the text") }
  }

  /// Scans the value that starts at `position`.
  mutating func scanValue() throws(JSONSyntaxError) {
    guard position < count else { throw unexpected("a value") }
    switch base[position] {
    case UInt8(ascii: "{"): try scanObject()
    case UInt8(ascii: "["): try scanArray()
    case UInt8(ascii: "\""): try scanString()
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): try scanNumber()
    case UInt8(ascii: "t"): try scanWord("true", .true)
    case UInt8(ascii: "f"): try scanWord("false", .false)
    case UInt8(ascii: "n"): try scanWord("null", .null)
    default: throw unexpected("a value")
    }
  }

  private mutating func scanWord(
    _ word: StaticString, _ kind: JSONKind
  ) throws(JSONSyntaxError) {
    let start = position
    for offset in 0..<word.utf8CodeUnitCount {
      guard start + offset < count, base[start + offset] == word.utf8Start[offset] else {
        throw unexpected("a value")
      }
    }
    position += word.utf8CodeUnitCount
    append(kind, start, position)
  }

  // MARK: Containers

  private mutating func scanObject() throws(JSONSyntaxError) {
    let node = try open(.object)
    skipSpace()
    if take(UInt8(ascii: "}")) { return close(node) }
    var keys = 0
    repeat {
      skipSpace()
      guard position < count, base[position] == UInt8(ascii: "\"") else {
        throw unexpected("a key in quotes")
      }
      try scanString()
      keys += 1
      skipSpace()
      guard take(UInt8(ascii: ":")) else { throw unexpected("':' after the key") }
      skipSpace()
      try scanValue()
      skipSpace()
    } while take(UInt8(ascii: ","))
    guard take(UInt8(ascii: "}")) else { throw unexpected("',' or '}'") }
    close(node)
    if keys > 1 { try refuseDuplicateKeys(of: node, count: keys) }
  }

  private mutating func scanArray() throws(JSONSyntaxError) {
    let node = try open(.array)
    skipSpace()
    if take(UInt8(ascii: "]")) { return close(node) }
    repeat {
      skipSpace()
      try scanValue()
      skipSpace()
    } while take(UInt8(ascii: ","))
    guard take(UInt8(ascii: "]")) else { throw unexpected("',' or ']'") }
    close(node)
  }

  private mutating func open(_ kind: JSONKind) throws(JSONSyntaxError) -> Int {
    guard depth < Self.greatestDepth else {
      throw JSONSyntaxError(
        offset: position, problem: "nests deeper than \(Self.greatestDepth) levels")
    }
    depth += 1
    append(kind, position, position + 1)
    position += 1
    return nodes.count - 1
  }

  private mutating func close(_ node: Int) {
    depth -= 1
    nodes[node].end = UInt32(truncatingIfNeeded: position)
    nodes[node].next = UInt32(truncatingIfNeeded: nodes.count)
  }

  // MARK: Bytes

  @inline(__always)
  mutating func append(_ kind: JSONKind, _ start: Int, _ end: Int) {
    nodes.append(
      JSONNode(
        kind: kind, start: UInt32(truncatingIfNeeded: start), end: UInt32(truncatingIfNeeded: end),
        next: UInt32(truncatingIfNeeded: nodes.count + 1)))
  }

  @inline(__always)
  private mutating func take(_ byte: UInt8) -> Bool {
    guard position < count, base[position] == byte else { return false }
    position += 1
    return true
  }

  @inline(__always)
  private mutating func skipSpace() {
    while position < count {
      switch base[position] {
      case 0x20, 0x0a, 0x0d, 0x09: position += 1
      default: return
      }
    }
  }

  /// The error at `position`, where `expected` should be.
  func unexpected(_ expected: String) -> JSONSyntaxError {
    guard position < count else {
      return JSONSyntaxError(offset: count, problem: "ends where \(expected) should be")
    }
    let byte = base[position]
    let found =
      (0x21..<0x7f).contains(byte)
      ? "'\(Character(UnicodeScalar(byte)))'" : "byte 0x" + String(byte, radix: 16)
    return JSONSyntaxError(offset: position, problem: "expected \(expected), found \(found)")
  }
}
