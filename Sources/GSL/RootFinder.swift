import CGSL
import CGSLExtras

/// Finds where a function crosses zero, by Brent's method (`gsl_root_fsolver_brent`).
public enum RootFinder {
  /// Carries a Swift closure through C, and what it throws back out.
  private final class Box<Failure: Error> {
    let function: (Double) throws(Failure) -> Double
    var failure: Failure?
    init(_ function: @escaping (Double) throws(Failure) -> Double) { self.function = function }

    /// Zero after a failure: the search ends at once.
    func value(_ x: Double) -> Double {
      guard failure == nil else { return 0 }
      do throws(Failure) { return try function(x) } catch {
        failure = error
        return 0
      }
    }
  }

  /// Narrows a bracket around a crossing until its width is below `tolerance`, the function is zero, or
  /// `limit` steps are done.
  ///
  /// For functions with noise or steps the caller should keep every value that it was asked for: the best
  /// need not be the last.
  /// - Precondition: the function has values of different signs at `lower` and `upper`.
  /// - Returns: The best estimate of the crossing.
  /// - Throws: what `function` throws.
  public static func brent<Failure: Error>(
    from lower: Double, to upper: Double, tolerance: Double, limit: Int,
    _ function: @escaping (Double) throws(Failure) -> Double
  ) throws(Failure) -> Double {
    GSLLibrary.prepare()
    let box = Box(function)
    guard let solver = gridlock_brent_alloc() else {
      fatalError("no memory for a root finder")
    }
    defer { gsl_root_fsolver_free(solver) }
    let erased = AnyBox { box.value($0) }
    // `erased` outlives the solver's last call: it is used again below.
    var target = gsl_function(
      function: { x, context in
        guard let context else { return 0 }
        return Unmanaged<AnyBox>.fromOpaque(context).takeUnretainedValue().value(x)
      }, params: Unmanaged.passUnretained(erased).toOpaque())
    let root = withExtendedLifetime(erased) {
      search(solver, &target, lower, upper, tolerance, limit)
    }
    if let failure = box.failure { throw failure }
    return root
  }

  /// C function pointers cannot be generic.
  private final class AnyBox {
    let value: (Double) -> Double
    init(_ value: @escaping (Double) -> Double) { self.value = value }
  }

  private static func search(
    _ solver: UnsafeMutablePointer<gsl_root_fsolver>, _ target: inout gsl_function,
    _ lower: Double, _ upper: Double, _ tolerance: Double, _ limit: Int
  ) -> Double {
    withUnsafeMutablePointer(to: &target) { target in
      guard gsl_root_fsolver_set(solver, target, lower, upper) == 0 else { return lower }
      for _ in 0..<limit {
        guard gsl_root_fsolver_iterate(solver) == 0 else { break }
        let width =
          gsl_root_fsolver_x_upper(solver) - gsl_root_fsolver_x_lower(solver)
        if width < tolerance { break }
      }
      return gsl_root_fsolver_root(solver)
    }
  }
}
