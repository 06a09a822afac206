/// The groups of a workload that say how its transactions are put together.
extension SpecSection {
  /// What `read` makes of the group at `key`; nil if it is absent.
  func group<Value>(
    _ key: String, keys: [String], _ read: (SpecSection) throws(WorkloadError) -> Value
  ) throws(WorkloadError) -> Value? {
    guard let node = node(key) else { return nil }
    return try read(try SpecSection(node, path: path(of: key), keys: keys))
  }

  /// The `order` of a block's kinds of transaction.
  func order() throws(WorkloadError) -> BlockOrder {
    let name = try name(
      "order", of: BlockOrder.allCases.map(\.rawValue), what: "order",
      default: BlockOrder.shuffled.rawValue)
    return BlockOrder(rawValue: name) ?? .shuffled
  }
}

extension MixBursts {
  /// Refuses bursts that would leave a block nothing to be made of.
  func check(
    _ mix: [WorkloadSpec.MixEntry], in workload: SpecSection
  ) throws(WorkloadError) {
    let rest = mix.indices.reduce(0) { $0 + ($1 == entry ? 0 : mix[$1].share) }
    guard rest > 0 || factor * mix[entry].share > 0 else {
      throw workload.error(
        at: "bursts", "leaves no transactions to a burst", remedy: "give a factor above 0")
    }
  }
}
