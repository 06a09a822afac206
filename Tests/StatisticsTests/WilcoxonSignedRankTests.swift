import Testing

@testable import Statistics

@Suite struct WilcoxonSignedRankTests {
  /// Darwin's maize (Fisher 1935), 15 pairs, W⁺ = 96: p = 0.04126 exactly (R: wilcox.test).
  static let maize: [Double] = [49, -67, 8, 16, 6, 23, 28, 41, 14, 29, 56, 24, 75, 60, -48]

  @Test func reproducesDarwinsMaize() throws {
    let test = try #require(WilcoxonSignedRank(differences: Self.maize))
    #expect(test.positiveRankSum == 96)
    #expect(abs(test.pValue - 0.04126) < 5e-6)
  }

  /// All of one sign is the most extreme of 2^n: 2 / 2^n two-sided.
  @Test(arguments: [(3, 0.25), (5, 0.0625), (6, 0.03125), (8, 0.0078125), (10, 0.001953125)])
  func cannotGoBelowItsFloor(count: Int, floor: Double) throws {
    let test = try #require(WilcoxonSignedRank(differences: (1...count).map(Double.init)))
    #expect(abs(test.pValue - floor) < 1e-12)
  }

  /// Against every assignment of signs, with ties: the definition itself.
  @Test(arguments: [[1, 1, 2, -3.0], [0.5, -0.5, 0.5, 2, 2, -7], [1, 2, 3, 4, 5, -6, 6]])
  func matchesEnumeration(differences: [Double]) throws {
    let test = try #require(WilcoxonSignedRank(differences: differences))
    var below = 0
    var above = 0
    let count = differences.count
    for signs in 0..<(1 << count) {
      let assigned = (0..<count).map { abs(differences[$0]) * (signs >> $0 & 1 == 1 ? 1 : -1) }
      let sum = try #require(WilcoxonSignedRank(differences: assigned)).positiveRankSum
      if sum <= test.positiveRankSum { below += 1 }
      if sum >= test.positiveRankSum { above += 1 }
    }
    let expected = min(1, 2 * Double(min(below, above)) / Double(1 << count))
    #expect(abs(test.pValue - expected) < 1e-12)
  }

  @Test func zerosCarryNoSign() throws {
    let test = try #require(WilcoxonSignedRank(differences: [0, 0, 1, 2, 3]))
    #expect(test.count == 3)
    #expect(test.pValue == 0.25)
    #expect(WilcoxonSignedRank(differences: [])?.pValue == 1)
    #expect(WilcoxonSignedRank(differences: [.nan]) == nil)
    #expect(WilcoxonSignedRank(differences: Array(repeating: 1, count: 301)) == nil)
  }
}
