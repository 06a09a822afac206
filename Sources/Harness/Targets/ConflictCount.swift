import Contention
import State

/// Counts the pairs of transactions of a block that conflict: one changes a location that the other reads
/// or changes.
enum ConflictCount {
  /// The most transactions whose pairs are counted: their matrix takes 50 MB.
  static let limit = 20_000

  /// The share of the pairs that conflict, among the first ``limit`` transactions; 0 for fewer than two.
  /// Time and memory go with the square of the number of transactions, over 64.
  static func share(_ accesses: BlockAccesses) -> Double {
    let transactions = accesses.transactions.prefix(limit)
    guard transactions.count > 1 else { return 0 }
    var matrix = BitMatrix(size: transactions.count)
    for (touching, writing) in sharedLocations(transactions) {
      let touched = matrix.row(of: touching)
      let written = matrix.row(of: writing)
      for writer in writing { matrix.unite(writer, with: touched) }
      for toucher in touching { matrix.unite(toucher, with: written) }
    }
    let pairs = Double(transactions.count) * Double(transactions.count - 1)
    return Double(matrix.countOffDiagonal) / pairs
  }

  /// By location that somebody changes and somebody else touches: who touches it, and who changes it.
  private static func sharedLocations(
    _ transactions: ArraySlice<BlockAccesses.Transaction>
  ) -> [(touching: Set<Int>, writing: Set<Int>)] {
    var locations: [StateLocation: (touching: Set<Int>, writing: Set<Int>)] = [:]
    for (index, transaction) in transactions.enumerated() {
      for location in transaction.writes {
        locations[location, default: ([], [])].touching.insert(index)
        locations[location, default: ([], [])].writing.insert(index)
      }
    }
    for (index, transaction) in transactions.enumerated() {
      for location in transaction.reads where locations[location] != nil {
        locations[location]?.touching.insert(index)
      }
    }
    return locations.values.filter { $0.touching.count > 1 }
  }
}

/// A square of bits.
private struct BitMatrix {
  private let size: Int
  private let width: Int
  private var words: [UInt64]

  init(size: Int) {
    self.size = size
    width = (size + 63) / 64
    words = .init(repeating: 0, count: size * width)
  }

  /// A row with the bits of `members`.
  func row(of members: Set<Int>) -> [UInt64] {
    var row = [UInt64](repeating: 0, count: width)
    for member in members { row[member / 64] |= 1 << UInt64(member % 64) }
    return row
  }

  mutating func unite(_ index: Int, with row: [UInt64]) {
    for column in 0..<width { words[index * width + column] |= row[column] }
  }

  /// Bits set, those of pairs of an index with itself left out.
  var countOffDiagonal: Int {
    let all = words.reduce(0) { $0 + $1.nonzeroBitCount }
    let diagonal = (0..<size).count { words[$0 * width + $0 / 64] >> UInt64($0 % 64) & 1 == 1 }
    return all - diagonal
  }
}
