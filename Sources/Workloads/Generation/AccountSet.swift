/// A set of account numbers that only grows: a bit an account, so that twenty thousand of them stay in the
/// fastest cache.
struct AccountSet: Sendable {
  private var words: [UInt64] = []
  /// Accounts that a workload file asks for have smaller numbers; those that profiles bring along larger.
  static let limit = 1 << 30

  /// Adds an account.
  /// - Precondition: `number` is below ``limit``.
  @inline(__always)
  mutating func insert(_ number: Int) {
    let word = number >> 6
    if word >= words.count { grow(to: word) }
    words[word] |= 1 << UInt64(number & 63)
  }

  private mutating func grow(to word: Int) {
    precondition(word < Self.limit >> 6, "account \(word << 6) is none of the workload's own")
    let count = max(word + 1, 2 * words.count, 64)
    words.append(contentsOf: repeatElement(0, count: count - words.count))
  }

  mutating func formUnion(_ other: AccountSet) {
    if other.words.count > words.count { grow(to: other.words.count - 1) }
    for (index, word) in other.words.enumerated() { words[index] |= word }
  }

  /// In ascending order.
  var numbers: [Int] {
    var numbers: [Int] = []
    for (index, word) in words.enumerated() {
      var rest = word
      while rest != 0 {
        numbers.append(index << 6 + rest.trailingZeroBitCount)
        rest &= rest - 1
      }
    }
    return numbers
  }
}
