import CGSL

/// What has to happen once before the library is used.
public enum GSLLibrary {
  /// GSL's default error handler aborts the process; ours is none, and callers look at results.
  private static let prepared: Void = {
    gsl_set_error_handler_off()
  }()

  /// Call before anything of GSL; costs nothing after the first time. Any thread may.
  public static func prepare() { prepared }

  /// The version of the library we were built with, such as "2.7.1".
  public static var version: String { GSL_VERSION }
}
