import GSL

/// What the figures were computed with, for the record of an experiment.
public enum StatisticsLibrary {
  /// Such as "GSL 2.7.1".
  public static let version = "GSL \(gslVersion)"
}
