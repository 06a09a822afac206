import Primitives

/// A stream's bytes ended early, or are not what the layout has there.
struct MalformedStream: Error, CustomStringConvertible {
  let description: String
  init(_ description: String) { self.description = description }
}

/// Reads what ``ByteWriter`` writes, and trusts none of it.
struct ByteReader: ~Copyable {
  private let bytes: ArraySlice<UInt8>
  private var position: Int

  init(_ bytes: ArraySlice<UInt8>) {
    self.bytes = bytes
    position = bytes.startIndex
  }

  var isAtEnd: Bool { position == bytes.endIndex }
  private var left: Int { bytes.endIndex - position }

  mutating func byte() throws(MalformedStream) -> UInt8 {
    guard position < bytes.endIndex else { throw MalformedStream("ends in the middle") }
    defer { position += 1 }
    return bytes[position]
  }

  mutating func number() throws(MalformedStream) -> UInt64 {
    var number: UInt64 = 0
    for shift in stride(from: UInt64(0), to: 70, by: 7) {
      let byte = try byte()
      guard shift < 63 || byte < 2 else { break }
      number |= UInt64(byte & 0x7f) << shift
      if byte < 0x80 { return number }
    }
    throw MalformedStream("has a number of more than 64 bits")
  }

  /// The number of things that follow, each of which takes at least `size` bytes.
  mutating func count(size: Int = 1) throws(MalformedStream) -> Int {
    let count = try number()
    guard count <= UInt64(left / size) else {
      throw MalformedStream("announces more than there is")
    }
    return Int(count)
  }

  mutating func raw(_ count: Int) throws(MalformedStream) -> ArraySlice<UInt8> {
    guard count <= left else { throw MalformedStream("ends in the middle") }
    defer { position += count }
    return bytes[position..<position + count]
  }

  mutating func word() throws(MalformedStream) -> Word {
    let size = Int(try byte())
    guard size <= 32, let word = Word(bigEndian: try raw(size)) else {
      throw MalformedStream("has a word of \(size) bytes")
    }
    return word
  }

  mutating func address() throws(MalformedStream) -> Address {
    guard let address = Address(bytes: try raw(20)) else {
      throw MalformedStream("has an address that is none")
    }
    return address
  }

  mutating func counted() throws(MalformedStream) -> [UInt8] { Array(try raw(try count())) }

  mutating func input() throws(MalformedStream) -> [UInt8] {
    let length = try number()
    // Every 32 bytes take at least one.
    guard length <= 36 + 32 * UInt64(left) else {
      throw MalformedStream("announces more than there is")
    }
    var input = Array(try raw(min(4, Int(length))))
    while input.count + 32 <= Int(length) {
      let size = Int(try byte())
      guard size <= 32 else { throw MalformedStream("has a word of \(size) bytes") }
      input.append(contentsOf: repeatElement(0, count: 32 - size))
      input.append(contentsOf: try raw(size))
    }
    return input + (try raw(Int(length) - input.count))
  }
}
