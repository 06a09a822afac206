import CGSL
import CGSLExtras

extension Minimiser {
  /// Carries a Swift closure through C, and what it throws back out.
  private final class Objective<Failure: Error> {
    let function: ([Double]) throws(Failure) -> Double
    var failure: Failure?
    init(_ function: @escaping ([Double]) throws(Failure) -> Double) { self.function = function }

    func value(_ point: [Double]) -> Double {
      guard failure == nil else { return 0 }
      do throws(Failure) { return try function(point) } catch {
        failure = error
        return 0
      }
    }
  }

  /// C function pointers cannot be generic.
  private final class AnyObjective {
    let value: ([Double]) -> Double
    init(_ value: @escaping ([Double]) -> Double) { self.value = value }
  }

  /// Goes downhill from `start` by the simplex method of Nelder and Mead
  /// (`gsl_multimin_fminimizer_nmsimplex2`), which needs no derivatives and bears steps and noise, until the
  /// simplex is smaller than `tolerance`, the function is zero, or `limit` steps are done.
  ///
  /// The caller should keep every value that it was asked for: the best need not be the last.
  /// - Returns: The best corner of the last simplex.
  /// - Throws: what `function` throws.
  public static func simplex<Failure: Error>(
    from start: [Double], steps: [Double], tolerance: Double, limit: Int,
    _ function: @escaping ([Double]) throws(Failure) -> Double
  ) throws(Failure) -> [Double] {
    precondition(!start.isEmpty && start.count == steps.count, "a step for each coordinate")
    GSLLibrary.prepare()
    guard let minimiser = gridlock_simplex_alloc(start.count),
      let point = gsl_vector_alloc(start.count), let size = gsl_vector_alloc(start.count)
    else { fatalError("no memory for a minimiser") }
    defer {
      gsl_vector_free(point)
      gsl_vector_free(size)
      gsl_multimin_fminimizer_free(minimiser)
    }
    for (place, (coordinate, step)) in zip(start, steps).enumerated() {
      gsl_vector_set(point, place, coordinate)
      gsl_vector_set(size, place, step)
    }
    let objective = Objective(function)
    let erased = AnyObjective { objective.value($0) }
    // `erased` outlives the minimiser's last call: its life is extended to there.
    var target = gsl_multimin_function(
      f: { point, context in
        guard let point, let context else { return 0 }
        let coordinates = (0..<point.pointee.size).map { gsl_vector_get(point, $0) }
        return Unmanaged<AnyObjective>.fromOpaque(context).takeUnretainedValue().value(coordinates)
      }, n: start.count, params: Unmanaged.passUnretained(erased).toOpaque())
    withExtendedLifetime(erased) {
      withUnsafeMutablePointer(to: &target) { target in
        guard gsl_multimin_fminimizer_set(minimiser, target, point, size) == 0 else { return }
        for _ in 0..<limit {
          guard objective.failure == nil, gsl_multimin_fminimizer_minimum(minimiser) > 0,
            gsl_multimin_fminimizer_iterate(minimiser) == 0,
            gsl_multimin_fminimizer_size(minimiser) > tolerance
          else { break }
        }
      }
    }
    if let failure = objective.failure { throw failure }
    guard let best = gsl_multimin_fminimizer_x(minimiser) else { return start }
    return (0..<start.count).map { gsl_vector_get(best, $0) }
  }
}
