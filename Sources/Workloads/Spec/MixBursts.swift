/// Blocks in which one entry of the mix is much more frequent than otherwise: a mint, a crash, a shift
/// change. In the file: `bursts: {entry: 1, factor: 3.26, every: 10, length: 2}`.
public struct MixBursts: Hashable, Sendable {
  /// The entry's place in `profiles`, from 0.
  public let entry: Int
  /// What its share is multiplied by, before the shares are scaled to sum to 1 again.
  public let factor: Double
  /// A burst begins every so many blocks, from the first one on.
  public let every: Int
  /// How many blocks it lasts.
  public let length: Int

  init(_ section: SpecSection, entries: Int) throws(WorkloadError) {
    entry = try section.integer("entry", in: 0...(entries - 1), because: "'profiles' has so many")
    factor = try section.number("factor", in: 0...1e6)
    every = try section.integer("every", in: 1...100_000)
    length = try section.integer("length", in: 1...every, default: 1)
  }

  static let keys = ["entry", "factor", "every", "length"]

  /// Whether block `number`, from 1, is in a burst.
  func includes(block number: UInt64) -> Bool { Int(number - 1) % every < length }
}
