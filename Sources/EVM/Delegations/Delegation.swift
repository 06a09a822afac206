import Primitives
import State

/// The code of an account that delegates (EIP-7702): 0xef0100 and the address whose code runs in its
/// place. No other code starts so from London on (EIP-3541).
enum Delegation {
  static var byteCount: Int { 23 }
  private static var prefix: [UInt8] { [0xef, 0x01, 0x00] }

  /// The code that delegates to `address`; for zero none at all, which ends a delegation.
  static func code(to address: Address) -> [UInt8] {
    address == .zero ? [] : prefix + address.bytes
  }

  /// Whom these bytes of code delegate to; nil for code of any other kind.
  @inline(never)
  static func target(of code: UnsafeRawBufferPointer) -> Address? {
    guard code.count == byteCount, code.starts(with: prefix) else { return nil }
    return Address(bytes: code.dropFirst(3))
  }
}
