import Testing

@testable import Statistics

/// Laws of the paired t interval, over simulated experiments from a fixed seed.
@Suite struct FalseAlarmTests {
  /// Equal arms: the interval excludes 1 in 5% of experiments. 20,000 of them scatter by 0.15%.
  @Test func equalArmsAlarmAtTheStatedRate() throws {
    var noise = Noise(state: 0x5EED)
    let alarms = try (0..<20_000).count { _ in
      let pairs = (0..<6).map { _ in 0.02 * noise.normal() }
      return try PairedComparison(logRatios: pairs).isSignificant
    }
    #expect((900...1_100).contains(alarms))
  }

  /// An effect as large as the minimum detectable one is found in 80% of experiments.
  @Test func detectableEffectsAreDetectedAtTheStatedPower() throws {
    var noise = Noise(state: 0xCAFE)
    let effect = 0.02 * (try #require(PairedComparison.detectableDeviations(pairs: 6)))
    let found = try (0..<5_000).count { _ in
      let pairs = (0..<6).map { _ in effect + 0.02 * noise.normal() }
      return try PairedComparison(logRatios: pairs).isSignificant
    }
    #expect((3_850...4_150).contains(found))
  }
}

/// Normal draws from SplitMix64, the same everywhere.
struct Noise: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  /// Marsaglia's polar method.
  mutating func normal() -> Double {
    while true {
      let x = Double.random(in: -1...1, using: &self)
      let y = Double.random(in: -1...1, using: &self)
      let s = x * x + y * y
      if s > 0, s < 1 { return x * (-2 * logarithm(s) / s).squareRoot() }
    }
  }
}
