import GSL

/// Which profile and kind each transaction of a block is of.
struct MixPlan: Sendable {
  /// All kinds of all entries of the mix, one after the other.
  private let places: [(entry: Int, kind: Int)]
  private let law: Weighted
  /// Kinds that come after all others of their block.
  private let last: Set<UInt16>
  /// By entry: what the names of its contracts begin with, so that two entries' can be told apart.
  let prefixes: [String]

  init(_ mix: [WorkloadSpec.MixEntry]) {
    places = mix.enumerated().flatMap { entry, item in
      item.profile.kinds.indices.map { (entry, $0) }
    }
    law = Weighted(mix.flatMap { item in item.profile.kinds.map { $0.share * item.share } })
    let kinds = mix.flatMap(\.profile.kinds)
    last = Set(kinds.indices.filter { kinds[$0].comesLast }.map { UInt16($0) })
    prefixes = mix.enumerated().map { index, item in
      mix.count == 1
        ? ""
        : mix.count { $0.name == item.name } == 1
          ? "\(item.name) " : "\(item.name) \(index) "
    }
  }

  /// How many kinds there are in all.
  var count: Int { places.count }

  func place(of kind: UInt16) -> (entry: Int, kind: Int) { places[Int(kind)] }

  /// The kinds of a block's transactions, in order.
  func kinds(count: Int, from stream: inout RandomStream) -> [UInt16] {
    guard places.count > 1 else { return .init(repeating: 0, count: count) }
    var kinds: [UInt16] = []
    kinds.reserveCapacity(count)
    for index in 0..<count { kinds.append(UInt16(law.draw(index, from: &stream))) }
    return last.isEmpty
      ? kinds : kinds.filter { !last.contains($0) } + kinds.filter { last.contains($0) }
  }
}
