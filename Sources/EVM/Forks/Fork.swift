/// The forks whose rules we have, oldest first.
public enum Fork: Int, Sendable, CaseIterable, Comparable {
  case paris, shanghai, cancun

  public static func < (a: Fork, b: Fork) -> Bool { a.rawValue < b.rawValue }

  /// The fork of a name as consensus tests and chain configurations write it; upper and lower case are
  /// alike. Nil for a fork whose rules we do not have.
  public init?(name: String) {
    switch name.lowercased() {
    case "paris", "merge", "themerge": self = .paris
    case "shanghai": self = .shanghai
    case "cancun": self = .cancun
    default: return nil
    }
  }

  /// The name that consensus tests use.
  public var name: String {
    switch self {
    case .paris: "Paris"
    case .shanghai: "Shanghai"
    case .cancun: "Cancun"
    }
  }
}
