/// How long schedules of a block, or of several one after the other, take at least and at most, in one
/// kind of weight, by the number of processors.
public struct WeightedBounds: Hashable, Sendable {
  /// The numbers of processors for which bounds are kept.
  public static let processors = [2, 4, 8, 16, 32, 64]

  /// Length of sequential execution.
  public private(set) var total = 0.0
  /// Length of the heaviest chains: that of any schedule is at least this.
  public private(set) var path = 0.0
  /// Weight of the heaviest components: what a scheduler needs at least that executes each in order.
  public private(set) var component = 0.0
  /// By ``processors``: what no schedule is shorter than.
  private var least: [Double]
  /// By ``processors``: what no greedy schedule is longer than.
  private var most: [Double]

  /// Of no block.
  public init() {
    least = Self.processors.map { _ in 0 }
    most = least
  }

  init(_ dependencies: Dependencies, weights: [UInt64]) {
    self.init(
      CriticalPath(dependencies, weights: weights),
      DependencyComponents(dependencies, weights: weights))
  }

  init(_ path: CriticalPath, _ components: DependencyComponents) {
    let total = Double(path.totalWeight)
    self.total = total
    self.path = Double(path.length)
    component = Double(components.heaviest)
    least = Self.processors.map { total / path.speedupBound(processors: $0) }
    most = Self.processors.map { total / path.greedyGuarantee(processors: $0) }
  }

  /// Adds a block that begins when those so far have ended.
  public mutating func add(_ other: WeightedBounds) {
    total += other.total
    path += other.path
    component += other.component
    for place in least.indices {
      least[place] += other.least[place]
      most[place] += other.most[place]
    }
  }

  /// Speedup with any number of processors.
  public var idealSpeedup: Double { ratio(path) }
  /// The most that component-wise scheduling gains.
  public var componentBound: Double { ratio(component) }
  /// By ``processors``: the most that any schedule gains.
  public var speedupBounds: [Double] { least.map(ratio) }
  /// By ``processors``: what every greedy schedule gains.
  public var greedyGuarantees: [Double] { most.map(ratio) }

  private func ratio(_ length: Double) -> Double { length == 0 ? 1 : total / length }
}
