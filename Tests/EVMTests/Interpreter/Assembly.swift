/// A few helpers that make bytecode in tests readable.
enum Assembly {
  /// PUSH of the shortest length that holds `value`, PUSH1 for zero.
  static func push(_ value: UInt64) -> [UInt8] {
    var bytes: [UInt8] = []
    var rest = value
    repeat {
      bytes.insert(UInt8(rest & 0xff), at: 0)
      rest >>= 8
    } while rest != 0
    return [0x5f + UInt8(bytes.count)] + bytes
  }

  /// Stores the top operand at memory 0 and returns it.
  static let returnTop: [UInt8] = [0x60, 0x00, 0x52, 0x60, 0x20, 0x60, 0x00, 0xf3]
}
