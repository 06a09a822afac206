import Foundation

/// The seeds of a test that tries `count` of them: all, or every so many by `GRIDLOCK_SEEDS_DIVISOR`, which
/// `Scripts/run-tests` sets under sanitizers, where each takes ten times as long.
func seeds(_ count: Int) -> Range<UInt64> {
  0..<UInt64(max(count / seedsDivisor, 1))
}

/// As many seeds of virtual machines as ``make test-virtual`` says, or else `count`.
func virtualSeeds(_ count: UInt64) -> Range<UInt64> {
  func number(_ variable: String, _ fallback: UInt64) -> UInt64 {
    ProcessInfo.processInfo.environment[variable].flatMap { UInt64($0) } ?? fallback
  }
  let first = number("GRIDLOCK_VIRTUAL_FROM", 0)
  return first..<first + number("GRIDLOCK_VIRTUAL_SEEDS", count)
}

private let seedsDivisor = max(
  ProcessInfo.processInfo.environment["GRIDLOCK_SEEDS_DIVISOR"].flatMap { Int($0) } ?? 1, 1)
