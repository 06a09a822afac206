/// The prefix of an RLP item (yellow paper, appendix B).
enum RLPHeader {
  /// Where prefixes of strings and lists start.
  static let string: UInt8 = 0x80
  static let list: UInt8 = 0xc0
  /// Longer payloads have their length spelled out behind the prefix.
  static let longestShortPayload = 55
  /// The prefix and eight bytes of length.
  static let maximumCount = 9

  /// How many bytes the header of a payload of `count` bytes takes.
  @inline(__always)
  static func count(ofPayload count: Int) -> Int {
    count <= longestShortPayload ? 1 : 1 + UInt64(count).byteCount
  }

  /// Writes the header to end right before `end` and returns how many bytes it took.
  @inline(__always) @discardableResult
  static func store(
    _ kind: UInt8, payload count: Int, before end: UnsafeMutablePointer<UInt8>
  ) -> Int {
    if count <= longestShortPayload {
      end[-1] = kind + UInt8(truncatingIfNeeded: count)
      return 1
    }
    let lengthBytes = UInt64(count).byteCount
    var rest = count
    for place in 1...lengthBytes {
      end[-place] = UInt8(truncatingIfNeeded: rest)
      rest >>= 8
    }
    end[-lengthBytes - 1] = kind + 55 + UInt8(truncatingIfNeeded: lengthBytes)
    return 1 + lengthBytes
  }
}

extension UInt64 {
  /// Bytes without leading zero bytes: 0 for zero.
  @inline(__always)
  var byteCount: Int { (71 &- leadingZeroBitCount) &>> 3 }
}
