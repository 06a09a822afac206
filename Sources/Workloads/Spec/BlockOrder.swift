/// In which order the kinds of transaction of a block come.
public enum BlockOrder: String, Hashable, Sendable, CaseIterable {
  /// By chance, as they are drawn.
  case shuffled
  /// All of one kind, then all of the next: what a builder makes that sorts by contract.
  case grouped
  /// Every kind as evenly spread over the block as can be.
  case interleaved

  /// Puts a block's kinds into this order.
  func arrange(_ kinds: inout [UInt16]) {
    switch self {
    case .shuffled: break
    case .grouped: kinds.sort()
    case .interleaved: kinds = Self.spread(kinds)
    }
  }

  /// The *j*-th of *c* transactions of a kind belongs (j + ½) / c of the way into the block.
  private static func spread(_ kinds: [UInt16]) -> [UInt16] {
    let totals = Dictionary(kinds.map { ($0, 1) }, uniquingKeysWith: +)
    var seen: [UInt16: Int] = [:]
    let places = kinds.map { kind in
      let earlier = seen[kind, default: 0]
      seen[kind] = earlier + 1
      return (place: (Double(earlier) + 0.5) / Double(totals[kind] ?? 1), kind: kind)
    }
    return places.sorted { ($0.place, $0.kind) < ($1.place, $1.kind) }.map(\.kind)
  }
}
