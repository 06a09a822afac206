/// Draws from any finite law in constant time: the alias method (A. J. Walker 1977) with the tables of
/// M. D. Vose (1991).
///
/// Our own rather than `gsl_ran_discrete`, which keeps threshold and alias apart: of a large table that is
/// one more miss of the cache a draw, which took longer than the rest of it.
struct AliasTable: Sendable {
  /// One column: it gives its own index for fractions below `threshold`, of 2⁶⁴, and `alias` above.
  struct Column {
    fileprivate var threshold: UInt64
    fileprivate var alias: UInt32
  }
  private let columns: [Column]

  /// Draws index *k* in proportion to `weights[k]`. O(n) time, 16 bytes an index.
  /// - Precondition: there is a weight, and fewer than 2³²; none is negative; one is positive.
  init(weights: [Double]) {
    let scale = Double(weights.count) / weights.reduce(0, +)
    var rest = weights.map { $0 * scale }
    var columns = weights.indices.map { Column(threshold: .max, alias: UInt32($0)) }
    var light = rest.indices.filter { rest[$0] < 1 }
    var heavy = rest.indices.filter { rest[$0] >= 1 }
    while let small = light.popLast(), let large = heavy.last {
      // The large one fills up the small one's column.
      columns[small] = Column(threshold: Self.threshold(rest[small]), alias: UInt32(large))
      rest[large] -= 1 - rest[small]
      if rest[large] < 1 { light.append(heavy.removeLast()) }
    }
    // What is left is full but for rounding, which must not bring up what has no weight.
    let heaviest = weights.indices.max { weights[$0] < weights[$1] } ?? 0
    for index in weights.indices where weights[index] == 0 && columns[index].threshold > 0 {
      columns[index] = Column(threshold: 0, alias: UInt32(heaviest))
    }
    self.columns = columns
  }

  private static func threshold(_ share: Double) -> UInt64 {
    let scaled = share * 0x1p64
    return scaled >= 0x1p64 ? .max : UInt64(max(scaled, 0))
  }

  @inline(__always)
  func draw(from stream: inout RandomStream) -> Int {
    columns.withUnsafeBufferPointer { $0.draw(from: &stream) }
  }

  /// Fills `ranks` with draws.
  func draw(into ranks: UnsafeMutableBufferPointer<Int>, from stream: inout RandomStream) {
    withColumns { columns in
      stream.inRegisters { stream in
        for place in ranks.indices { ranks[place] = columns.draw(from: &stream) }
      }
    }
  }

  /// Lends the columns for many draws.
  @inline(__always)
  func withColumns(_ body: (UnsafeBufferPointer<Column>) -> Void) {
    columns.withUnsafeBufferPointer(body)
  }
}

extension UnsafeBufferPointer<AliasTable.Column> {
  /// One number gives the column by its upper bits, and the fraction within it by the lower.
  @inline(__always)
  func draw(from stream: inout some RandomSource & ~Copyable) -> Int {
    let (column, fraction) = stream.next().multipliedFullWidth(by: UInt64(count))
    return pick(column, fraction)
  }

  /// What `column` gives for `fraction`, of 2⁶⁴.
  @inline(__always)
  func pick(_ column: UInt64, _ fraction: UInt64) -> Int {
    let entry = self[Int(column)]
    return fraction < entry.threshold ? Int(column) : Int(entry.alias)
  }
}
