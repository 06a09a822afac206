import Primitives

/// A method of a contract, all of whose arguments are 32-byte words: makes call data in one allocation.
public struct ContractMethod: Sendable {
  /// The first four bytes of its calls.
  public let selector: UInt32
  /// Zeros for calls with no argument up to eight. To copy them takes some 290 instructions less than to make
  /// an array anew, by code of the standard library that is not specialised for bytes.
  private static let blanks = (0...8).map { [UInt8](repeating: 0, count: 4 + 32 * $0) }

  /// Call data for `arguments`.
  public func callData(_ arguments: [Word]) -> [UInt8] {
    data(arguments.count) { base in
      for (index, argument) in arguments.enumerated() {
        argument.storeBigEndian(to: base + 32 * index)
      }
    }
  }

  /// Call data for no argument.
  public func callData() -> [UInt8] { data(0) { _ in } }

  /// Call data for one argument.
  @inline(__always)
  public func callData(_ a: Word) -> [UInt8] { data(1) { a.storeBigEndian(to: $0) } }

  /// Call data for two arguments: what transfers of tokens have, the most frequent calls of all.
  @inline(__always)
  public func callData(_ a: Word, _ b: Word) -> [UInt8] {
    var bytes = twoBlanks()
    bytes.withUnsafeMutableBytes { bytes in
      let base = bytes.baseAddress.unsafelyUnwrapped
      a.storeBigEndian(to: base + 4)
      b.storeBigEndian(to: base + 36)
    }
    return bytes
  }

  /// Call data for three arguments.
  @inline(__always)
  public func callData(_ a: Word, _ b: Word, _ c: Word) -> [UInt8] {
    data(3) {
      a.storeBigEndian(to: $0)
      b.storeBigEndian(to: $0 + 32)
      c.storeBigEndian(to: $0 + 64)
    }
  }

  /// The selector and 64 zeros. A literal, because that is an allocation and stores, of which the compiler
  /// knows the size: 53 ns with what follows, where a copy of blanks took 72.
  // swift-format-ignore
  @inline(__always)
  private func twoBlanks() -> [UInt8] {
    [
      UInt8(truncatingIfNeeded: selector >> 24), UInt8(truncatingIfNeeded: selector >> 16),
      UInt8(truncatingIfNeeded: selector >> 8), UInt8(truncatingIfNeeded: selector),
      0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
      0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    ]
  }

  /// The selector, and room for `count` words that `fill` writes.
  @inline(__always)
  private func data(_ count: Int, fill: (UnsafeMutableRawPointer) -> Void) -> [UInt8] {
    var bytes =
      count < Self.blanks.count ? Self.blanks[count] : .init(repeating: 0, count: 4 + 32 * count)
    bytes.withUnsafeMutableBytes { bytes in
      let base = bytes.baseAddress.unsafelyUnwrapped
      base.storeBytes(of: selector.bigEndian, as: UInt32.self)
      fill(base + 4)
    }
    return bytes
  }
}

extension ContractArtifact {
  /// The method of that signature, such as `transfer(address,uint256)`.
  /// - Precondition: the contract has it; profiles check that when they are read.
  func method(_ signature: String) -> ContractMethod {
    guard let selector = selectors[signature] else {
      preconditionFailure("\(name) has no \(signature)")
    }
    return ContractMethod(selector: selector)
  }
}
