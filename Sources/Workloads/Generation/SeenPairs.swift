/// A set of pairs of 64-bit numbers that only grows: what has been put into the genesis state so far.
///
/// Open addressing with linear probing, at most half full: about 5 ns for a pair that is there, where a
/// Set of pairs takes 40.
struct SeenPairs: Sendable {
  private var slots: [SIMD2<UInt64>]
  private var mask: Int
  private var count = 0
  /// The pair (0, 0) marks a vacant slot.
  private var hasZeros = false

  init() {
    slots = .init(repeating: .zero, count: 1024)
    mask = slots.count - 1
  }

  /// Adds a pair.
  /// - Returns: Whether it was not there.
  @inline(__always)
  mutating func insert(_ first: UInt64, _ second: UInt64) -> Bool {
    let pair = SIMD2(first, second)
    if pair == .zero { return insertZeros() }
    var position = place(of: pair)
    while slots[position] != .zero {
      if slots[position] == pair { return false }
      position = (position &+ 1) & mask
    }
    slots[position] = pair
    count += 1
    if 2 * count > mask { grow() }
    return true
  }

  /// Calls `body` with every pair, in an order that depends on nothing but the pairs and how they came.
  func visit(_ body: (_ first: UInt64, _ second: UInt64) -> Void) {
    if hasZeros { body(0, 0) }
    for pair in slots where pair != .zero { body(pair[0], pair[1]) }
  }

  private mutating func insertZeros() -> Bool {
    defer { hasZeros = true }
    return !hasZeros
  }

  @inline(__always)
  private func place(of pair: SIMD2<UInt64>) -> Int {
    let product = (pair[0] ^ 0x9e37_79b9_7f4a_7c15)
      .multipliedFullWidth(by: pair[1] ^ 0x8bb8_4b93_962e_acc9)
    return Int(truncatingIfNeeded: product.high ^ product.low) & mask
  }

  private mutating func grow() {
    let old = slots
    slots = .init(repeating: .zero, count: 2 * old.count)
    mask = slots.count - 1
    for pair in old where pair != .zero {
      var position = place(of: pair)
      while slots[position] != .zero { position = (position &+ 1) & mask }
      slots[position] = pair
    }
  }
}
