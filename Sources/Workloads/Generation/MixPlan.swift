import GSL

/// Which profile and kind each transaction of a block is of.
struct MixPlan: Sendable {
  /// All kinds of all entries of the mix, one after the other.
  private let places: [(entry: Int, kind: Int)]
  private let law: Weighted
  /// The law of blocks in a burst; that of all others where there are none.
  private let burstLaw: Weighted
  private let bursts: MixBursts?
  /// By phase; none where there are no phases.
  private let phaseLaws: [Weighted]
  private let phases: MixPhases?
  private let order: BlockOrder
  /// Kinds that come after all others of their block.
  private let last: Set<UInt16>
  /// By entry: what the names of its contracts begin with, so that two entries' can be told apart.
  let prefixes: [String]

  init(_ spec: WorkloadSpec) {
    let mix = spec.mix
    places = mix.enumerated().flatMap { entry, item in
      item.profile.kinds.indices.map { (entry, $0) }
    }
    bursts = spec.bursts
    order = spec.order
    let kinds = mix.flatMap(\.profile.kinds)
    last = Set(kinds.indices.filter { kinds[$0].comesLast }.map { UInt16($0) })
    law = Self.law(mix) { mix[$0].share }
    burstLaw = Self.law(mix) {
      $0 == spec.bursts?.entry ? mix[$0].share * (spec.bursts?.factor ?? 1) : mix[$0].share
    }
    phases = spec.phases
    phaseLaws = spec.phases?.phases.map { phase in Self.law(mix) { phase.weights[$0] } } ?? []
    prefixes = mix.enumerated().map { index, item in
      mix.count == 1
        ? ""
        : mix.count { $0.name == item.name } == 1 ? "\(item.name) " : "\(item.name) \(index) "
    }
  }

  private static func law(
    _ mix: [WorkloadSpec.MixEntry], share: (_ entry: Int) -> Double
  ) -> Weighted {
    Weighted(
      mix.enumerated().flatMap { entry, item in
        item.profile.kinds.map { $0.share * share(entry) }
      })
  }

  /// How many kinds there are in all.
  var count: Int { places.count }

  @inline(__always)
  func place(of kind: UInt16) -> (entry: Int, kind: Int) { places[Int(kind)] }

  /// The kinds of the transactions of block `number`, in order.
  func kinds(ofBlock number: UInt64, count: Int, from stream: inout RandomStream) -> [UInt16] {
    guard places.count > 1 else { return .init(repeating: 0, count: count) }
    var kinds = withUnsafeTemporaryAllocation(of: Int.self, capacity: count) { ranks in
      self.law(ofBlock: number).draw(0, into: ranks, from: &stream)
      return ranks.map { UInt16(truncatingIfNeeded: $0) }
    }
    order.arrange(&kinds)
    return last.isEmpty
      ? kinds : kinds.filter { !last.contains($0) } + kinds.filter { last.contains($0) }
  }

  /// The kind of one transaction of block `number`.
  func kind(inBlock number: UInt64, from stream: inout RandomStream) -> UInt16 {
    guard places.count > 1 else { return 0 }
    return UInt16(truncatingIfNeeded: law(ofBlock: number).draw(0, from: &stream))
  }

  @inline(__always)
  private func law(ofBlock number: UInt64) -> Weighted {
    if let phases { return phaseLaws[phases.index(ofBlock: number)] }
    return bursts?.includes(block: number) ?? false ? burstLaw : law
  }
}
