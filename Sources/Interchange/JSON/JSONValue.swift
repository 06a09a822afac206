/// One value of a document.
///
/// Asking a value for what it is not throws an ``InterchangeError`` with its place: decoders say what
/// they want and need no checks of their own.
struct JSONValue: Sendable {
  let document: JSONDocument
  let index: Int

  var node: JSONNode { document.nodes[index] }
  var kind: JSONKind { node.kind }
  var isNull: Bool { kind == .null }

  /// The value's bytes in the text; a string's without quotes, and with its escapes undone by nobody.
  var text: ArraySlice<UInt8> {
    let node = node
    return document.bytes[Int(node.start)..<Int(node.end)]
  }

  // MARK: Containers

  /// An object's keys and values, in text order.
  func members() throws(InterchangeError) -> JSONMembers {
    guard kind == .object else { throw expected("an object") }
    return JSONMembers(document: document, index: index + 1, end: Int(node.next))
  }

  /// An array's elements, in order.
  func elements() throws(InterchangeError) -> JSONElements {
    guard kind == .array else { throw expected("an array") }
    return JSONElements(document: document, index: index + 1, end: Int(node.next))
  }

  /// The value of a key that must be there. Walks the object: for objects of a few dozen keys.
  func member(_ key: StaticString) throws(InterchangeError) -> JSONValue {
    for member in try members() where member.key.text.elementsEqual(key.bytes) {
      return member.value
    }
    throw error("has no member \"\(key)\"")
  }

  /// The value of a key, nil if it is not there or null.
  func optionalMember(_ key: StaticString) throws(InterchangeError) -> JSONValue? {
    for member in try members() where member.key.text.elementsEqual(key.bytes) {
      return member.value.isNull ? nil : member.value
    }
    return nil
  }

  // MARK: Scalars

  /// A string's content.
  func string() throws(InterchangeError) -> String {
    guard kind == .string || kind == .escapedString else { throw expected("a string") }
    return decodedString(text)
  }

  /// A whole number written as a JSON number.
  func integer() throws(InterchangeError) -> UInt64 {
    guard kind == .number, let value = UInt64(String(decoding: text, as: UTF8.self)) else {
      throw expected("a whole number below 2⁶⁴")
    }
    return value
  }
}

extension StaticString {
  fileprivate var bytes: UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(start: utf8Start, count: utf8CodeUnitCount)
  }
}

/// The members of an object.
struct JSONMembers: Sequence, IteratorProtocol {
  let document: JSONDocument
  var index: Int
  let end: Int

  mutating func next() -> (key: JSONValue, value: JSONValue)? {
    guard index < end else { return nil }
    let key = JSONValue(document: document, index: index)
    let value = JSONValue(document: document, index: index + 1)
    index = Int(value.node.next)
    return (key, value)
  }
}

/// The elements of an array.
struct JSONElements: Sequence, IteratorProtocol {
  let document: JSONDocument
  var index: Int
  let end: Int

  mutating func next() -> JSONValue? {
    guard index < end else { return nil }
    let element = JSONValue(document: document, index: index)
    index = Int(element.node.next)
    return element
  }
}

extension JSONValue {
  /// The elements of an array, each decoded.
  func map<T>(
    _ decode: (JSONValue) throws(InterchangeError) -> T
  ) throws(InterchangeError) -> [T] {
    var decoded: [T] = []
    for element in try elements() { decoded.append(try decode(element)) }
    return decoded
  }
}
