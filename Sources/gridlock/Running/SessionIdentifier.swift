import Foundation

/// Names sessions: sorted by name they are sorted by time, and two that start in one second differ.
enum SessionIdentifier {
  /// Such as "20261121T080351Z-4f2a".
  static func make(at date: Date = Date()) -> String {
    let random = UInt16.random(in: .min ... .max)
    let suffix = String(random, radix: 16)
    return timestamp(date, format: "%Y%m%dT%H%M%SZ") + "-"
      + String(repeating: "0", count: 4 - suffix.count) + suffix
  }

  /// ISO 8601, UTC, to the second.
  static func iso8601(_ date: Date = Date()) -> String {
    timestamp(date, format: "%Y-%m-%dT%H:%M:%SZ")
  }

  private static func timestamp(_ date: Date, format: String) -> String {
    var seconds = time_t(date.timeIntervalSince1970)
    var fields = tm()
    gmtime_r(&seconds, &fields)
    return withUnsafeTemporaryAllocation(of: CChar.self, capacity: 64) { buffer in
      guard let start = buffer.baseAddress else { return "" }
      let count = strftime(start, buffer.count, format, &fields)
      return String(decoding: buffer.prefix(count).map(UInt8.init), as: UTF8.self)
    }
  }
}
