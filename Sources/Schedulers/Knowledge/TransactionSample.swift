import Primitives
import State

/// Some transactions of a block, evenly spaced: what a block looks like without looking at all of it.
///
/// Of a block that nobody has looked at yet, each transaction is several cache misses, which came one after
/// the other and made 64 of them take 6 µs. So all are asked for first.
struct TransactionSample {
  private let first: UnsafePointer<Transaction>?
  private let step: Int
  /// How many transactions it has.
  let count: Int

  /// - Parameter size: how many at most.
  init(of transactions: UnsafeBufferPointer<Transaction>, atMost size: Int) {
    first = transactions.baseAddress
    step = max((transactions.count + size - 1) / size, 1)
    count = (transactions.count + step - 1) / step
    for index in 0..<count {
      let place = UnsafeRawPointer(self[index])
      for line in stride(from: 0, to: MemoryLayout<Transaction>.size, by: 64) {
        prefetchToRead(place + line)
      }
    }
  }

  @inline(__always)
  subscript(_ index: Int) -> UnsafePointer<Transaction> {
    first.unsafelyUnwrapped + index &* step
  }
}
