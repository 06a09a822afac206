/// Wilcoxon's signed-rank test, exact.
///
/// Under no difference each rank is as likely positive as negative. The distribution of the sum of
/// positive ranks is counted out, not approximated, and with ties over the mid-ranks that occurred, so
/// the p-value holds for any symmetric errors (Wilcoxon 1945; ties as in Pratt and Gibbons 1981).
/// Differences of exactly zero carry no sign and are left out, as Wilcoxon did.
public struct WilcoxonSignedRank: Hashable, Sendable {
  /// Differences that are not zero.
  public let count: Int
  /// W⁺: the sum of the ranks of the positive differences.
  public let positiveRankSum: Double
  /// Two-sided and exact. 1 where no difference is left. Never below 2^(1 − `count`).
  public let pValue: Double

  /// The largest number of differences that is counted out.
  public static let largestCount = 300

  /// Nil of more than ``largestCount`` differences, and where one is not a number.
  /// - Complexity: O(count³).
  public init?(differences: [Double]) {
    guard !differences.contains(where: \.isNaN) else { return nil }
    let signed = differences.filter { $0 != 0 }
    guard signed.count <= Self.largestCount else { return nil }
    let ranks = Self.doubledRanks(signed)
    let sum = zip(signed, ranks).reduce(0) { $0 + ($1.0 > 0 ? $1.1 : 0) }
    count = signed.count
    positiveRankSum = Double(sum) / 2
    pValue = Self.twoSided(sum: sum, ranks: ranks)
  }

  /// Twice the mid-rank of each magnitude: whole numbers, whatever the ties.
  private static func doubledRanks(_ values: [Double]) -> [Int] {
    let order = values.indices.sorted { abs(values[$0]) < abs(values[$1]) }
    var ranks = [Int](repeating: 0, count: values.count)
    var start = 0
    while start < order.count {
      var end = start
      while end < order.count, abs(values[order[end]]) == abs(values[order[start]]) { end += 1 }
      // Ranks start + 1 through end share their mean.
      for position in start..<end { ranks[order[position]] = start + 1 + end }
      start = end
    }
    return ranks
  }

  private static func twoSided(sum: Int, ranks: [Int]) -> Double {
    let total = ranks.reduce(0, +)
    // probability[s]: that the ranks so far give the sum s.
    var probability = [Double](repeating: 0, count: total + 1)
    probability[0] = 1
    var reached = 0
    for rank in ranks {
      reached += rank
      for value in stride(from: reached, through: 0, by: -1) {
        let with = value >= rank ? probability[value - rank] : 0
        probability[value] = (probability[value] + with) / 2
      }
    }
    let below = probability[...sum].reduce(0, +)
    let above = probability[sum...].reduce(0, +)
    return min(1, 2 * min(below, above))
  }
}
