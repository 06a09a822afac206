import Primitives

/// Bytes in the compact form of streams: numbers of variable length, words without leading zeros.
struct ByteWriter: ~Copyable {
  var bytes: [UInt8] = []

  /// 7 bits a byte, least significant first, the upper bit set on all but the last.
  mutating func put(_ number: UInt64) {
    var rest = number
    while rest >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(rest))
  }

  mutating func put(_ number: Int) { put(UInt64(number)) }

  /// The number of its significant bytes in one byte, then these, most significant first.
  mutating func put(_ word: Word) {
    withUnsafeTemporaryAllocation(byteCount: 32, alignment: 8) { buffer in
      word.storeBigEndian(to: buffer.baseAddress.unsafelyUnwrapped)
      let zeros = buffer.firstIndex { $0 != 0 } ?? 32
      bytes.append(UInt8(32 - zeros))
      bytes.append(contentsOf: buffer[zeros...])
    }
  }

  /// All 20 bytes.
  mutating func put(_ address: Address) { bytes += address.bytes }

  /// The length, then the bytes.
  mutating func putCounted(_ content: [UInt8]) {
    put(content.count)
    bytes += content
  }

  /// The length; up to four bytes as they are; the rest in words of 32 bytes, without leading zeros;
  /// and the last, shorter piece as it is. Call data is mostly zeros.
  mutating func putInput(_ input: [UInt8]) {
    put(input.count)
    let head = min(4, input.count)
    bytes += input[..<head]
    var position = head
    while position + 32 <= input.count {
      let chunk = input[position..<position + 32]
      let zeros = chunk.firstIndex { $0 != 0 } ?? chunk.endIndex
      bytes.append(UInt8(chunk.endIndex - zeros))
      bytes += chunk[zeros...]
      position += 32
    }
    bytes += input[position...]
  }
}
