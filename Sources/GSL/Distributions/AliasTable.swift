import CGSL

/// Draws from any finite law in constant time (Walker 1977), owning one `gsl_ran_discrete_t`.
///
/// `@unchecked Sendable` because the table is written by nobody after it is made.
final class AliasTable: @unchecked Sendable {
  private let table: UnsafeMutablePointer<gsl_ran_discrete_t>

  /// Draws index *k* in proportion to `weights[k]`. O(n) time, 16 bytes an index.
  /// - Precondition: there is a weight; none is negative; one is positive.
  init(weights: [Double]) {
    GSLLibrary.prepare()
    guard let table = gsl_ran_discrete_preproc(weights.count, weights) else {
      fatalError("gsl_ran_discrete_preproc refused \(weights.count) weights")
    }
    self.table = table
  }

  deinit { gsl_ran_discrete_free(table) }

  func draw(from stream: inout RandomStream) -> Int {
    // The reading keeps `self`, and with it the table, alive until the draw is made.
    withExtendedLifetime(self) { Int(gsl_ran_discrete(stream.generator, table)) }
  }
}
