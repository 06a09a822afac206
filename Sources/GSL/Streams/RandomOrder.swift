/// A random order of `0..<count`, kept in constant memory however many there are.
///
/// Up to ``tableLimit`` a shuffled table. Beyond, a Feistel network over the next power of two, walked
/// until it lands below `count` (J. Black and P. Rogaway, "Ciphers with arbitrary finite domains",
/// 2002): a permutation by construction, fewer than two passes of 6 rounds on average.
public struct RandomOrder: Sendable {
  /// Up to how many elements a table of 4 bytes each is kept.
  public static let tableLimit = 1 << 16
  private static let rounds = 6

  public let count: Int
  private let table: [UInt32]
  private var keys: [UInt64] = []
  /// Bits of the network's two halves.
  private let leftBits: UInt64
  private let rightBits: UInt64

  /// The order that `stream` gives.
  /// - Precondition: `count` is positive.
  public init(count: Int, from stream: inout RandomStream) {
    self.init(count: count, from: &stream, tableLimit: Self.tableLimit)
  }

  /// As the public form, with another limit, so that tests can hold both kinds to the same promise.
  init(count: Int, from stream: inout RandomStream, tableLimit: Int) {
    precondition(count > 0)
    self.count = count
    table = count <= tableLimit ? stream.permutation(of: count) : []
    let bits = UInt64(max(2, Int.bitWidth - (count - 1).leadingZeroBitCount))
    rightBits = bits / 2
    leftBits = bits - rightBits
    if table.isEmpty { for _ in 0..<Self.rounds { keys.append(stream.next()) } }
  }

  /// The element at `position`.
  @inlinable public subscript(position: Int) -> Int { element(at: position) }

  @usableFromInline func element(at position: Int) -> Int {
    if !table.isEmpty { return Int(table[position]) }
    precondition(position >= 0 && position < count)
    var value = UInt64(position)
    repeat { value = permuted(value) } while value >= UInt64(count)
    return Int(value)
  }

  /// Puts in place of each position of `positions` the element there plus `offset`: faster than one by one,
  /// because misses of the cache overlap.
  public func replace(_ positions: UnsafeMutableBufferPointer<Int>, adding offset: Int) {
    guard !table.isEmpty else {
      for place in positions.indices {
        positions[place] = offset &+ element(at: positions[place])
      }
      return
    }
    table.withUnsafeBufferPointer { table in
      for place in positions.indices {
        positions[place] = offset &+ Int(table[positions[place]])
      }
    }
  }

  /// One pass of the network: each round changes one half by a function of the other, which the same
  /// function would undo.
  private func permuted(_ value: UInt64) -> UInt64 {
    let leftMask: UInt64 = (1 << leftBits) &- 1
    let rightMask: UInt64 = (1 << rightBits) &- 1
    var left = value >> rightBits
    var right = value & rightMask
    for round in stride(from: 0, to: Self.rounds, by: 2) {
      left ^= Self.mixed(right ^ keys[round]) & leftMask
      right ^= Self.mixed(left ^ keys[round + 1]) & rightMask
    }
    return left << rightBits | right
  }

  /// Every bit of the result depends on every bit of `value`.
  @inline(__always)
  private static func mixed(_ value: UInt64) -> UInt64 {
    let product = (value ^ value >> 32) &* 0x9e37_79b9_7f4a_7c15
    return ((product ^ product >> 29) &* 0xbf58_476d_1ce4_e5b9) >> 32
  }
}
