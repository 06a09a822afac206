import Results

/// Who runs first in each pair of a session: ABBA ABBA …, A being sequential execution.
///
/// A machine that drifts (heat, clock, neighbours) favours whoever runs earlier. Alternating the order
/// inside pairs cancels a steady drift over every two pairs; running all of one arm before the other
/// would turn it into a difference.
public enum PairSide: Sendable {
  case baseline
  case contender
}

extension RunRecord.Order {
  /// The order within round `round`, counted from zero.
  public init(ofRound round: Int) {
    self = round.isMultiple(of: 2) ? .forward : .reversed
  }

  /// The sides of a pair in the order in which they run.
  public var sides: [PairSide] {
    switch self {
    case .forward: [.baseline, .contender]
    case .reversed: [.contender, .baseline]
    }
  }
}
