import Glibc

extension LoadAverage {
  /// The system's load now; nil where it does not tell.
  public static func current() -> Self? {
    var values = [0.0, 0.0, 0.0]
    guard getloadavg(&values, 3) == 3 else { return nil }
    return Self(oneMinute: values[0], fiveMinutes: values[1], fifteenMinutes: values[2])
  }
}
