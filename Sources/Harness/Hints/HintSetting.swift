/// Where the access sets come from that a scheduler is told, and how they are spoilt: what an experiment
/// on the quality of hints varies.
public struct HintSetting: Hashable, Sendable {
  /// Who says what transactions will access.
  public enum Source: String, Sendable, CaseIterable {
    /// An execution of the same block on the same state.
    case perfect
    /// Trying each transaction out alone, on the state before the block or an older one.
    case stale
    /// The senders: sender, target, and access lists (EIP-2930).
    case declared
    /// `AccessPredictor`, which learns from the blocks before.
    case learned
    /// Nobody.
    case none
  }

  public var source: Source
  /// For ``Source/stale``: how many blocks before this one the state is; 0 for the block's own.
  public var age: Int
  /// The probability with which each location is left out, 0 to 1.
  public var missing: Double
  /// The probability with which each location brings one of another transaction along, 0 to 1.
  public var overWide: Double

  public init(
    _ source: Source, age: Int = 0, missing: Double = 0, overWide: Double = 0
  ) {
    self.source = source
    self.age = age
    self.missing = missing
    self.overWide = overWide
  }

  /// Exact sets: what schedulers are told if nothing is said.
  public static let perfect = HintSetting(.perfect)

  /// Whether an access may be left out, so that a scheduler that enforces its sets may have to give up.
  public var mayMiss: Bool { source != .perfect || missing > 0 }

  /// The most blocks that a state can be old: each is a copy in memory.
  public static let greatestAge = 64
}

extension HintSetting: CustomStringConvertible {
  /// As it is spelt behind a scheduler's name: "hints=learned:missing=0.2".
  public var description: String {
    var parts = ["hints=\(source.rawValue)"]
    if age > 0 { parts.append("age=\(age)") }
    if missing > 0 { parts.append("missing=\(text(missing))") }
    if overWide > 0 { parts.append("over-wide=\(text(overWide))") }
    return parts.joined(separator: ":")
  }

  private func text(_ share: Double) -> String { share == 1 ? "1" : "\(share)" }
}
