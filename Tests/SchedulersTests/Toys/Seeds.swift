import Foundation

/// The seeds of a test that tries `count` of them: all, or every so many by `GRIDLOCK_SEEDS_DIVISOR`, which
/// `Scripts/run-tests` sets under sanitizers, where each takes ten times as long.
func seeds(_ count: Int) -> Range<UInt64> {
  0..<UInt64(max(count / seedsDivisor, 1))
}

private let seedsDivisor = max(
  ProcessInfo.processInfo.environment["GRIDLOCK_SEEDS_DIVISOR"].flatMap { Int($0) } ?? 1, 1)
