import GSL

/// How a choice comes back to what earlier transactions of its block chose: dependencies made to
/// measure, where a skewed law only makes them likely.
///
/// Counted in draws of the choice: one a transaction where every transaction makes it once. Over a
/// `distinct` law nothing else depends on anything.
public enum ChoiceReuse: Hashable, Sendable {
  /// With probability `ratio` the key of the draw `distance` before; else a fresh one of the law.
  case dependency(ratio: Double, distance: Int)
  /// Every key comes `length` times in a row, `distance` draws apart: `distance` chains side by side.
  case chain(length: Int, distance: Int)

  static let keys = ["dependency", "chain"]

  /// Reads `dependency: {ratio: 0.4, distance: 8}` or `chain: {length: 5, distance: 1}`; nil for neither.
  init?(in section: SpecSection) throws(WorkloadError) {
    let limit = 1_000_000
    if let node = section.node("dependency") {
      guard !section.has("chain") else {
        throw section.error(
          at: "chain", "cannot be had together with 'dependency'", remedy: "delete one of the two")
      }
      let group = try SpecSection(
        node, path: section.path(of: "dependency"), keys: ["ratio", "distance"])
      self = .dependency(
        ratio: try group.number("ratio", in: 0...1),
        distance: try group.integer("distance", in: 1...limit, default: 1))
    } else if let node = section.node("chain") {
      let group = try SpecSection(
        node, path: section.path(of: "chain"), keys: ["length", "distance"])
      self = .chain(
        length: try group.integer("length", in: 1...limit),
        distance: try group.integer("distance", in: 1...limit, default: 1))
    } else {
      return nil
    }
  }

  /// How many draws back the key of draw `position` of the block is; nil for a fresh one.
  @inline(__always)
  func stepsBack(at position: Int, _ stream: inout RandomStream) -> Int? {
    switch self {
    case .dependency(let ratio, let distance):
      // Drawn even where it cannot matter, so that the law's draws do not depend on the distance.
      let isDependent = stream.unit() < ratio
      return isDependent && position >= distance ? distance : nil
    case .chain(let length, let distance):
      return position / distance % length == 0 ? nil : distance
    }
  }
}
