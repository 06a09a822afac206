import GSL

/// The picks of one choice, drawn ahead by the batch: a law is then asked once for many draws, whose misses
/// of the cache overlap. What was drawn ahead and not picked by the end of a block is forgotten, which
/// changes nothing, because every block starts a part of the stream of its own.
///
/// The two buffers are this value's alone, which cannot be copied, and never leave it.
struct DrawnAhead: ~Copyable {
  /// Draws of a batch. More would be wasted at the end of small blocks.
  private static let batchSize = 64

  let law: any Distribution
  let isOfKeys: Bool
  /// The ranks of earlier batches, as far as they were picked.
  private(set) var drawn: [UInt32] = []
  private var stream: RandomStream
  /// Number of the first draw of the next batch: within a block draws are numbered from the transactions
  /// before the block.
  private var index = 0
  /// How many of `drawn` are of earlier blocks.
  private var blockStart = 0
  private let reuse: ChoiceReuse?
  /// Rank to key where the keys are put into an order of the choice's own.
  private let order: RandomOrder?
  /// Added to what `order` or the law gives.
  private let first: Int

  /// The batch: the law's ranks, and what they stand for.
  private let ranks = UnsafeMutableBufferPointer<Int>.allocate(capacity: Self.batchSize)
  private let picks = UnsafeMutableBufferPointer<Int>.allocate(capacity: Self.batchSize)
  private var next = 0
  private var end = 0
  /// How many of the batch are in `drawn`.
  private var noted = 0

  init(_ spec: ChoiceSpec, accounts: Int, seed: UInt64, name: String) {
    stream = RandomStream(seed: seed, named: name)
    var orderStream = RandomStream(seed: seed, named: name + " order")
    let domain = spec.domain(accounts: accounts)
    switch spec.keys {
    case .accounts:
      first = accounts * (spec.part.number - 1) / spec.part.of
      order = RandomOrder(count: domain.count, from: &orderStream)
    case .numbered, .values: (first, order) = (domain.lowest, nil)
    }
    law = spec.recipe.make(domain, &orderStream)
    reuse = spec.reuse
    if case .values = spec.keys { isOfKeys = false } else { isOfKeys = true }
  }

  deinit {
    ranks.deallocate()
    picks.deallocate()
  }

  mutating func beginBlock(_ number: UInt64, after transactions: Int) {
    note()
    (next, end, noted) = (0, 0, 0)
    stream.restart(part: number)
    index = transactions
    blockStart = drawn.count
  }

  @inline(__always)
  mutating func pick() -> Int {
    if next == end { drawBatch() }
    defer { next &+= 1 }
    return picks[next]
  }

  /// Adds to `drawn` what was picked since the last time.
  mutating func note() {
    guard isOfKeys, noted < next else { return }
    let picked = UnsafeMutableBufferPointer(rebasing: ranks[noted..<next])
    drawn.append(addingCapacity: picked.count) { drawn in
      drawn.withUnsafeMutableBufferPointer { drawn, count in
        for place in picked.indices {
          drawn.initializeElement(at: place, to: UInt32(truncatingIfNeeded: picked[place]))
        }
        count = picked.count
      }
    }
    noted = next
  }

  @inline(never)
  private mutating func drawBatch() {
    note()
    (next, noted) = (0, 0)
    end = reuse == nil ? Self.batchSize : 1
    let batch = UnsafeMutableBufferPointer(rebasing: ranks[..<end])
    if let reuse, let steps = reuse.stepsBack(at: drawn.count - blockStart, &stream) {
      batch[0] = Int(drawn[drawn.count - steps])
    } else {
      law.draw(index, into: batch, from: &stream)
    }
    index &+= end
    for place in batch.indices { picks[place] = batch[place] }
    let keys = UnsafeMutableBufferPointer(rebasing: picks[..<end])
    if let order {
      order.replace(keys, adding: first)
    } else if first != 0 {
      for place in keys.indices { keys[place] &+= first }
    }
  }
}
