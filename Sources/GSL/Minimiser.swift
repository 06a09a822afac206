import CGSL
import CGSLExtras

/// Finds where a function is smallest, by Brent's method (`gsl_min_fminimizer_brent`).
public enum Minimiser {
  /// C function pointers cannot hold a closure.
  private final class Box {
    let function: (Double) -> Double
    init(_ function: @escaping (Double) -> Double) { self.function = function }
  }

  /// Where `function` is smallest within `range`, to within `tolerance`.
  ///
  /// A grid of `points` finds the neighbourhood, so that of a function with several valleys the deepest is
  /// found if they are wider than the grid's steps; Brent's method finds the place in it. At an end of the
  /// range the end itself is the answer.
  /// - Precondition: at least three points, and a function that is finite on the range.
  public static func brent(
    in range: ClosedRange<Double>, points: Int = 33, tolerance: Double, limit: Int = 100,
    _ function: @escaping (Double) -> Double
  ) -> Double {
    precondition(points >= 3, "a minimum is bracketed by three points, not by \(points)")
    GSLLibrary.prepare()
    let step = (range.upperBound - range.lowerBound) / Double(points - 1)
    let grid = (0..<points).map { range.lowerBound + step * Double($0) }
    let values = grid.map(function)
    guard let lowest = values.indices.min(by: { values[$0] < values[$1] }) else {
      return range.lowerBound
    }
    guard lowest > 0, lowest < points - 1 else { return grid[lowest] }
    guard let minimiser = gridlock_brent_minimiser_alloc() else {
      fatalError("no memory for a minimiser")
    }
    defer { gsl_min_fminimizer_free(minimiser) }
    let box = Box(function)
    // `box` outlives the minimiser's last call: its life is extended to there.
    var target = gsl_function(
      function: { x, context in
        guard let context else { return 0 }
        return Unmanaged<Box>.fromOpaque(context).takeUnretainedValue().function(x)
      }, params: Unmanaged.passUnretained(box).toOpaque())
    return withExtendedLifetime(box) {
      withUnsafeMutablePointer(to: &target) { target in
        // Refused where a neighbour is as low, as on a plateau.
        guard
          gsl_min_fminimizer_set(
            minimiser, target, grid[lowest], grid[lowest - 1], grid[lowest + 1]) == 0
        else { return grid[lowest] }
        for _ in 0..<limit {
          guard gsl_min_fminimizer_iterate(minimiser) == 0 else { break }
          let width =
            gsl_min_fminimizer_x_upper(minimiser) - gsl_min_fminimizer_x_lower(minimiser)
          if width < tolerance { break }
        }
        return gsl_min_fminimizer_x_minimum(minimiser)
      }
    }
  }
}
