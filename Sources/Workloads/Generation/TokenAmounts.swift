import Primitives

/// Amounts so far apart that no transaction of a workload can fail for want of tokens.
///
/// A workload has at most 10⁷ transactions of at most 10¹⁸ each: 10²⁵ in all, a hundredth of a pool's
/// reserve, so that prices stay within a few percent, and far below any balance.
enum TokenAmounts {
  static let largest = 1_000_000_000_000_000_000
  /// 10²⁷; a pool's reserves have to stay below 2¹¹², about 5·10³³.
  static var reserve: Word { Word(1_000_000_000) &* Word(1_000_000_000_000_000_000) }
  /// 10³⁰; a token's total supply stays far below 2²⁵⁶.
  static var balance: Word { Word(1_000) &* reserve }
}
