import State

/// The pairs of transactions of a block that conflict: one changes a location that the other reads or
/// changes.
public struct ConflictPairs: Hashable, Sendable {
  /// The most transactions whose pairs are counted: their two matrices take 100 MB.
  public static let limit = 20_000

  /// Pairs of which both change the same location, whatever else they share.
  public private(set) var writeWrite = 0
  /// Other pairs that conflict: one only reads what the other changes.
  public private(set) var readWrite = 0
  /// All pairs that were looked at.
  public private(set) var total = 0

  public init() {}

  /// Counts the pairs among the first ``limit`` transactions. Time and memory go with the square of their
  /// number, over 64.
  public init(_ accesses: BlockAccesses) {
    let transactions = accesses.transactions.prefix(Self.limit)
    guard transactions.count > 1 else { return }
    var conflicts = BitMatrix(size: transactions.count)
    var writing = BitMatrix(size: transactions.count)
    for location in Self.sharedLocations(transactions) {
      let touched = conflicts.row(of: location.touching)
      let written = conflicts.row(of: location.writing)
      for writer in location.writing {
        conflicts.unite(writer, with: touched)
        writing.unite(writer, with: written)
      }
      for toucher in location.touching { conflicts.unite(toucher, with: written) }
    }
    total = transactions.count * (transactions.count - 1) / 2
    // Both matrices are symmetric.
    writeWrite = writing.countOffDiagonal / 2
    readWrite = conflicts.countOffDiagonal / 2 - writeWrite
  }

  /// Adds the pairs of another block.
  public mutating func add(_ other: ConflictPairs) {
    writeWrite += other.writeWrite
    readWrite += other.readWrite
    total += other.total
  }

  /// The share of the pairs that conflict; 0 where there is none.
  public var share: Double { total == 0 ? 0 : Double(writeWrite + readWrite) / Double(total) }

  private struct Sharing {
    var touching: Set<Int> = []
    var writing: Set<Int> = []
  }

  /// By location that somebody changes and somebody else touches: who touches it, and who changes it.
  private static func sharedLocations(
    _ transactions: ArraySlice<BlockAccesses.Transaction>
  ) -> [Sharing] {
    var locations: [StateLocation: Sharing] = [:]
    for (index, transaction) in transactions.enumerated() {
      for location in transaction.writes {
        locations[location, default: Sharing()].touching.insert(index)
        locations[location, default: Sharing()].writing.insert(index)
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
